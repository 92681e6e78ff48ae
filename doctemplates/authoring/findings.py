"""Everything the views tell about a page's file, gathered once."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _

from doctemplates import checked
from doctemplates.authoring.comparing import Changes, changes_of, left_over
from doctemplates.authoring.hints import Hint, codes_of, hints_of
from doctemplates.authoring.wording import KIND_LABELS
from doctemplates.checking import CheckedField, Report
from doctemplates.errors import PackageError
from doctemplates.fields.model import Kind
from doctemplates.messages import explain
from doctemplates.models import FieldOverride, WordTemplatePage


@dataclass(frozen=True, slots=True)
class Line:
    """A field as the report shows it."""

    field: CheckedField
    kind: str | Promise
    hints: list[Hint]


@dataclass
class Findings:
    """What is known of a file: `refusal` says why it cannot be used, "" where it can."""

    report: Report = field(default_factory=Report)
    refusal: str = ""
    may_retry: bool = False
    changes: Changes = field(default_factory=Changes)
    left_over: list[FieldOverride] = field(default_factory=list)

    @classmethod
    def of(cls, page: WordTemplatePage, again: bool = False) -> Findings:
        """Check the page's file where that has not happened; `page` may be unsaved."""
        if page.word_file_id is None:
            return cls(refusal=_("Please choose a Word file first."))
        try:
            source = page.source()
            report = checked.check(source, again)
        except FileNotFoundError:
            return cls(refusal=_("The file is missing on the server. Please upload it again."))
        except PackageError as error:
            return cls(refusal=explain(error), may_retry=error.code in checked.PASSING)
        if report.trial_error:
            refusal = explain(PackageError("trial_failed", error=report.trial_error))
            return cls(report, refusal)
        if page.pk is None:
            return cls(report)
        return cls(
            report, changes=changes_of(page, source, report), left_over=left_over(page, report)
        )

    @property
    def usable(self) -> bool:
        return not self.refusal

    @cached_property
    def hints(self) -> list[Hint]:
        return hints_of(self.report)

    @property
    def to_mend(self) -> list[Hint]:
        return [hint for hint in self.hints if not hint.note]

    @property
    def notes(self) -> list[Hint]:
        return [hint for hint in self.hints if hint.note]

    @property
    def lines(self) -> list[Line]:
        by_path = codes_of(self.hints)
        return [
            Line(found, KIND_LABELS.get(found.kind, found.kind), by_path.get(found.path, []))
            for found in self.report.fields
        ]

    @property
    def tried(self) -> int:
        """Number of fields the trial filling has set and read back."""
        return sum(1 for found in self.report.fields if _is_tried(found))

    @property
    def alike(self) -> int:
        """Number of fields that came back as they were filled in."""
        return self.tried - len(self.report.unlike)


def _is_tried(found: CheckedField) -> bool:
    without_entries = found.kind == Kind.CHOICE and not found.choices
    return found.kind != Kind.GROUP and not found.locked and not without_entries
