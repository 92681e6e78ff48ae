"""Compiled parts: a tree of static bytes and slots, and how it is put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from doctemplates.fields.marking import Marker, Render

Scope = dict[str, Any]


class Node(Protocol):
    def emit(self, state: State) -> None: ...


@dataclass(slots=True)
class State:
    """One filling: the scopes from the document down to the innermost group item."""

    scopes: list[Scope]
    next_number: int = 0
    first_picture: int = 1
    out: list[bytes] = field(default_factory=list)
    line: bytes = b""
    fresh: dict[tuple[str, str], str] | None = None
    pictures: dict[tuple[str, bytes], str] = field(default_factory=dict)

    def picture_id(self, part: str, data: bytes) -> str:
        """Relation id for a picture in `part`; equal pictures share one."""
        number = self.first_picture + len(self.pictures)
        return self.pictures.setdefault((part, data), f"rIdKim{number}")

    def new_id(self, kind: str, value: str) -> str:
        """Id for the current repetition; the first repetition keeps the template's own."""
        if self.fresh is None:
            return value
        known = self.fresh.get((kind, value))
        if known is None:
            self.next_number += 1
            known = _ID_FORMS[kind](self.next_number, value)
            self.fresh[kind, value] = known
        return known


_ID_FORMS = {
    "control": lambda number, _: str(1_400_000_000 + number),
    "para": lambda number, _: f"{0x20000000 + number:08X}",
    "mark": lambda number, _: str(100_000_000 + number),
    "drawing": lambda number, _: str(200_000_000 + number),
    "name": lambda number, value: f"{value[:28]}_{number}",
}


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
        value = state.scopes[self.depth].get(self.name)
        use_blank = value is None or (self.blank_if_empty and value == "")
        for node in self.blank if use_blank else self.filled:
            node.emit(state)


@dataclass(slots=True)
class Loop:
    name: str
    depth: int
    body: list[Node] = field(default_factory=list)

    def emit(self, state: State) -> None:
        outer = state.fresh
        for number, item in enumerate(state.scopes[self.depth][self.name]):
            state.fresh = outer if number == 0 else {}
            state.scopes.append(item)
            for node in self.body:
                node.emit(state)
            state.scopes.pop()
        state.fresh = outer


@dataclass(slots=True)
class Lines:
    name: str
    depth: int
    render: Render
    body: list[Node] = field(default_factory=list)

    def emit(self, state: State) -> None:
        for line in self.render_lines(state.scopes[self.depth][self.name]):
            state.line = line
            for node in self.body:
                node.emit(state)

    def render_lines(self, value: Any) -> Iterator[bytes]:
        return map(self.render, str(value).split("\n"))


@dataclass(slots=True)
class Line:
    def emit(self, state: State) -> None:
        state.out.append(state.line)


@dataclass(slots=True)
class Fresh:
    kind: str
    value: str

    def emit(self, state: State) -> None:
        state.out.append(state.new_id(self.kind, self.value).encode())


@dataclass(slots=True)
class FirstOnly:
    body: list[Node] = field(default_factory=list)

    def emit(self, state: State) -> None:
        if state.fresh is None:
            for node in self.body:
                node.emit(state)


def split(data: bytes, marker: Marker) -> list[Node]:
    """Serialised, marked part -> nodes."""
    nonce = marker.nonce.encode()
    if b"%sa" % nonce in data:
        data = _with_optional_attributes(data, nonce)
    pieces = re.split(rb"%s([a-z])(\d+);" % nonce, data)
    root: list[Node] = [Static(pieces[0])] if pieces[0] else []
    stack = [root]
    for at in range(1, len(pieces), 3):
        _open_or_close(pieces[at].decode(), int(pieces[at + 1]), marker, stack)
        if pieces[at + 2]:
            stack[-1].append(Static(pieces[at + 2]))
    return root


def _with_optional_attributes(data: bytes, nonce: bytes) -> bytes:
    """Attributes that are absent while their field is empty become choices."""
    optional = rb'(\s[\w.:\-]+=")%sa(\d+);"' % nonce
    return re.sub(optional, rb'%sb\2;%sf\2;\1%sv\2;"%se\2;' % ((nonce,) * 4), data)


def _open_or_close(letter: str, index: int, marker: Marker, stack: list[list[Node]]) -> None:
    slot = marker.slots[index]
    if letter == "f":
        stack.pop()
        choice = stack[-1][-1]
        assert isinstance(choice, Choice)
        stack.append(choice.filled)
    elif letter in "emqx":
        stack.pop()
    elif letter == "n":
        stack[-1].append(Line())
    elif letter == "i":
        stack[-1].append(Fresh(slot.id_kind, slot.id_value))
    elif letter == "o":
        first = FirstOnly()
        stack[-1].append(first)
        stack.append(first.body)
    else:
        _targeted(letter, index, marker, stack)


def _targeted(letter: str, index: int, marker: Marker, stack: list[list[Node]]) -> None:
    slot = marker.slots[index]
    assert slot.target is not None
    name, depth = slot.target.name, slot.target.depth
    if letter == "b":
        choice = Choice(name, depth, slot.blank_if_empty)
        stack[-1].append(choice)
        stack.append(choice.blank)
        return
    if letter == "l":
        loop = Loop(name, depth)
        stack[-1].append(loop)
        stack.append(loop.body)
        return
    if letter == "g":
        stack[-1].append(Picture(name, depth, slot.id_value))
        return
    assert slot.render is not None
    if letter == "v":
        stack[-1].append(Value(name, depth, slot.render))
    else:
        lines = Lines(name, depth, slot.render)
        stack[-1].append(lines)
        stack.append(lines.body)
