"""Invented values for a trial filling: recognisable, one per kind, of no living person."""

from __future__ import annotations

import datetime as dt
import struct
import zlib
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from doctemplates.fields.model import Kind, TemplateField

ROWS = 2  # of each repeating group
DAY = dt.date(2026, 11, 21)
AMOUNT = Decimal("1234.5")


def sample_values(fields: Sequence[TemplateField]) -> dict[str, Any]:
    """Return a value for every field that can be filled, by name, rows included."""
    return {field.name: _value(field) for field in fields if _can_be_filled(field)}


def _can_be_filled(field: TemplateField) -> bool:
    if field.locked:
        return False
    return field.kind != Kind.CHOICE or any(value for value, _label in field.choices)


def _value(field: TemplateField) -> Any:
    if field.kind == Kind.GROUP:
        return [sample_values(field.fields) for _row in range(ROWS)]
    return _MAKERS[field.kind](field)


def _text(field: TemplateField) -> str:
    text = f"Muster: {field.label}"
    return text[: field.max_length].strip() if field.max_length else text


def _lines(field: TemplateField) -> str:
    text = f"Muster: {field.label}\nZweite Zeile"
    return text[: field.max_length].strip() if field.max_length else text


def _choice(field: TemplateField) -> str:
    return next((value for value, _label in field.choices if value), "Muster")


def _picture(_field: TemplateField) -> bytes:
    """Return a grey PNG of 120 x 80 pixels."""
    width, height = 120, 80
    rows = (b"\0" + b"\xb0" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


_MAKERS: dict[Kind, Callable[[TemplateField], Any]] = {
    Kind.TEXT: _text,
    Kind.MULTILINE: _lines,
    Kind.RICHTEXT: _lines,
    Kind.DATE: lambda _field: DAY,
    Kind.CHOICE: _choice,
    Kind.COMBO: _choice,
    Kind.CHECKBOX: lambda _field: True,
    Kind.NUMBER: lambda _field: AMOUNT,
    Kind.PICTURE: _picture,
}
