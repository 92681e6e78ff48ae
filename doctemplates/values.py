"""Check given values against the fields and bring them into one form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from doctemplates.errors import FillError
from doctemplates.fields.model import Kind, Problem, TemplateField
from doctemplates.fields.pictures import picture_size
from doctemplates.formats import parse_date, parse_number
from doctemplates.text import clean

_EMPTY = {Kind.CHECKBOX: False, Kind.GROUP: []}
_TRUE = frozenset({"true", "1", "ja", "yes", "x", "on"})
_FALSE = frozenset({"false", "0", "nein", "no", "", "off"})


class _Wrong(Exception):
    def __init__(self, code: str, message: str, **params: Any) -> None:
        self.code, self.message, self.params = code, message, params
        super().__init__(message)


def prepare(fields: Sequence[TemplateField], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values ready for filling: clean text, dates, numbers; raise FillError with all problems."""
    problems: list[Problem] = []
    prepared = _level(fields, values, "", problems)
    if problems:
        raise FillError(problems)
    return prepared


def _level(
    fields: Sequence[TemplateField], values: Any, path: str, problems: list[Problem]
) -> dict[str, Any]:
    if not isinstance(values, Mapping):
        problems.append(Problem(path or ".", "not_a_mapping", "a mapping of names is expected"))
        return {}
    known = {field.name: field for field in fields}
    prepared: dict[str, Any] = {}
    for name, value in values.items():
        where = f"{path}.{name}" if path else str(name)
        field = known.get(name)
        if field is None:
            problems.append(Problem(where, "unknown", "the template has no such field"))
        elif value is not None and field.kind == Kind.GROUP:
            prepared[name] = _group(field, value, where, problems)
        else:
            try:
                prepared[name] = empty(field) if value is None else _convert(field, value)
            except _Wrong as wrong:
                problems.append(Problem(where, wrong.code, wrong.message, wrong.params))
    return prepared


def empty(field: TemplateField) -> Any:
    """Value that empties a field."""
    return [_emptied(field)] if field.kind == Kind.GROUP else _EMPTY.get(field.kind, "")


def _emptied(group: TemplateField) -> dict[str, Any]:
    """A group without items keeps one empty item, so that no table loses its last row."""
    return {field.name: empty(field) for field in group.fields}


def _group(field: TemplateField, value: Any, path: str, problems: list[Problem]) -> Any:
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        problems.append(Problem(path, "not_a_list", "a list of items is expected"))
        return []
    items = [
        _level(field.fields, item, f"{path}[{number}]", problems)
        for number, item in enumerate(value)
    ]
    return items or [_emptied(field)]


def _convert(field: TemplateField, value: Any) -> Any:
    if field.kind == Kind.CHECKBOX:
        return _boolean(value)
    if value == "" and isinstance(value, str):
        return ""
    if field.kind == Kind.DATE:
        return _date(value)
    if field.kind == Kind.NUMBER:
        return _number(value)
    if field.kind == Kind.PICTURE:
        return _picture(value)
    if not isinstance(value, str):
        raise _Wrong("not_text", f"text is expected, not {type(value).__name__}")
    text = clean(value)
    if field.kind in (Kind.CHOICE, Kind.COMBO):
        return _choice(field, text)
    return text


def _boolean(value: Any) -> bool:
    if isinstance(value, (bool, int)) and value in (0, 1):
        return bool(value)
    if isinstance(value, str) and value.strip().lower() in _TRUE | _FALSE:
        return value.strip().lower() in _TRUE
    raise _Wrong("not_boolean", "yes or no (true or false) is expected")


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    day = parse_date(value) if isinstance(value, str) else None
    if day is None:
        raise _Wrong("not_a_date", "a date is expected (21.11.2026 or 2026-11-21)")
    return day


def _number(value: Any) -> Decimal:
    number: Decimal | None = None
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        number = Decimal(str(value))
    elif isinstance(value, str):
        try:
            number = parse_number(value) if "," in value else Decimal(value.strip())
        except InvalidOperation:
            number = parse_number(value)
    if number is None or not number.is_finite():
        raise _Wrong("not_a_number", "a number is expected (1234.5 or 1.234,50)")
    return number


def _picture(value: Any) -> bytes:
    data = bytes(value) if isinstance(value, (bytes, bytearray, memoryview)) else b""
    if picture_size(data) is None:
        raise _Wrong("not_a_picture", "a PNG or JPEG picture is expected")
    return data


def _choice(field: TemplateField, text: str) -> str:
    values = [value for value, _ in field.choices]
    if text in values:
        return text
    for value, label in field.choices:
        if label == text:
            return value
    if field.kind == Kind.COMBO or not text:
        return text
    raise _Wrong("not_a_choice", f"one of {', '.join(values)} is expected", choices=values)
