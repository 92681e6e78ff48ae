"""What a Word template asks for: plain dataclasses, shared by reading, filling and the web form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Kinds of field and the Python value each takes and gives back.

    text, multiline, richtext: str (line breaks as "\\n"); date: datetime.date;
    choice, combo: str (the value of the entry; combo also takes free text);
    checkbox: bool; number: decimal.Decimal; picture: bytes (PNG or JPEG);
    group: list of dict (one per item).
    """

    TEXT = "text"
    MULTILINE = "multiline"
    RICHTEXT = "richtext"
    DATE = "date"
    CHOICE = "choice"
    COMBO = "combo"
    CHECKBOX = "checkbox"
    NUMBER = "number"
    PICTURE = "picture"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Location:
    """Where a field stands: the part inside the package and a place a person can find."""

    part: str
    place: str

    def __str__(self) -> str:
        return self.place


@dataclass(frozen=True, slots=True)
class TemplateField:
    """One field of a template, the same wherever it is filled (a name is unique in its level).

    `choices` are (value, label) pairs; `default` is what the blank form holds (None: nothing);
    `locked` fields are shown but not typed into; `fields` are those of a repeating group;
    `max_length` is the author's limit in characters, None without one; `titled` tells whether
    the author gave the field a name (else it was guessed from the text around it); `prompt` is
    the text that the blank form shows in place of a value; a `filled` group holds the rows of an
    earlier filling.
    """

    name: str
    label: str
    kind: Kind
    location: Location
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    default: Any = None
    locked: bool = False
    fields: tuple[TemplateField, ...] = ()
    max_length: int | None = None
    titled: bool = True
    prompt: str = ""
    filled: bool = False

    def walk(self) -> Iterator[TemplateField]:
        """This field and, for a group, all fields below it."""
        yield self
        for inner in self.fields:
            yield from inner.walk()


@dataclass(frozen=True, slots=True)
class Problem:
    """One value that cannot be filled in: `path` is the field ("goals[2].title")."""

    path: str
    code: str
    message: str
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"
