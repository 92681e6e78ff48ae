"""The web form of a template: its fields, and rows of fields for repeating groups.

A group's rows keep their ids for good; their order stands in one hidden input ("2,0,3"), so that
adding, removing and moving works by plain submit buttons, and nothing typed moves or gets lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from doctemplates.fields.model import Kind, TemplateField
from doctemplates.form_fields import form_field, html_name, typed_value

MAX_ROWS = 200  # of one group
MAX_ALL_ROWS = 600  # of a form: rows within rows multiply
ACTION = "action"


@dataclass
class Row:
    """One item of a repeating group."""

    id: int
    level: Level


class Group:
    """The rows of a repeating group."""

    def __init__(
        self, field: TemplateField, prefix: str, source: Source, start: Sequence[Mapping[str, Any]]
    ) -> None:
        self.field = field
        self.prefix = prefix
        self.order_name = f"{prefix}-rows"
        ids = source.rows(self.order_name)
        if ids is None:
            ids = list(range(max(len(start), 1)))
        ids = source.within_budget(source.reordered(prefix, ids))
        self.rows = [
            Row(number, Level(field.fields, f"{prefix}-{number}", source, _nth(start, number)))
            for number in ids
        ]

    @property
    def order(self) -> str:
        """Value of the hidden input that keeps the order."""
        return ",".join(str(row.id) for row in self.rows)

    @property
    def heading_level(self) -> int:
        """2 for rows of the form itself, 3 for rows within rows, and so on."""
        return min(2 + self.prefix.count("-") // 2, 6)

    @property
    def full(self) -> bool:
        return len(self.rows) >= MAX_ROWS


class Level:
    """Fields of one level, in the document's order: plain ones in a form, groups beside it."""

    def __init__(
        self,
        fields: Sequence[TemplateField],
        prefix: str,
        source: Source,
        start: Mapping[str, Any] | None = None,
    ) -> None:
        self.fields = fields
        start = start or {}
        made = {html_name(field): form_field(field) for field in fields}
        plain = {name: field for name, field in made.items() if field is not None}
        initial = {html_name(f): start[f.name] for f in fields if f.name in start}
        self.form = source.form(plain, prefix, initial)
        self.groups = {
            field.name: Group(
                field, f"{prefix}-{html_name(field)}", source, start.get(field.name) or ()
            )
            for field in fields
            if field.kind == Kind.GROUP
        }

    def __iter__(self) -> Iterator[BoundField | Group]:
        """Yield bound fields and groups in the document's order."""
        for field in self.fields:
            if field.kind == Kind.GROUP:
                yield self.groups[field.name]
            elif html_name(field) in self.form.fields:
                yield self.form[html_name(field)]

    @property
    def left_out(self) -> list[TemplateField]:
        """Fields that only Word can fill (pictures)."""
        asked = self.form.fields
        return [f for f in self.fields if f.kind != Kind.GROUP and html_name(f) not in asked]

    def is_valid(self) -> bool:
        """Check every level; all errors are collected, not the first alone."""
        return all([self.form.is_valid(), *(row.level.is_valid() for row in self._rows())])

    def errors(self) -> Iterator[tuple[BoundField, str]]:
        """Yield every error with its field, in the document's order."""
        for part in self:
            if isinstance(part, Group):
                for row in part.rows:
                    yield from row.level.errors()
            else:
                yield from ((part, str(error)) for error in part.errors)

    @property
    def asks_for_any(self) -> bool:
        """Whether a field at any depth must be filled in."""
        return any(inner.required for field in self.fields for inner in field.walk())

    def values(self) -> dict[str, Any]:
        """Return values by field name for the Word core; what was left empty is left out."""
        values: dict[str, Any] = {}
        for field in self.fields:
            if field.kind == Kind.GROUP:
                rows = self.groups[field.name].rows
                values[field.name] = [row.level.values() for row in rows]
                continue
            value = self.form.cleaned_data.get(html_name(field))
            empty = value is None or value == ""
            asked = html_name(field) in self.form.fields
            if field.locked or not asked or (empty and not field.default):
                continue
            values[field.name] = "" if empty else value
        return values

    def _rows(self) -> Iterator[Row]:
        for group in self.groups.values():
            yield from group.rows


class Source:
    """Where a form's contents come from: nothing yet, a submission, or one of its row buttons."""

    def __init__(self, data: Any = None) -> None:
        self.data = data
        self.rows_left = MAX_ALL_ROWS
        words: list[str] = (data.get(ACTION, "") if data is not None else "").split(":")
        pressed = len(words) > 1
        self.verb = words[0] if pressed else ""
        self.target = words[1:] if pressed else []

    @property
    def checks(self) -> bool:
        """Whether the form was sent off, not just changed by a row button."""
        return self.data is not None and not self.verb

    def form(
        self, fields: dict[str, forms.Field], prefix: str, initial: dict[str, Any]
    ) -> forms.Form:
        """Return a form: bound where it is checked, else holding what was typed."""
        made = type("FieldsForm", (forms.Form,), dict(fields))
        if self.data is None:
            return made(prefix=prefix, initial=initial)
        if self.checks:
            return made(self.data, prefix=prefix, initial=initial)
        typed = {
            name: typed_value(field, f"{prefix}-{name}", self.data)
            for name, field in fields.items()
            if not field.disabled  # browsers do not send these
        }
        return made(prefix=prefix, initial={**initial, **typed})

    def rows(self, name: str) -> list[int] | None:
        """Return the row ids that were sent; None where the group was not sent at all."""
        if self.data is None or name not in self.data:
            return None
        ids = [int(part) for part in self.data[name].split(",") if _is_row_id(part)]
        return list(dict.fromkeys(ids))[:MAX_ROWS]

    def within_budget(self, ids: list[int]) -> list[int]:
        """Return as many of `ids` as the whole form may still have."""
        taken = ids[: self.rows_left]
        self.rows_left -= len(taken)
        return taken

    def reordered(self, prefix: str, ids: list[int]) -> list[int]:
        """Carry out the row button that was pressed, if it belongs to this group."""
        if not self.verb or self.target[0] != prefix:
            return ids
        if self.verb == "add":
            return [*ids, max(ids, default=-1) + 1] if len(ids) < MAX_ROWS else ids
        row = int(self.target[1]) if self.target[1:] and _is_row_id(self.target[1]) else -1
        if row not in ids:
            return ids
        place = ids.index(row)
        rest = [number for number in ids if number != row]
        if self.verb == "remove":
            return rest
        step = {"up": -1, "down": 1}.get(self.verb, 0)
        return [*rest[: max(place + step, 0)], row, *rest[max(place + step, 0) :]]


def _is_row_id(text: str) -> bool:
    return len(text) < 6 and text.isascii() and text.isdigit()


def _nth(start: Sequence[Mapping[str, Any]], number: int) -> Mapping[str, Any] | None:
    return start[number] if number < len(start) else None


def fill_form(
    fields: Sequence[TemplateField], data: Any = None, known: Mapping[str, Any] | None = None
) -> Level:
    """Return the form of a template; `known` values fill it in before anything is typed."""
    names = {field.name for field in fields}
    start = {name: value for name, value in (known or {}).items() if name in names and value}
    return Level(fields, "v", Source(data), start)
