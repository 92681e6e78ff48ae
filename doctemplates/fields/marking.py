"""Mark places in a parsed part so that its serialised form falls apart into segments and slots.

Marks are random words put in as text; after serialising, `doctemplates.segments` splits at them.
A user's document cannot hold them, as they are drawn anew for every compilation.
"""

from __future__ import annotations

import copy
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from doctemplates.ooxml import Element

Render = Callable[[Any], bytes]


@dataclass(slots=True)
class Target:
    """Which value a slot takes: the field `name` at nesting level `depth` of groups."""

    name: str
    depth: int


@dataclass(slots=True)
class Slot:
    """What a mark stands for; which of the members count depends on the mark's letter."""

    target: Target | None = None
    render: Render | None = None
    blank_if_empty: bool = False
    id_kind: str = ""
    id_value: str = ""


@dataclass(slots=True)
class Marker:
    """Hands out marks for one compilation and remembers what they mean."""

    used_ids: set[int] = field(default_factory=set)
    nonce: str = field(default_factory=lambda: "kim" + secrets.token_hex(8))
    slots: list[Slot] = field(default_factory=list)

    def _add(self, slot: Slot) -> int:
        self.slots.append(slot)
        return len(self.slots) - 1

    def mark(self, letter: str, index: int) -> str:
        return f"{self.nonce}{letter}{index};"

    def new_control_id(self) -> str:
        """An id no content control of the package has."""
        number = 1_300_000_000 + len(self.used_ids)
        while number in self.used_ids:
            number += 1
        self.used_ids.add(number)
        return str(number)

    def value(self, target: Target, render: Render) -> str:
        """Mark for the value itself, written by `render`."""
        return self.mark("v", self._add(Slot(target, render)))

    def choose(self, element: Element, target: Target, blank_if_empty: bool = False) -> None:
        """Put an untouched copy before `element`; without a value the copy is shown.

        `element` is then free to be changed into its filled form.
        """
        self.choose_span([element], target, blank_if_empty)

    def choose_span(
        self, elements: list[Element], target: Target, blank_if_empty: bool = False
    ) -> None:
        """The same for several neighbouring elements."""
        index = self._add(Slot(target, blank_if_empty=blank_if_empty))
        first, last = elements[0], elements[-1]
        tail, last.tail = last.tail, None
        copies = [copy.deepcopy(element) for element in elements]
        for blank in copies:
            first.addprevious(blank)
        prepend(copies[0], self.mark("b", index))
        copies[-1].tail = self.mark("f", index)
        last.tail = self.mark("e", index) + (tail or "")

    def hide(self, element: Element, target: Target) -> None:
        """Show `element` only as long as the field has no value."""
        index = self._add(Slot(target))
        prepend(element, self.mark("b", index))
        element.tail = self.mark("f", index) + self.mark("e", index) + (element.tail or "")

    def choice_text(self, blank: str, target: Target, render: Render) -> str:
        """Text or attribute value: `blank` without a value, else what `render` makes."""
        index = self._add(Slot(target))
        shown = self.mark("f", index) + self.value(target, render)
        return self.mark("b", index) + blank + shown + self.mark("e", index)

    def picture(self, target: Target, part: str) -> str:
        """Mark for the relation id of the field's picture in `part`."""
        return self.mark("g", self._add(Slot(target, id_value=part)))

    def attribute(self, target: Target, render: Render) -> str:
        """Value of an attribute that is absent while the field is empty."""
        return self.mark("a", self._add(Slot(target, render, blank_if_empty=True)))

    def only_filled(self, element: Element, target: Target) -> None:
        """Show `element` only where the field has a value."""
        index = self._add(Slot(target))
        prepend(element, self.mark("b", index) + self.mark("f", index))
        element.tail = self.mark("e", index) + (element.tail or "")

    def loop(self, first: Element, last: Element, target: Target) -> None:
        """Repeat `first`..`last` (siblings) for every item of the group."""
        index = self._add(Slot(target))
        prepend(first, self.mark("l", index))
        last.tail = self.mark("m", index) + (last.tail or "")

    def lines(self, element: Element, target: Target, render: Render) -> str:
        """Repeat `element` for every line of the value; returns the mark of one line."""
        index = self._add(Slot(target, render))
        prepend(element, self.mark("p", index))
        element.tail = self.mark("q", index) + (element.tail or "")
        return self.mark("n", index)

    def fresh_id(self, kind: str, value: str) -> str:
        """Mark for an id that must differ in every repetition (of all groups around it)."""
        if self.nonce in value:
            return value
        return self.mark("i", self._add(Slot(id_kind=kind, id_value=value)))

    def first_only(self, element: Element) -> None:
        """Show `element` in the first repetition alone."""
        index = self._add(Slot())
        prepend(element, self.mark("o", index))
        element.tail = self.mark("x", index) + (element.tail or "")


def prepend(element: Element, text: str) -> None:
    """Put text directly before an element."""
    before = element.getprevious()
    parent = element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text
