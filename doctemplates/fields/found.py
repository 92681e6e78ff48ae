"""Fields as found in a document: places in the XML, gathered into a tree of fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from doctemplates.fields.marking import Marker, Target
from doctemplates.fields.model import Kind
from doctemplates.formats import format_date, format_number
from doctemplates.ooxml import Element, W


@dataclass(slots=True)
class Surroundings:
    """Static text around a field, for its label.

    `lead` is the text that begins the line, before its first field; `labels_before` tells that
    the line's check boxes stand behind their words; `previous` is the field before on the line.
    """

    before: str = ""
    after: str = ""
    lead: str = ""
    lead_is_label: bool = False
    labels_before: bool = False
    previous: Found | None = None


class Place:
    """One spot in the XML that shows a field. Subclasses know how to read and mark it.

    `prompt` is the text shown in place of a value; where `unsure`, it might be one.
    """

    kind: Kind
    anchor: Element
    tag: str = ""
    alias: str = ""
    identity: Hashable = None
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    prompt: str = ""
    unsure: bool = False
    locked: bool = False
    max_length: int | None = None
    part: str = ""

    def read(self) -> Any:
        """The value shown; None, "" or False where there is none."""
        raise NotImplementedError

    def mark(self, marker: Marker, target: Target, kind: Kind) -> None:
        """Change the tree into its marked form; `kind` is that of the field's values."""
        raise NotImplementedError

    def signature(self) -> tuple[Any, ...]:
        """What makes two places in alternative representations the same field."""
        return (type(self).__name__, self.kind, self.tag, self.alias, self.identity)

    def show(self, value: Any) -> str:
        """Text for a value of any kind."""
        return display(value)


def display(value: Any, picture: str = "", language: str = "de") -> str:
    """Text of a value where nothing more special is asked for: German dates and numbers."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Ja" if value else "Nein"
    if isinstance(value, dt.date):
        return format_date(value, picture, language)
    if isinstance(value, Decimal):
        return format_number(value)
    return str(value)


@dataclass(slots=True, eq=False)
class Found:
    """One field: its first place, further places that show the same value, inner fields."""

    place: Place
    mirrors: list[Found] = field(default_factory=list)
    items: list[list[Found]] = field(default_factory=list)
    around: Surroundings = field(default_factory=Surroundings)
    name: str = ""
    label: str = ""
    depth: int = 0
    titled: bool = True
    guessed: bool = True
    required: bool = False
    words: str = ""

    @property
    def kind(self) -> Kind:
        return self.place.kind

    @property
    def children(self) -> list[Found]:
        """Fields of the first item of a group."""
        return self.items[0] if self.items else []

    def target(self) -> Target:
        return Target(self.name, self.depth)


def prefix_of(element: Element) -> bytes:
    """Prefix with colon of WordprocessingML where `element` stands."""
    for prefix, uri in element.nsmap.items():
        if uri == W:
            return f"{prefix}:".encode() if prefix else b""
    return b"w:"
