"""Columns of a table and the fields they fill. No Django here.

A column is headed by a field's name or label. Fields of a repeating group carry the number of
the item between the names: `goals.1.title`, `goals.2.title`, or by label `Ziel.1.Titel`; within
rows of rows `goals.1.actions.2.what`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from doctemplates.fields.model import Kind, TemplateField

MAX_ITEMS = 50  # of one group, in columns
_NUMBER = re.compile(r"\.\s*(\d{1,3})\s*(?=\.)")
_SPACE = re.compile(r"\s+")
_UMLAUTS = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"}


@dataclass(frozen=True)
class Leaf:
    """A field that a column can fill: itself, and the groups around it from the outside in."""

    field: TemplateField
    groups: tuple[TemplateField, ...] = ()

    @property
    def key(self) -> str:
        """Names joined by dots, "#" for the number of an item: "goals.#.title"."""
        return "".join(f"{group.name}.#." for group in self.groups) + self.field.name

    @property
    def label_key(self) -> str:
        return "".join(f"{_label(group)}.#." for group in self.groups) + _label(self.field)

    def heading(self, numbers: Sequence[int]) -> str:
        """How people read it: "Ziel 2: Titel"."""
        groups = zip(self.groups, numbers, strict=True)
        return "".join(f"{_label(group)} {number}: " for group, number in groups) + _label(
            self.field
        )


@dataclass(frozen=True)
class Target:
    """What one column fills: a leaf, and the number of the item (from 1) in each group."""

    leaf: Leaf
    numbers: tuple[int, ...] = ()

    @property
    def token(self) -> str:
        """The target as text, for forms and for the database."""
        return "|".join([self.leaf.key, *map(str, self.numbers)])

    @property
    def heading(self) -> str:
        return self.leaf.heading(self.numbers)


def leaves(
    fields: Sequence[TemplateField], groups: tuple[TemplateField, ...] = ()
) -> Iterator[Leaf]:
    """Yield what columns can fill, in the document's order; pictures and locked fields cannot."""
    for field in fields:
        if field.kind is Kind.GROUP:
            yield from leaves(field.fields, (*groups, field))
        elif field.kind is not Kind.PICTURE and not field.locked:
            yield Leaf(field, groups)


def match(headings: Sequence[str], fields: Sequence[TemplateField]) -> list[Target | None]:
    """Return for every heading the target it means, by name first, then by label; None: none.

    No target is given twice; of two fields with one label the first column gets the first.
    """
    known = list(leaves(fields))
    found: list[Target | None] = [None] * len(headings)
    taken: set[str] = set()
    for of_leaf in (lambda leaf: leaf.key, lambda leaf: leaf.label_key):
        by_key: dict[str, list[Leaf]] = {}
        for leaf in known:
            by_key.setdefault(_folded(of_leaf(leaf)), []).append(leaf)
        for index, heading in enumerate(headings):
            if found[index] is None:
                found[index] = _first_free(heading, by_key, taken)
    return found


def _first_free(heading: str, by_key: Mapping[str, list[Leaf]], taken: set[str]) -> Target | None:
    numbers = tuple(int(number) for number in _NUMBER.findall(heading))
    for leaf in by_key.get(_folded(_NUMBER.sub(".#", heading)), ()):
        target = Target(leaf, numbers)
        fits = len(numbers) == len(leaf.groups) and all(0 < n <= MAX_ITEMS for n in numbers)
        if fits and target.token not in taken:
            taken.add(target.token)
            return target
    for leaf in by_key.get(_folded(heading), ()):  # digits that belong to the name itself
        target = Target(leaf)
        if not leaf.groups and target.token not in taken:
            taken.add(target.token)
            return target
    return None


def targets(fields: Sequence[TemplateField], items: int) -> list[Target]:
    """Return every target with up to `items` items of each group, in the document's order."""
    made = []
    for leaf in leaves(fields):
        sets: list[tuple[int, ...]] = [()]
        for _group in leaf.groups:
            sets = [(*numbers, n) for numbers in sets for n in range(1, items + 1)]
        made += [Target(leaf, numbers) for numbers in sets]
    return made


def assemble(cells: Sequence[tuple[Target, str]]) -> dict[str, Any]:
    """Return nested values: text by name; a group is a dict of its items by number."""
    values: dict[str, Any] = {}
    for target, text in cells:
        level = values
        for group, number in zip(target.leaf.groups, target.numbers, strict=True):
            level = level.setdefault(group.name, {}).setdefault(number, {})
        level[target.leaf.field.name] = text
    return values


def _label(field: TemplateField) -> str:
    return field.label or field.name


def _folded(heading: str) -> str:
    """Case, umlauts, blanks and the marks of a form's labels make no difference."""
    text = unicodedata.normalize("NFKC", heading).casefold().translate(_UMLAUTS)
    return _SPACE.sub(" ", text).strip(" *:").replace(". ", ".").replace(" .", ".")
