"""What a new file brings and lacks, and which settings of a page it leaves without a field."""

from __future__ import annotations

from dataclasses import dataclass

from doctemplates.checked import digest_of
from doctemplates.checking import CheckedField, Report
from doctemplates.models import CheckedFile, FieldOverride, WordTemplatePage


@dataclass(frozen=True, slots=True)
class Changes:
    """Fields that the file has and the one before lacked, and the other way round."""

    added: tuple[CheckedField, ...] = ()
    lost: tuple[CheckedField, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.lost)


def changes_of(page: WordTemplatePage, source: bytes, report: Report) -> Changes:
    """Compare a file with the page's file before it; nothing where it is the first one."""
    past = page.past_files.exclude(digest=digest_of(source)).values_list("digest", flat=True)
    row = CheckedFile.objects.filter(digest=past.first(), code="").first()
    if row is None:
        return Changes()
    try:
        before = Report.from_json(row.report)
    except (KeyError, TypeError):  # kept by an older release
        return Changes()
    old, new = {f.path for f in before.fields}, {f.path for f in report.fields}
    return Changes(
        tuple(field for field in report.fields if field.path not in old),
        tuple(field for field in before.fields if field.path not in new),
    )


def left_over(page: WordTemplatePage, report: Report) -> list[FieldOverride]:
    """Return settings of fields that the file does not have; they wait for the name to return."""
    known = {field.path for field in report.fields}
    return [said for said in page.field_overrides.all() if said.path not in known]
