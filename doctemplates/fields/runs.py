"""Runs and paragraphs of a field's content: find the format, empty them, put a value mark in."""

from __future__ import annotations

import copy

from doctemplates.ooxml import (
    FLD_CHAR,
    INSTR_TEXT,
    PARAGRAPH,
    PPR,
    RPR,
    RUN,
    TEXT,
    VAL,
    W14,
    Element,
    attributes_of,
    drop_attribute,
    local,
    new_element,
    w,
)
from doctemplates.text import run_text, runs_below

_STARTS = {
    w(name)
    for name in (
        "bookmarkStart",
        "commentRangeStart",
        "permStart",
        "moveFromRangeStart",
        "moveToRangeStart",
        "customXmlInsRangeStart",
        "customXmlDelRangeStart",
    )
}
_ENDS = {tag.replace("Start", "End") for tag in _STARTS}
_TRACKED = (w("ins"), w("moveTo"))
STRUCTURE = (FLD_CHAR, INSTR_TEXT)


def first_text_run(box: Element) -> Element | None:
    """The run whose format a value takes: the first that shows text, else the first."""
    first = None
    for run in runs_below(box):
        if first is None:
            first = run
        if run_text(run):
            return run
    return first


def value_format(run: Element | None, styles: frozenset[str]) -> Element | None:
    """Copy of the run's properties without placeholder style and tracked format changes."""
    properties = None if run is None else run.find(RPR)
    return clean_format(properties, styles)


def clean_format(properties: Element | None, styles: frozenset[str]) -> Element | None:
    if properties is None:
        return None
    properties = copy.deepcopy(properties)
    properties.tail = None
    for child in list(properties):
        name = local(child)
        placeholder = name == "rStyle" and child.get(VAL) in styles
        if placeholder or name in ("rPrChange", "ins", "del", "moveFrom", "moveTo"):
            properties.remove(child)
    return properties


def new_run(parent: Element, properties: Element | None, mark: str) -> Element:
    """Run with the mark as its content, made in the context of `parent` but not attached."""
    run = new_element(RUN, parent)
    if properties is None:
        run.text = mark
    else:
        run.append(properties)
        properties.tail = mark
    return run


def wrapped(run: Element, model: Element | None) -> Element:
    """`run` inside a copy of the tracked insertion that held the model run, if one did."""
    holder = None if model is None else model.getparent()
    if holder is None or holder.tag not in _TRACKED:
        return run
    shell = new_element(holder.tag, holder, attributes_of(holder))
    shell.append(run)
    return shell


def range_marks(box: Element) -> tuple[list[Element], list[Element]]:
    """Starts and ends of bookmarks, comments and permissions inside `box`, in order."""
    starts, ends = list(box.iter(*_STARTS)), list(box.iter(*_ENDS))
    comments = [mark.getparent() for mark in box.iter(w("commentReference"))]
    return starts, ends + [run for run in comments if run is not None and run.tag == RUN]


def is_balanced(box: Element) -> bool:
    """Whether every complex field that begins in `box` also ends there."""
    depth = 0
    for item in box.iter(FLD_CHAR):
        kind = item.get(w("fldCharType"))
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        if depth < 0 or (kind == "separate" and depth == 0):
            return False
    return depth == 0


def replace_inline(box: Element, run: Element, keep: tuple[str, ...] = (PPR,)) -> None:
    """Empty a paragraph or run-level content and put `run` in; range marks stay around it."""
    starts, ends = range_marks(box)
    kept = [child for child in box if child.tag in keep]
    for child in list(box):
        box.remove(child)
    box.text = None
    for item in (*kept, *starts, run, *ends):
        item.tail = None
        box.append(item)


def replace_text_only(box: Element, run: Element, model: Element | None) -> None:
    """For content with half a field inside: swap the text, leave everything else in place."""
    plain = [item for item in runs_below(box) if _is_plain(item)]
    place = model if model is not None and model in plain else (plain[0] if plain else None)
    if place is None:
        next(box.iter(PARAGRAPH), box).append(run)
        return
    place.addprevious(run)
    for item in plain:
        parent = item.getparent()
        if parent is not None:
            parent.remove(item)


def _is_plain(run: Element) -> bool:
    return run.find(TEXT) is not None and not any(child.tag in STRUCTURE for child in run)


def forget_paragraph_ids(paragraph: Element) -> None:
    """Copies of a paragraph must not share its id; the ids are optional."""
    for name in ("paraId", "textId"):
        drop_attribute(paragraph, f"{{{W14}}}{name}")
