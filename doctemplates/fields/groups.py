"""Repeated parts: native repeating sections and table rows with dotted placeholders."""

from __future__ import annotations

from typing import Any

from doctemplates.fields.field_memory import is_memory
from doctemplates.fields.found import Place
from doctemplates.fields.generated import origin_of
from doctemplates.fields.marking import Marker, Target
from doctemplates.fields.model import Kind
from doctemplates.fields.placeholders import group_of, placeholder_names
from doctemplates.ooxml import (
    PARAGRAPH,
    ROW,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    TEXT,
    VAL,
    W14,
    Element,
    drop,
    local,
    val,
    w,
    w15,
)
from doctemplates.text import run_text, runs_below

_PAIRS = ("bookmark", "commentRange", "perm", "moveFromRange", "moveToRange")
_STARTS = {w(f"{name}Start"): w(f"{name}End") for name in _PAIRS}
_DRAWINGS = frozenset({"docPr", "cNvPr"})


def item_controls(section: Element) -> list[Element]:
    """The items (repeatingSectionItem controls) of a repeating section."""
    content = section.find(SDT_CONTENT)
    if content is None:
        return []
    return [item for item in content if item.tag == SDT and _is_item(item)]


def _is_item(sdt: Element) -> bool:
    properties = sdt.find(SDT_PR)
    if properties is None:
        return False
    return any(local(child) == "repeatingSectionItem" for child in properties)


class Group(Place):
    """A repeated part; subclasses give the elements of the first item."""

    kind = Kind.GROUP

    def read(self) -> Any:
        return []

    def before_marking(self, marker: Marker, target: Target) -> None:
        """Called before the fields inside are marked: make the untouched copy."""
        raise NotImplementedError

    def after_marking(self, marker: Marker, target: Target) -> None:
        """Called when they are: turn the first item into the loop."""
        raise NotImplementedError


class RepeatingSection(Group):
    """A native repeating section (Word 2013)."""

    def __init__(self, sdt: Element) -> None:
        self.anchor = self.sdt = sdt
        properties = sdt.find(SDT_PR)
        self.tag = (val(properties, "tag") or "").strip()
        self.alias = (val(properties, "alias") or "").strip()
        if not self.alias and properties is not None:
            title = properties.find(f"{w15('repeatingSection')}/{w15('sectionTitle')}")
            self.alias = "" if title is None else (title.get(w15("val")) or "").strip()

    def before_marking(self, marker: Marker, target: Target) -> None:
        marker.choose(self.sdt, target)
        for binding in (w("dataBinding"), w15("dataBinding")):
            # Word would rebuild the items from the bound XML and lose the values.
            for element in list(self.sdt.iter(binding)):
                if not is_memory(element):
                    drop(element)
        for item in item_controls(self.sdt)[1:]:
            drop(item)

    def after_marking(self, marker: Marker, target: Target) -> None:
        item = item_controls(self.sdt)[0]
        freshen([item], marker)
        marker.loop(item, item, target)


class PlaceholderRows(Group):
    """Table rows that repeat because they hold {{ group.field }}."""

    def __init__(self, name: str, items: list[list[Element]]) -> None:
        self.field_name = name
        self.items = items
        self.anchor = items[0][0]
        self.identity = ("rows", name)

    def before_marking(self, marker: Marker, target: Target) -> None:
        marker.choose_span(self.items[0], target)
        for item in self.items[1:]:
            for row in item:
                marker.hide(row, target)

    def after_marking(self, marker: Marker, target: Target) -> None:
        freshen(self.items[0], marker)
        marker.loop(self.items[0][0], self.items[0][-1], target)


def has_braces(root: Element) -> bool:
    """Whether any row can hold placeholders, filled or not."""
    if any("{" in (text.text or "") for text in root.iter(TEXT)):
        return True
    return any("{{" in tag.get(VAL, "") for tag in root.iter(w("tag")))


def row_names(row: Element) -> list[str]:
    """Dotted names of the placeholders in a row, filled or not; a table inside has its own rows."""
    names = []
    for sdt in row.iter(SDT):
        if next(sdt.iterancestors(ROW), None) is not row:
            continue
        origin = origin_of(val(sdt.find(SDT_PR), "tag") or "")
        if origin is not None and origin[0] == "placeholder":
            names.append(origin[1])
    for paragraph in row.iter(PARAGRAPH):
        if next(paragraph.iterancestors(ROW), None) is not row:
            continue
        text = "".join(run_text(run) for run in runs_below(paragraph) if not _in_control(run, row))
        names += placeholder_names(text)
    return [name for name in names if group_of(name)]


def _in_control(run: Element, row: Element) -> bool:
    for ancestor in run.iterancestors():
        if ancestor is row:
            return False
        if ancestor.tag == SDT:
            return True
    return False


def group_rows(rows: list[Element], at: int) -> tuple[str, list[list[Element]]] | None:
    """Group name and items, when a repeated group begins with row `at`.

    Neighbouring rows with different fields of the same group form one item; the next item
    begins where the same sets of names begin again.
    """
    if rows[at].tag != ROW:
        return None
    names = row_names(rows[at])
    if not names:
        return None
    group = group_of(names[0])
    sets: list[frozenset[str]] = []
    for row in rows[at:]:
        own = row_names(row) if row.tag == ROW else []
        if not own or group_of(own[0]) != group:
            break
        sets.append(frozenset(own))
    length = _period(sets)
    ends = range(0, len(sets), length)
    return group, [rows[at + start : at + min(start + length, len(sets))] for start in ends]


def _period(sets: list[frozenset[str]]) -> int:
    """Number of rows after which the sets of names repeat, all of them if they never do."""
    for length in range(1, len(sets)):
        if sets[length] == sets[0] and all(
            own == sets[number % length] for number, own in enumerate(sets)
        ):
            return length
    return len(sets)


def freshen(elements: list[Element], marker: Marker) -> None:
    """Mark every id inside an item so that each repetition gets its own."""
    paired: dict[str, set[str]] = {}
    for element in elements:
        for start in element.iter(*_STARTS):
            paired.setdefault(start.tag, set()).add(start.get(w("id"), ""))
    ends = {end.get(w("id"), "") for element in elements for end in element.iter(*_STARTS.values())}
    for element in elements:
        for item in list(element.iter()):
            if isinstance(item.tag, str):
                _freshen_one(item, marker, paired, ends)


def _freshen_one(
    item: Element, marker: Marker, paired: dict[str, set[str]], ends: set[str]
) -> None:
    for name in ("paraId", "textId"):
        key = f"{{{W14}}}{name}"
        if name == "paraId" and key in item.attrib:
            item.set(key, marker.fresh_id("para", item.get(key, "")))
    identity = item.get(w("id"), "")
    if item.tag in _STARTS or item.tag in _STARTS.values():
        complete = any(identity in ids for ids in paired.values()) and identity in ends
        if local(item).startswith("comment") or not complete:
            marker.first_only(item)
            return
        item.set(w("id"), marker.fresh_id("mark", identity))
        if item.get(w("name")):
            item.set(w("name"), marker.fresh_id("name", item.get(w("name"), "")))
    elif item.tag == w("commentReference"):
        run = item.getparent()
        if run is not None:
            marker.first_only(run)
    elif item.tag == w("id") and item.getparent() is not None:
        parent = item.getparent()
        if parent is not None and parent.tag == SDT_PR:
            item.set(VAL, marker.fresh_id("control", item.get(VAL, "")))
    elif local(item) in _DRAWINGS and item.get("id"):
        item.set("id", marker.fresh_id("drawing", item.get("id", "")))
