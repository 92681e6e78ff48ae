"""The web form of a template: sections of fields, and rows of fields for repeating groups.

A group's rows keep their ids for good; their order stands in one hidden input ("2,0,3"), so that
adding, removing and moving works by plain submit buttons, and nothing typed moves or gets lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from doctemplates.fields.model import Kind, TemplateField
from doctemplates.form_fields import form_field, html_name
from doctemplates.form_source import MAX_ALL_ROWS, MAX_ROWS, Source
from doctemplates.overrides import Section, ShownField, arrange

__all__ = ["MAX_ALL_ROWS", "MAX_ROWS", "Group", "Level", "Row", "fill_form", "section_form"]

FIRST_HEADING = 2
LAST_HEADING = 6


@dataclass
class Row:
    """One item of a repeating group."""

    id: int
    level: Level


@dataclass
class Part:
    """A section of a level as it is shown; `heading` is "" for fields before the first one."""

    heading: str
    id: str
    fields: list[BoundField | Group]


class Group:
    """The rows of a repeating group."""

    def __init__(
        self,
        shown: ShownField,
        prefix: str,
        source: Source,
        start: Sequence[Mapping[str, Any]],
        heading_level: int,
    ) -> None:
        self.field = shown.field
        self.prefix = prefix
        self.heading_level = min(heading_level, LAST_HEADING)
        self.order_name = f"{prefix}-rows"
        ids = source.rows(self.order_name)
        if ids is None:
            ids = list(range(max(len(start), 1)))
        ids = source.within_budget(source.reordered(prefix, ids))
        inner = shown.sections or arrange({}, shown.field.fields)
        self.rows = [
            Row(
                number,
                Level(
                    inner, f"{prefix}-{number}", source, _nth(start, number), self.heading_level + 1
                ),
            )
            for number in ids
        ]

    @property
    def order(self) -> str:
        """Value of the hidden input that keeps the order."""
        return ",".join(str(row.id) for row in self.rows)

    @property
    def full(self) -> bool:
        return len(self.rows) >= MAX_ROWS


class Level:
    """Fields of one level in their sections: plain ones in a form, groups beside it."""

    def __init__(
        self,
        sections: Sequence[Section],
        prefix: str,
        source: Source,
        start: Mapping[str, Any] | None = None,
        heading_level: int = FIRST_HEADING,
    ) -> None:
        self.sections = sections
        self.prefix = prefix
        self.heading_level = min(heading_level, LAST_HEADING)
        shown = [each for section in sections for each in section.fields]
        self.fields = [each.field for each in shown]
        start = start or {}
        plain = {
            html_name(s.field): form_field(s.field, s.help)
            for s in shown
            if s.field.kind != Kind.GROUP
        }
        self.form = source.form(plain, prefix, _initial(shown, source, start))
        below = self.heading_level + any(section.heading for section in sections)
        self.groups = {
            each.field.name: Group(
                each,
                f"{prefix}-{html_name(each.field)}",
                source,
                start.get(each.field.name) or (),
                below,
            )
            for each in shown
            if each.field.kind == Kind.GROUP
        }

    @property
    def parts(self) -> list[Part]:
        """The sections with their bound fields and groups."""
        return [
            Part(section.heading, f"{self.prefix}-s{number}", list(self._bound(section)))
            for number, section in enumerate(self.sections, 1)
        ]

    def __iter__(self) -> Iterator[BoundField | Group]:
        """Yield bound fields and groups in the form's order."""
        for section in self.sections:
            yield from self._bound(section)

    def _bound(self, section: Section) -> Iterator[BoundField | Group]:
        for shown in section.fields:
            field = shown.field
            if field.kind == Kind.GROUP:
                yield self.groups[field.name]
            else:
                yield self.form[html_name(field)]

    def is_valid(self) -> bool:
        """Check every level; all errors are collected, not the first alone."""
        return all([self.form.is_valid(), *(row.level.is_valid() for row in self._rows())])

    def controls(self) -> Iterator[BoundField]:
        """Yield the bound fields of all levels in the form's order."""
        for part in self:
            if isinstance(part, Group):
                for row in part.rows:
                    yield from row.level.controls()
            else:
                yield part

    def errors(self) -> Iterator[tuple[BoundField, str]]:
        """Yield every error with its field, in the form's order."""
        for control in self.controls():
            yield from ((control, str(error)) for error in control.errors)

    @property
    def required_left(self) -> int:
        """How many required fields are still empty."""
        return sum(
            control.field.required and not control.field.disabled and _is_empty(control.value())
            for control in self.controls()
        )

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
            if field.locked or (empty and not field.default):
                continue
            values[field.name] = "" if empty else value
        return values

    def typed(self) -> dict[str, Any]:
        """Return what the form shows, unchecked, by field name: the start of another form."""
        typed: dict[str, Any] = {}
        for field in self.fields:
            if field.kind == Kind.GROUP:
                typed[field.name] = [row.level.typed() for row in self.groups[field.name].rows]
            else:
                typed[field.name] = self.form[html_name(field)].value()
        return typed

    def _rows(self) -> Iterator[Row]:
        for group in self.groups.values():
            yield from group.rows


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value == ""


def _initial(
    shown: Sequence[ShownField], source: Source, start: Mapping[str, Any]
) -> dict[str, Any]:
    """What stands in the fields before anybody types: given values first, then what is bound."""
    bound = {
        html_name(s.field): source.known[s.binding] for s in shown if s.binding in source.known
    }
    given = {html_name(s.field): start[s.field.name] for s in shown if s.field.name in start}
    return bound | given


def _nth(start: Sequence[Mapping[str, Any]], number: int) -> Mapping[str, Any] | None:
    return start[number] if number < len(start) else None


def section_form(
    sections: Sequence[Section],
    data: Any = None,
    known: Mapping[str, Any] | None = None,
    start: Mapping[str, Any] | None = None,
    files: Any = None,
) -> Level:
    """Return the form of arranged fields.

    `known` are values by binding, `start` values by field name; both stand in the form before
    anything is typed. `files` are the uploads that came with `data`.
    """
    return Level(sections, "v", Source(data, known, files), start)


def fill_form(
    fields: Sequence[TemplateField], data: Any = None, start: Mapping[str, Any] | None = None
) -> Level:
    """Return the form of a template's fields as the file has them."""
    return section_form(arrange({}, fields), data, start=start)
