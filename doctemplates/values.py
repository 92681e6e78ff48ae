"""Check given values against the fields and bring them into one form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from operator import itemgetter
from typing import Any

from doctemplates.errors import FillError
from doctemplates.fields.model import Kind, Problem, TemplateField
from doctemplates.fields.pictures import picture_size
from doctemplates.formats import parse_date, parse_number
from doctemplates.text import clean, is_clean

_EMPTY = {Kind.CHECKBOX: False, Kind.GROUP: []}
_TEXTS = (Kind.TEXT, Kind.MULTILINE, Kind.RICHTEXT)
_TRUE = frozenset({"true", "1", "ja", "yes", "x", "on"})
_FALSE = frozenset({"false", "0", "nein", "no", "", "off"})


class _Wrong(Exception):
    def __init__(self, code: str, message: str, **params: Any) -> None:
        self.code, self.message, self.params = code, message, params
        super().__init__(message)


def prepare(fields: Sequence[TemplateField], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values ready for filling: clean text, dates, numbers; raise FillError with all problems."""
    problems: list[Problem] = []
    prepared = _level(_by_name(fields), values, "", problems)
    if problems:
        raise FillError(problems)
    return prepared


def _by_name(fields: Sequence[TemplateField]) -> dict[str, TemplateField]:
    return {field.name: field for field in fields}


def _level(
    fields: Mapping[str, TemplateField], values: Any, path: str, problems: list[Problem]
) -> dict[str, Any]:
    if not isinstance(values, Mapping):
        problems.append(Problem(path or ".", "not_a_mapping", "a mapping of names is expected"))
        return {}
    prepared: dict[str, Any] = {}
    for name, value in values.items():
        field = fields.get(name)
        try:
            if field is None:
                raise _Wrong("unknown", "the template has no such field")
            if value is None:
                prepared[name] = empty(field)
            elif field.kind is Kind.GROUP:
                prepared[name] = _group(field, value, _join(path, name), problems)
            else:
                prepared[name] = _CONVERTERS[field.kind](field, value)
        except _Wrong as wrong:
            problems.append(Problem(_join(path, name), wrong.code, wrong.message, wrong.params))
    return prepared


def _join(path: str, name: Any) -> str:
    return f"{path}.{name}" if path else str(name)


def empty(field: TemplateField) -> Any:
    """Value that empties a field; for a picture "", which leaves the one that the file shows.

    Nobody sends a form's own picture back, so that no value cannot mean: take it away.
    """
    return [_emptied(field)] if field.kind == Kind.GROUP else _EMPTY.get(field.kind, "")


def _emptied(group: TemplateField) -> dict[str, Any]:
    """A group without items keeps one empty item, so that no table loses its last row."""
    return {field.name: empty(field) for field in group.fields}


def _group(field: TemplateField, value: Any, path: str, problems: list[Problem]) -> Any:
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        raise _Wrong("not_a_list", "a list of items is expected")
    known = _by_name(field.fields)
    given = list(value)
    missing = _not_of_the_first(field)
    if _as_they_are(known, given) and missing.keys() <= given[0].keys():
        return given
    items = [
        {**(missing if number else {}), **_level(known, item, f"{path}[{number}]", problems)}
        for number, item in enumerate(given)
    ]
    return items or [_emptied(field)]


def _not_of_the_first(group: TemplateField) -> dict[str, Any]:
    """What later rows of a filled file get where nothing is given: they are made of its first."""
    return {
        field.name: empty(field)
        for field in group.fields
        if group.filled and not field.locked and (field.default is not None or field.filled)
    }


def _as_they_are(known: Mapping[str, TemplateField], items: list[Any]) -> bool:
    """Whether many items need no conversion; seen by column, which costs a quarter of the time."""
    if set(map(type, items)) != {dict} or len(set(map(len, items))) != 1:
        return False
    try:
        return all(
            name in known and _is_final(known[name], list(map(itemgetter(name), items)))
            for name in items[0]
        )
    except (KeyError, TypeError):
        return False


def _is_final(field: TemplateField, column: list[Any]) -> bool:
    """Whether the values are all of the type that filling wants, and clean."""
    if field.kind in _TEXTS:
        return is_clean("".join(column))  # TypeError where one is no text
    if field.kind in (Kind.CHOICE, Kind.COMBO):
        return set(column) <= {value for value, _ in field.choices}
    wanted = {Kind.DATE: dt.date, Kind.CHECKBOX: bool}.get(field.kind)
    return set(map(type, column)) == {wanted}


def _text(field: TemplateField, value: Any) -> str:
    if not isinstance(value, str):
        raise _Wrong("not_text", f"text is expected, not {type(value).__name__}")
    return clean(value)


def _boolean(field: TemplateField, value: Any) -> bool:
    if isinstance(value, (bool, int)) and value in (0, 1):
        return bool(value)
    if isinstance(value, str) and value.strip().lower() in _TRUE | _FALSE:
        return value.strip().lower() in _TRUE
    raise _Wrong("not_boolean", "yes or no (true or false) is expected")


def _date(field: TemplateField, value: Any) -> dt.date | str:
    if value == "":
        return ""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    day = parse_date(value) if isinstance(value, str) else None
    if day is None:
        raise _Wrong("not_a_date", "a date is expected (21.11.2026 or 2026-11-21)")
    return day


def _number(field: TemplateField, value: Any) -> Decimal | str:
    if value == "":
        return ""
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


def _picture(field: TemplateField, value: Any) -> bytes | str:
    if value == "":
        return ""
    data = bytes(value) if isinstance(value, (bytes, bytearray, memoryview)) else b""
    if picture_size(data) is None:
        raise _Wrong("not_a_picture", "a PNG or JPEG picture is expected")
    return data


def _choice(field: TemplateField, value: Any) -> str:
    text = _text(field, value)
    values = [value for value, _ in field.choices]
    if text in values:
        return text
    for known, label in field.choices:
        if label == text:
            return known
    if field.kind is Kind.COMBO or not text:
        return text
    raise _Wrong("not_a_choice", f"one of {', '.join(values)} is expected", choices=values)


_CONVERTERS: dict[Kind, Callable[[TemplateField, Any], Any]] = {
    Kind.TEXT: _text,
    Kind.MULTILINE: _text,
    Kind.RICHTEXT: _text,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.COMBO: _choice,
    Kind.CHECKBOX: _boolean,
    Kind.NUMBER: _number,
    Kind.PICTURE: _picture,
}
