"""A table to fill in: one column for each field, an explanation of each on a second sheet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from doctemplates.batch.columns import Leaf, Target, leaves, match
from doctemplates.batch.packing import harmless
from doctemplates.fields.model import Kind, TemplateField

ITEMS = 2  # of each repeating group; more columns can be added by the same pattern
LIST_LIMIT = 255  # characters of a drop-down in Excel
PREPARED_ROWS = 1000


def blank_table(fields: Sequence[TemplateField]) -> bytes:
    """Return an .xlsx whose headings match `fields` again when it comes back."""
    book = Workbook()
    rows: Any = book.active
    rows.title = _("Rows")
    known = [target for leaf in leaves(fields) for target in _targets(leaf)]
    headings = _headings(known, fields)
    rows.freeze_panes = "A2"
    for index, (target, heading) in enumerate(zip(known, headings, strict=True), start=1):
        column = rows.column_dimensions[get_column_letter(index)]
        column.width = max(14, min(len(heading) + 4, 40))
        column.number_format = "DD.MM.YYYY" if target.leaf.field.kind is Kind.DATE else "@"
        _offer_choices(rows, index, target.leaf.field)
    _append_bold(rows, headings)
    _explain(book.create_sheet(_("Explanation")), known, headings)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _targets(leaf: Leaf) -> list[Target]:
    sets: list[tuple[int, ...]] = [()]
    for _group in leaf.groups:
        sets = [(*numbers, n) for numbers in sets for n in range(1, ITEMS + 1)]
    return [Target(leaf, numbers) for numbers in sets]


def _headings(known: Sequence[Target], fields: Sequence[TemplateField]) -> list[str]:
    """Labels where they lead back to the same field, else names."""
    labels = [_numbered(target.leaf.label_key, target.numbers) for target in known]
    found = match(labels, fields)
    return [
        label
        if back is not None and back.token == target.token
        else _numbered(target.leaf.key, target.numbers)
        for label, back, target in zip(labels, found, known, strict=True)
    ]


def _numbered(key: str, numbers: Sequence[int]) -> str:
    for number in numbers:
        key = key.replace("#", str(number), 1)
    return key


def _append_bold(sheet: Any, texts: Sequence[str]) -> None:
    sheet.append([harmless(text) for text in texts])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _offer_choices(sheet: Any, index: int, field: TemplateField) -> None:
    words = [label or value for value, label in field.choices if value]
    if field.kind is Kind.CHECKBOX:
        words = ["ja", "nein"]
    listed = ",".join(words)
    if not words or len(listed) > LIST_LIMIT or '"' in listed or listed.count(",") >= len(words):
        return
    rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    rule.showErrorMessage = field.kind is not Kind.COMBO
    letter = get_column_letter(index)
    rule.add(f"{letter}2:{letter}{PREPARED_ROWS}")
    sheet.add_data_validation(rule)


def _explain(sheet: Any, known: Sequence[Target], headings: Sequence[str]) -> None:
    for letter, width in (("A", 40), ("B", 16), ("C", 70)):
        sheet.column_dimensions[letter].width = width
    _append_bold(sheet, [_("Column"), _("Required"), _("What to enter")])
    for target, heading in zip(known, headings, strict=True):
        field = target.leaf.field
        required = _("yes") if field.required else _("no")
        sheet.append([harmless(heading), required, harmless(_what(field))])


def _what(field: TemplateField) -> str:
    if field.kind is Kind.DATE:
        return _("a date such as 21.11.2026")
    if field.kind is Kind.NUMBER:
        return _("a number such as 1.234,50")
    if field.kind is Kind.CHECKBOX:
        return _("ja or nein")
    if field.kind in (Kind.CHOICE, Kind.COMBO):
        listed = ", ".join(label or value for value, label in field.choices if value)
        return _("one of: %(choices)s") % {"choices": listed}
    return field.help or _("text")
