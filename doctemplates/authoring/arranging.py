"""The table of settings: a row for every field the file has, kept in the page's next draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from doctemplates.authoring.forms import OverrideForm
from doctemplates.authoring.wording import KIND_LABELS
from doctemplates.fields.model import TemplateField
from doctemplates.models import FieldOverride, WordTemplatePage
from doctemplates.overrides import in_order, path_of, walk

DROP = "drop"  # name of the check boxes that remove settings without a field


@dataclass(frozen=True)
class Row:
    """Settings of one field; `level` is the path of its group, `depth` how deep that lies."""

    form: OverrideForm
    field: TemplateField
    path: str
    level: str
    depth: int

    @property
    def kind_label(self) -> str | Promise:
        return KIND_LABELS[self.field.kind]


class Arrangement:
    """All rows of a page in the order of its form, and what belongs to no field any more."""

    def __init__(
        self,
        page: WordTemplatePage,
        fields: Sequence[TemplateField],
        data: Any = None,
        headings: Mapping[str, str] | None = None,
    ) -> None:
        """`headings` are those of the document, by field name: they hold where none is set."""
        self.page = page
        self.fields = fields
        self.data = data
        self.said: Mapping[str, FieldOverride] = {s.path: s for s in page.field_overrides.all()}
        self.rows = list(self._rows(fields))
        known = {path for path, _field in walk(fields)}
        self.left_over = [said for path, said in self.said.items() if path not in known]
        if not self.headings:
            self._show_headings(headings or {})

    def _show_headings(self, headings: Mapping[str, str]) -> None:
        """Let the document's own headings show through where the form begins a section."""
        last = ""
        for row in self.rows:
            heading = headings.get(row.field.name, "") if not row.level else last
            if heading != last:
                row.form.fields["heading"].widget.attrs["placeholder"] = heading
                last = heading

    def _rows(
        self, fields: Sequence[TemplateField], group: str = "", depth: int = 0
    ) -> Iterator[Row]:
        for place, field in enumerate(in_order(self.said, fields, group), 1):
            path = path_of(field, group)
            said = self.said.get(path) or FieldOverride(path=path)
            form = OverrideForm(self.data, instance=said, field=field, place=place)
            yield Row(form, field, path, group, depth)
            yield from self._rows(field.fields, path, depth + 1)

    def is_valid(self) -> bool:
        """Check every row; all errors are collected, not the first alone."""
        return not self.wrong

    @property
    def wrong(self) -> list[Row]:
        """Rows with errors, in order."""
        return [row for row in self.rows if row.form.errors]

    @property
    def headings(self) -> list[str]:
        """The sections there are, to choose from."""
        return sorted({said.heading for said in self.said.values() if said.heading})

    def save(self) -> None:
        """Put the settings into the page, which is not saved. Only after `is_valid`."""
        dropped = set(self.data.getlist(DROP))
        kept = [said for said in self.left_over if said.path not in dropped]
        self._number(self.fields)
        told = [row.form.instance for row in self.rows]
        self.page.field_overrides = [*(s for s in told if not s.says_nothing), *kept]

    def _number(self, fields: Sequence[TemplateField], group: str = "") -> None:
        """Number a level where its order is not the file's own."""
        rows = sorted((r for r in self.rows if r.level == group), key=lambda row: row.form.rank)
        as_in_file = [row.field.name for row in rows] == [field.name for field in fields]
        for number, row in enumerate(rows, 1):
            row.form.instance.position = None if as_in_file else number
            self._number(row.field.fields, row.path)
