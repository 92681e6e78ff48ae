"""The fields of a template as its coordinator arranged them: order, sections, labels, defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from doctemplates.bindings import BINDINGS
from doctemplates.fields.model import Kind, TemplateField
from doctemplates.formats import parse_date, parse_number
from doctemplates.models.field_override import FieldOverride

if TYPE_CHECKING:
    from doctemplates.models import WordTemplatePage

WITHOUT_DEFAULT = frozenset({Kind.GROUP, Kind.PICTURE})
_YES, _NO = frozenset({"ja", "yes", "x", "1", "true"}), frozenset({"nein", "no", "0", "false"})


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field as the form shows it.

    `field` has label, help, required and default as overridden; for a group its `fields` are those
    of `sections`, flat. `binding` is a key of BINDINGS, "" for none. `path` is the override's key,
    `help` the coordinator's own help text, "" for none.
    """

    field: TemplateField
    binding: str
    path: str
    sections: tuple[Section, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading; "" for those before the first heading."""

    heading: str
    fields: tuple[ShownField, ...]


def apply(page: WordTemplatePage, fields: Sequence[TemplateField]) -> list[Section]:
    """Return the page's fields in sections, in order; fields left out of the form are missing.

    `page` may be a draft or an edition: its own settings hold. Costs one query for a page as it
    is, none for a revision.
    """
    return arrange({item.path: item for item in page.field_overrides.all()}, fields)


def arrange(
    overrides: Mapping[str, FieldOverride], fields: Sequence[TemplateField], group: str = ""
) -> list[Section]:
    """As `apply`, from settings by path; `group` is the path of the group the fields belong to."""
    sections: list[tuple[str, list[ShownField]]] = [("", [])]
    for field in in_order(overrides, fields, group):
        path = path_of(field, group)
        said = overrides.get(path) or FieldOverride(path=path)
        if said.heading:
            sections.append((said.heading, []))
        shown = None if said.hidden else _shown(overrides, said, field, path)
        if shown is not None and (shown.sections or not field.fields):
            sections[-1][1].append(shown)
    return [Section(heading, tuple(inside)) for heading, inside in sections if inside]


def path_of(field: TemplateField, group: str = "") -> str:
    """Return the key of a field: "name", or "group[].name" within a repeating group."""
    return f"{group}[].{field.name}" if group else field.name


def walk(fields: Iterable[TemplateField], group: str = "") -> Iterable[tuple[str, TemplateField]]:
    """Yield every field with its path, groups before what is in them, in the file's order."""
    for field in fields:
        path = path_of(field, group)
        yield path, field
        yield from walk(field.fields, path)


def in_order(
    overrides: Mapping[str, FieldOverride], fields: Sequence[TemplateField], group: str = ""
) -> list[TemplateField]:
    """Return the fields of one level by position; one without stays behind the field before it."""
    keyed, last = [], -1
    for field in fields:
        said = overrides.get(path_of(field, group))
        if said is not None and said.position is not None:
            last = said.position
        keyed.append((last, field))
    return [field for _position, field in sorted(keyed, key=lambda item: item[0])]


def default_of(field: TemplateField, text: str) -> Any:
    """Return a default given as text as the field's kind; ValueError where it does not fit."""
    value: Any = text
    if field.kind == Kind.DATE:
        value = parse_date(text)
    elif field.kind == Kind.NUMBER:
        number = parse_number(text)
        value = number if isinstance(number, Decimal) else None
    elif field.kind == Kind.CHECKBOX:
        word = text.strip().lower()
        value = word in _YES if word in _YES | _NO else None
    elif field.kind == Kind.CHOICE:
        by_label = {label: value for value, label in field.choices}
        known = {value for value, _label in field.choices}
        value = text if text in known else by_label.get(text)
    if value is None or field.kind in WITHOUT_DEFAULT:
        raise ValueError(text)
    return value


def binding_of(field: TemplateField, said: FieldOverride) -> str:
    """Return what fills the field in: as set, else what its name says, "" for nothing."""
    name = said.binding or field.name
    return name if name in BINDINGS else ""


def _shown(
    overrides: Mapping[str, FieldOverride], said: FieldOverride, field: TemplateField, path: str
) -> ShownField:
    sections = tuple(arrange(overrides, field.fields, path)) if field.fields else ()
    default = field.default
    if said.default:
        try:
            default = default_of(field, said.default)
        except ValueError:  # a new file took another kind or other choices: as the file has it
            default = field.default
    changed = replace(
        field,
        label=said.label or field.label,
        help=said.help or field.help,
        required=field.required if said.required is None else said.required,
        default=default,
        fields=tuple(shown.field for section in sections for shown in section.fields),
    )
    return ShownField(changed, binding_of(field, said), path, sections, said.help)
