"""What a compiled part consists of: static bytes, slots and repeated parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from doctemplates.fields.marking import Render

Scope = dict[str, Any]
MAX_PLANS = 64  # of one loop: rows of a table are filled in few different ways


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
    fresh: dict[tuple[str, str], bytes] | None = None
    pictures: dict[tuple[str, bytes], str] = field(default_factory=dict)

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
        value = scopes[self.depth].get(self.name)
        return value is None or (self.blank_if_empty and value == "")


@dataclass(slots=True)
class Loop:
    name: str
    depth: int
    body: list[Node] = field(default_factory=list)
    _plans: Plans | None = None

    def emit(self, state: State) -> None:
        if self._plans is None:
            self._plans = Plans(self.body)
        outer = state.fresh
        for number, item in enumerate(state.scopes[self.depth][self.name]):
            state.scopes.append(item)
            if number and self._plans.flat:
                self._plans.emit(state)
            else:
                state.fresh = outer if number == 0 else {}
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


class Plan:
    """A repetition flattened for one set of present values: bytes with gaps."""

    def __init__(self, nodes: list[Node]) -> None:
        self.pieces: list[bytes] = []
        self.values: list[tuple[int, int, str, Render]] = []
        fresh: dict[tuple[str, str], list[int]] = {}
        static: list[bytes] = []
        for node in nodes:
            if isinstance(node, Static):
                static.append(node.data)
                continue
            self.pieces += [b"".join(static), b""]
            static = []
            at = len(self.pieces) - 1
            if isinstance(node, Value):
                self.values.append((at, node.depth, node.name, node.render))
            elif isinstance(node, Fresh):
                fresh.setdefault((node.kind, node.value), []).append(at)
        self.pieces.append(b"".join(static))
        self.fresh = [(*id_form(*key), places) for key, places in fresh.items()]

    def emit(self, state: State) -> None:
        pieces, scopes = self.pieces.copy(), state.scopes
        for at, depth, name, render in self.values:
            pieces[at] = render(scopes[depth][name])
        number = state.next_number
        for form, start, places in self.fresh:
            number += 1
            identity = form % (start + number)
            for at in places:
                pieces[at] = identity
        state.next_number = number
        state.out += pieces


class Plans:
    """Repetitions after the first, by which of their values are there.

    Long tables repeat one row a thousand times; walking its nodes for each took most of the time
    of filling. Bodies with loops, lines or pictures inside are not `flat` and are walked.
    """

    def __init__(self, body: list[Node]) -> None:
        self.body = body
        self.choices: list[Choice] = []
        self.flat = self._look(body)
        self._known: dict[tuple[bool, ...], Plan] = {}

    def _look(self, nodes: list[Node]) -> bool:
        for node in nodes:
            if isinstance(node, Choice):
                self.choices.append(node)
                if not (self._look(node.blank) and self._look(node.filled)):
                    return False
            elif not isinstance(node, (Static, Value, Fresh, FirstOnly)):
                return False
        return True

    def emit(self, state: State) -> None:
        """Write the repetition whose values are the innermost scope."""
        key = tuple([choice.is_blank(state.scopes) for choice in self.choices])
        plan = self._known.get(key)
        if plan is None:
            if len(self._known) >= MAX_PLANS:
                self._known.clear()
            blank = dict(zip(map(id, self.choices), key, strict=True))
            plan = self._known[key] = Plan(list(_flattened(self.body, blank)))
        plan.emit(state)


def _flattened(nodes: list[Node], blank: dict[int, bool]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Choice):
            yield from _flattened(node.blank if blank[id(node)] else node.filled, blank)
        elif not isinstance(node, FirstOnly):
            yield node
