"""Repetitions: the first item keeps the ids of the template, the others are written in columns.

Long tables repeat one row a thousand times. Walking its nodes for each took most of the time of
filling, so the rows that have the same values present are written together: each column of values
is escaped at once, and one format string takes them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from doctemplates.nodes import (
    Choice,
    FirstOnly,
    Fresh,
    Node,
    Scope,
    State,
    Static,
    Value,
    id_form,
)
from doctemplates.text import written

MAX_PLANS = 64  # of one loop: rows of a table are filled in few different ways
Columns = dict[str, list[Any]]  # the values of all repetitions, by name
_CHUNK = 1 << 17  # bytes that are written at once: the processor's cache holds them


@dataclass(slots=True)
class Loop:
    """The `body` once for every item of the group `name`."""

    name: str
    depth: int
    body: list[Node] = field(default_factory=list)
    _rows: Rows | None = None

    def emit(self, state: State) -> None:
        if self._rows is None:
            self._rows = Rows(self.body)
        items = state.scopes[self.depth][self.name]
        outer = state.fresh
        walked = items[:1] if self._rows.flat else items
        for number, item in enumerate(walked):
            state.fresh = {} if number else outer
            state.scopes.append(item)
            for node in self.body:
                node.emit(state)
            state.scopes.pop()
        state.fresh = outer
        if len(items) > len(walked):
            self._rows.emit(state, items[1:])


class Plan:
    """A repetition flattened for one set of present values: a format with gaps."""

    def __init__(self, nodes: Iterator[Node]) -> None:
        form: list[bytes] = []
        self.values: list[tuple[int, Value]] = []
        fresh: dict[tuple[str, str], list[int]] = {}
        self.width = 0
        for node in nodes:
            if isinstance(node, Static):
                form.append(node.data.replace(b"%", b"%%"))
                continue
            if isinstance(node, Value):
                form.append(b"%b")
                self.values.append((self.width, node))
            elif isinstance(node, Fresh):
                form.append(id_form(node.kind, node.value)[0])
                fresh.setdefault((node.kind, node.value), []).append(self.width)
            self.width += 1
        self.form = b"".join(form)
        self.fresh = [(id_form(*key)[1], places) for key, places in fresh.items()]

    def write(self, columns: Columns, scopes: list[Scope], numbers: Sequence[int]) -> list[Any]:
        """What fills the gaps, item by item; `numbers` counts the ids given before each."""
        gaps: list[Any] = [None] * (len(numbers) * self.width)
        for at, node in self.values:
            if node.depth == len(scopes):
                shown = written(node.render, columns[node.name])
            else:
                shown = [node.render(scopes[node.depth][node.name])] * len(numbers)
            gaps[at :: self.width] = shown
        for order, (start, places) in enumerate(self.fresh, 1):
            identities = _raised(numbers, start + order)
            for at in places:
                gaps[at :: self.width] = identities
        return gaps


def _raised(numbers: Sequence[int], by: int) -> Sequence[int]:
    if isinstance(numbers, range):
        return range(numbers.start + by, numbers.stop + by, numbers.step)
    return [number + by for number in numbers]


class Rows:
    """Repetitions after the first, by which of their values are there.

    Bodies with loops, lines or pictures inside are not `flat`: their nodes are walked.
    """

    def __init__(self, body: list[Node]) -> None:
        self.body = body
        self.choices: list[Choice] = []
        self.shown: list[Choice | Value] = []
        self.flat = self._look(body)
        self._known: dict[tuple[bool, ...], Plan] = {}

    def _look(self, nodes: list[Node]) -> bool:
        for node in nodes:
            if isinstance(node, (Choice, Value)):
                self.shown.append(node)
            if isinstance(node, Choice):
                self.choices.append(node)
                if not (self._look(node.blank) and self._look(node.filled)):
                    return False
            elif not isinstance(node, (Static, Value, Fresh, FirstOnly)):
                return False
        return True

    def emit(self, state: State, items: list[Scope]) -> None:
        """Write `items`, each a scope inside those of the state."""
        depth = len(state.scopes)
        own = {node.name for node in self.shown if node.depth == depth}
        columns = {name: [item.get(name) for item in items] for name in own}
        blank = [_blank_in(choice, columns, state.scopes) for choice in self.choices]
        if any(isinstance(each, list) for each in blank):
            keys = [[each] * len(items) if isinstance(each, bool) else each for each in blank]
            self._mixed(state, columns, list(zip(*keys, strict=True)))
        else:
            self._alike(state, columns, len(items), self._plan(tuple(map(bool, blank))))

    def _alike(self, state: State, columns: Columns, count: int, plan: Plan) -> None:
        size, ids = max(1, _CHUNK // (len(plan.form) + 1)), len(plan.fresh) or 1
        for at in range(0, count, size):
            rows = min(size, count - at)
            some = {name: column[at : at + size] for name, column in columns.items()}
            numbers = range(state.next_number, state.next_number + ids * rows, ids)
            gaps = plan.write(some, state.scopes, numbers)
            state.out.append(plan.form * rows % tuple(gaps))
            state.next_number += len(plan.fresh) * rows
            if rows == size:
                state.flush()

    def _mixed(self, state: State, columns: Columns, keys: list[tuple[bool, ...]]) -> None:
        """Rows of each kind are written together and then put in their places."""
        plans = {key: self._plan(key) for key in set(keys)}
        sizes = (len(plans[key].fresh) for key in keys)
        numbers = list(accumulate(sizes, initial=state.next_number))
        rows = [b""] * len(keys)
        for wanted, plan in plans.items():
            places = [at for at, key in enumerate(keys) if key == wanted]
            some = {name: [column[at] for at in places] for name, column in columns.items()}
            gaps = plan.write(some, state.scopes, [numbers[at] for at in places])
            for row, at in enumerate(places):
                rows[at] = plan.form % tuple(gaps[row * plan.width : (row + 1) * plan.width])
        state.out += rows
        state.next_number = numbers[-1]

    def _plan(self, key: tuple[bool, ...]) -> Plan:
        plan = self._known.get(key)
        if plan is None:
            if len(self._known) >= MAX_PLANS:
                self._known.clear()
            blank = dict(zip(map(id, self.choices), key, strict=True))
            plan = self._known[key] = Plan(_flattened(self.body, blank))
        return plan


def _blank_in(choice: Choice, columns: Columns, scopes: list[Scope]) -> bool | list[bool]:
    """Whether the choice shows its untouched copy: in all repetitions, or in each."""
    if choice.depth < len(scopes):
        return choice.is_blank(scopes)
    column = columns[choice.name]
    if all(column):
        return False
    blank = [choice.is_blank_value(value) for value in column]
    return blank[0] if len(set(blank)) == 1 else blank


def _flattened(nodes: list[Node], blank: dict[int, bool]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Choice):
            yield from _flattened(node.blank if blank[id(node)] else node.filled, blank)
        elif not isinstance(node, FirstOnly):
            yield node
