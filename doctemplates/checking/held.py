"""What a filled document holds, as plain data that travels between processes."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from doctemplates.document import read_document
from doctemplates.errors import PackageError
from doctemplates.fields.model import Kind, Location, TemplateField
from doctemplates.fields.pictures import picture_size
from doctemplates.package import open_package
from doctemplates.reading import values_in

MAX_FIELDS = 5_000  # of a document, those of repeating groups once
MAX_VALUES = 20_000  # of a document, those of every row
_NOWHERE = Location("", "")
MAX_PICTURES = 8 << 20  # bytes of all pictures that are handed back
UNREADABLE = b"?"  # stands for a picture that is neither PNG nor JPEG, or one too many


@dataclass(frozen=True, slots=True)
class Held:
    """The fields of a document (name, label, kind and fields only) and its values by name.

    A picture that cannot be handed back is UNREADABLE.
    """

    fields: tuple[TemplateField, ...]
    values: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {"fields": [_field(field) for field in self.fields], "values": _row(self.values)}

    @classmethod
    def from_json(cls, data: Any) -> Held:
        """Return what `as_json` gave; TypeError, KeyError or ValueError where it is another's."""
        return cls(tuple(map(_field_back, data["fields"])), _row_back(data["values"]))


def read_held(source: bytes) -> Held:
    """Return what a document holds; PackageError for one that is not acceptable or too large."""
    document = read_document(open_package(source))
    fields = document.fields
    if sum(1 for field in fields for _inner in field.walk()) > MAX_FIELDS:
        raise PackageError("too_complex")
    values = values_in(document, unsure=True)
    if _count(values.values()) > MAX_VALUES:
        raise PackageError("too_complex")
    return Held(fields, _handed_back(values, [MAX_PICTURES]))


def _handed_back(values: Mapping[str, Any], left: list[int]) -> dict[str, Any]:
    """The values without pictures that cannot be used or are too much together."""
    kept: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, list):
            value = [_handed_back(row, left) for row in value]
        elif isinstance(value, bytes):
            if picture_size(value) is None or len(value) > left[0]:
                value = UNREADABLE
            left[0] -= len(value)
        kept[name] = value
    return kept


def _count(values: Any) -> int:
    return sum(
        sum(_count(row.values()) for row in value) if isinstance(value, list) else 1
        for value in values
    )


def _field(field: TemplateField) -> list[Any]:
    return [field.name, field.label, str(field.kind), [_field(inner) for inner in field.fields]]


def _field_back(data: Sequence[Any]) -> TemplateField:
    name, label, kind, inner = data
    return TemplateField(name, label, Kind(kind), _NOWHERE, fields=tuple(map(_field_back, inner)))


def _row(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [_row(row) for row in value]
    if isinstance(value, bytes):
        return {"picture": base64.b64encode(value).decode()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return {"number": str(value)} if isinstance(value, Decimal) else value


def _row_back(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value_back(value) for name, value in values.items()}


def _value_back(value: Any) -> Any:
    if isinstance(value, list):
        return [_row_back(row) for row in value]
    if not isinstance(value, dict):
        return value
    ((kind, text),) = value.items()
    if kind == "date":
        return dt.date.fromisoformat(text)
    return Decimal(text) if kind == "number" else base64.b64decode(text)
