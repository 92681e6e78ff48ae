"""What a compiled part consists of: static bytes and slots; loops.py has what repeats."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from doctemplates.fields.marking import Render
from doctemplates.zipfiles import Packing

Scope = dict[str, Any]


class Node(Protocol):
    def emit(self, state: State) -> None: ...


@dataclass(slots=True)
class State:
    """One filling: the scopes from the document down to the innermost group item."""

    scopes: list[Scope]
    packing: Packing
    next_number: int = 0
    first_picture: int = 1
    out: list[bytes] = field(default_factory=list)
    line: bytes = b""
    fresh: dict[tuple[str, str], bytes] | None = None
    pictures: dict[tuple[str, bytes], str] = field(default_factory=dict)

    def flush(self) -> None:
        """Deflate what has been written: a long table is never in memory as a whole."""
        self.packing.add(b"".join(self.out))
        self.out = []

    def picture_id(self, part: str, data: bytes) -> str:
        """Relation id for a picture in `part`; equal pictures share one."""
        number = self.first_picture + len(self.pictures)
        return self.pictures.setdefault((part, data), f"rIdKim{number}")

    def new_id(self, kind: str, value: str) -> bytes:
        """Id for the current repetition; the first repetition keeps the template's own."""
        if self.fresh is None:
            return value.encode()
        known = self.fresh.get((kind, value))
        if known is None:
            self.next_number += 1
            form, start = id_form(kind, value)
            known = self.fresh[kind, value] = form % (start + self.next_number)
        return known


_ID_FORMS = {
    "control": (b"%d", 1_400_000_000),
    "para": (b"%08X", 0x20000000),
    "mark": (b"%d", 100_000_000),
    "drawing": (b"%d", 200_000_000),
}


def id_form(kind: str, value: str) -> tuple[bytes, int]:
    """How ids of a kind are written, the number before the first; names keep their start."""
    if kind == "name":
        return value[:28].encode().replace(b"%", b"%%") + b"_%d", 0
    return _ID_FORMS[kind]


@dataclass(slots=True)
class Static:
    data: bytes

    def emit(self, state: State) -> None:
        state.out.append(self.data)


@dataclass(slots=True)
class Value:
    name: str
    depth: int
    render: Render

    def emit(self, state: State) -> None:
        state.out.append(self.render(state.scopes[self.depth][self.name]))


@dataclass(slots=True)
class Picture:
    name: str
    depth: int
    part: str

    def emit(self, state: State) -> None:
        data = state.scopes[self.depth][self.name]
        state.out.append(state.picture_id(self.part, data).encode())


@dataclass(slots=True)
class Choice:
    name: str
    depth: int
    blank_if_empty: bool
    blank: list[Node] = field(default_factory=list)
    filled: list[Node] = field(default_factory=list)

    def emit(self, state: State) -> None:
        for node in self.blank if self.is_blank(state.scopes) else self.filled:
            node.emit(state)

    def is_blank(self, scopes: list[Scope]) -> bool:
        """Whether the field has no value, so that the untouched copy is shown."""
        return self.is_blank_value(scopes[self.depth].get(self.name))

    def is_blank_value(self, value: Any) -> bool:
        return value is None or (self.blank_if_empty and value == "")


@dataclass(slots=True)
class Lines:
    name: str
    depth: int
    render: Render
    body: list[Node] = field(default_factory=list)

    def emit(self, state: State) -> None:
        for line in str(state.scopes[self.depth][self.name]).split("\n"):
            state.line = self.render(line)
            for node in self.body:
                node.emit(state)


@dataclass(slots=True)
class Line:
    def emit(self, state: State) -> None:
        state.out.append(state.line)


@dataclass(slots=True)
class Fresh:
    kind: str
    value: str

    def emit(self, state: State) -> None:
        state.out.append(state.new_id(self.kind, self.value))


@dataclass(slots=True)
class FirstOnly:
    body: list[Node] = field(default_factory=list)

    def emit(self, state: State) -> None:
        if state.fresh is None:
            for node in self.body:
                node.emit(state)
