"""The texts of one row -> values for the template, or what is wrong with them. No Django here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from doctemplates.errors import FillError
from doctemplates.fields.model import Kind, TemplateField
from doctemplates.typed_numbers import typed_number
from doctemplates.values import prepare

ERRORS = frozenset({"#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A", "#NUM!", "#NULL!"})
_SHORT_YEAR = re.compile(r"(\d{1,2}\.\d{1,2}\.)(\d{2})")
Path = tuple[str | int, ...]


@dataclass
class RowProblem:
    """One thing to mend: the column as it is headed, what is wrong, and its details."""

    column: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return {"column": self.column, "code": self.code, "params": self.params}


def convert(
    fields: Sequence[TemplateField], raw: Mapping[str, Any], headings: Mapping[Path, str]
) -> tuple[dict[str, Any], list[RowProblem]]:
    """Return values by name and every problem of the row.

    `raw` has text by name; a group is a dict of such by number of the item. `headings` names the
    columns by path ("goals", 1, "title"); a field without a column is named by its label.
    """
    problems: list[RowProblem] = []
    values = _level(fields, raw, headings, (), problems)
    return values, problems


def _level(
    fields: Sequence[TemplateField],
    raw: Mapping[str, Any],
    headings: Mapping[Path, str],
    path: Path,
    problems: list[RowProblem],
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for each in fields:
        here = (*path, each.name)
        if each.kind is Kind.GROUP:
            items = sorted((raw.get(each.name) or {}).items())
            made = [
                _level(each.fields, item, headings, (*here, number), problems)
                for number, item in items
                if not _blank(item)
            ]
            if made:
                values[each.name] = made
            continue
        text = str(raw.get(each.name) or "").strip()
        value, problem = _value(each, text, headings.get(here, each.label or each.name))
        if problem is not None:
            problems.append(problem)
        elif value is not None:
            values[each.name] = value
    return values


def _blank(item: Any) -> bool:
    if isinstance(item, Mapping):
        return all(_blank(inner) for inner in item.values())
    return not str(item or "").strip()


def _value(each: TemplateField, text: str, column: str) -> tuple[Any, RowProblem | None]:
    if each.locked or each.kind is Kind.PICTURE:
        return None, None
    if text in ERRORS:
        return None, RowProblem(column, "formula", {"value": text})
    if not text:
        default = usable_default(each)
        missing = each.required and default in (None, "")
        return default, RowProblem(column, "required") if missing else None
    if each.max_length and len(text) > each.max_length:
        return None, RowProblem(column, "too_long", {"limit": each.max_length, "length": len(text)})
    try:
        return prepare([each], {each.name: _as_known(each, text)})[each.name], None
    except FillError as error:
        first = error.problems[0]
        params = {"value": text[:80], **_choices(each)}
        return None, RowProblem(column, first.code, params)


def usable_default(each: TemplateField) -> Any:
    """Return the field's default; None for a prompt ("TT.MM.JJJJ") that is no value of its kind."""
    given = each.default
    if given in (None, ""):
        return None
    try:
        known = _as_known(each, given) if isinstance(given, str) else given
        return prepare([each], {each.name: known})[each.name]
    except FillError:
        return None


def _as_known(each: TemplateField, text: str) -> str | Decimal:
    """The entry that differs in case and blanks alone, a year of two digits written out."""
    if each.kind is Kind.NUMBER:
        return typed_number(text)
    if each.kind is Kind.DATE and (short := _SHORT_YEAR.fullmatch(text)):
        return f"{short[1]}20{short[2]}"
    if each.kind in (Kind.CHOICE, Kind.COMBO):
        folded = " ".join(text.casefold().split())
        for value, label in each.choices:
            if value and folded in {" ".join(word.casefold().split()) for word in (value, label)}:
                return value
    return text


def _choices(each: TemplateField) -> dict[str, str]:
    if each.kind is not Kind.CHOICE:
        return {}
    return {"choices": ", ".join(label or value for value, label in each.choices if value)}
