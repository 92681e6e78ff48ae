"""Field codes that load content from elsewhere: find them, turn them into plain content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from doctemplates.fields.complex_fields import ComplexField, FieldTracker, split_field_runs
from doctemplates.ooxml import (
    FLD_CHAR,
    FLD_SIMPLE,
    INSTR_TEXT,
    MC,
    PARAGRAPH,
    RUN,
    TEXT,
    TXBX,
    Element,
    W,
    drop,
    w,
)

_BEFORE = r"^[\s\\\"“”„'\u200b-\u200f\u2060\ufeff\xad]*"
_REFUSED = re.compile(
    _BEFORE + r"(IMPORT|DDEAUTO|DDE|LINK|DATABASE|RD|AUTOTEXT\s+\\l)(?![A-Za-z])", re.I
)
_INCLUDED = re.compile(_BEFORE + r"(INCLUDEPICTURE|INCLUDETEXT|INCLUDE)(?![A-Za-z])", re.I)
_SPELLING = re.compile(_BEFORE + r"(QUOTE|SET|REF|DOCPROPERTY|DOCVARIABLE|IF|FILLIN|ASK)\b", re.I)
_DELETED = w("delInstrText")
_GAPS = (PARAGRAPH, *map(w, ("tab", "br", "cr", "ptab")))  # between words of a code
_OF_OPEN_FIELDS = frozenset({TEXT, FLD_SIMPLE, *_GAPS})
_ODD = "odd"  # what a reader skips that does not know the element around, or takes as deleted
_HIDING = frozenset(map(w, ("del", "moveFrom", "rPr", "pPr", "sdtPr", "sectPr", "tcPr", "trPr")))
_KNOWN = (f"{{{W}}}", f"{{{MC}}}")
_NO_TRAITS = frozenset[str]()
_CHOICE, _FALLBACK = f"{{{MC}}}Choice", f"{{{MC}}}Fallback"


def loading_fields(root: Element) -> tuple[list[str], list[str]]:
    """Keywords of fields that run or fetch something, and of those that include a file."""
    refused: list[str] = []
    included: list[str] = []
    for codes in _views(root):
        refused += [found[1].upper() for code in codes if (found := _REFUSED.match(code))]
        others = [found[1].upper() for code in codes if (found := _INCLUDED.match(code))]
        included = max(included, others, key=len)
    return refused, included


def _views(root: Element) -> Iterator[list[str]]:
    """Instructions of all fields, simple and complex, joined where they are split over runs.

    Each is read as every reader might see it: with and without deleted text and what a reader
    that does not know its element skips, with the preferred and with the alternative content,
    and text boxes as part of the text around them or not.
    """
    simple = [element.get(w("instr"), "") for element in root.iter(FLD_SIMPLE)]
    events = list(_events(root))
    traits = frozenset[str]().union(*(event.traits for event in events))
    views = [frozenset[str]()]
    for trait in traits & {_DELETED, _ODD}:
        views += [view | {trait} for view in views]
    if traits & {_CHOICE, _FALLBACK}:
        views += [view | {branch} for view in views for branch in (_CHOICE, _FALLBACK)]
    in_boxes = any(event.story is not None for event in events)
    for view in views:
        seen = [event for event in events if not event.traits & view]
        for by_story in (False, True) if in_boxes else (False,):
            yield simple + _complex_codes(seen, by_story)


def _loads(code: str) -> bool:
    return bool(_REFUSED.match(code) or _INCLUDED.match(code))


class _Event(NamedTuple):
    """What a reader of fields meets; `traits` say who does not see it, `story` its text box."""

    kind: str
    text: str
    traits: frozenset[str]
    story: Element | None


def _events(root: Element) -> Iterator[_Event]:
    if next(root.iter(FLD_CHAR, INSTR_TEXT, _DELETED), None) is None:
        return
    fields = 0
    for element in root.iter(FLD_CHAR, INSTR_TEXT, _DELETED, TEXT, FLD_SIMPLE, *_GAPS):
        if not fields and element.tag in _OF_OPEN_FIELDS:
            continue
        if element.tag == FLD_CHAR:
            kind, text = element.get(w("fldCharType"), ""), ""
        elif element.tag in _GAPS:
            kind, text = "gap", " "
        elif element.tag == FLD_SIMPLE:
            kind, text = "simple", element.get(w("instr"), "")
        else:
            kind = "shown" if element.tag == TEXT else "code"
            text = "".join(map(str, element.itertext()))
        event = _Event(kind, text, *_seen_by(element))
        if kind == "begin":
            fields += 1
        elif kind == "end" and not event.traits:
            fields = max(fields - 1, 0)
        yield event


def _seen_by(element: Element) -> tuple[frozenset[str], Element | None]:
    traits = {_DELETED} if element.tag == _DELETED else set[str]()
    for up in element.iterancestors():
        if up.tag == TXBX:
            return frozenset(traits), up
        if up.tag in _HIDING or not str(up.tag).startswith(_KNOWN):
            traits.add(_ODD)
        elif up.tag in (_CHOICE, _FALLBACK):
            traits.add(str(up.tag))
    return frozenset(traits) if traits else _NO_TRAITS, None


class _Code:
    """An open field: its instruction, that with text which is no instruction, its result."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.whole: list[str] = []
        self.result: list[str] = []
        self.in_result = self.led = self.spelt = False

    def add(self, kind: str, text: str) -> None:
        """Take text; `kind` is that of the event, or "value" of a field inside the code."""
        if self.in_result:
            self.result.append(text)
            return
        self.whole.append(text)
        if kind != "shown":
            self.text.append(text)
            self.spelt |= self.led and kind == "code" and bool(text.strip())

    def take(self, inner: str, value: str) -> None:
        """A field inside the code; one at its very beginning spells the keyword."""
        if not self.in_result and inner.strip() and not "".join(self.text).strip():
            self.led = True
            self.spelt |= _SPELLING.match(inner) is not None
        self.add("value", value)

    def codes(self, is_ended: bool = True) -> list[str]:
        text, whole = "".join(self.text), "".join(self.whole)
        if is_ended and not _loads(text) and _loads(whole):
            text = whole
        return [text, "DDE"] if self.spelt else [text]


def _complex_codes(events: list[_Event], by_story: bool) -> list[str]:
    codes: list[str] = []
    stories: dict[Element | None, list[_Code]] = {}
    for kind, text, _, story in events:
        fields = stories.setdefault(story if by_story else None, [])
        if kind == "begin":
            fields.append(_Code())
        elif not fields:
            codes += [text] if kind == "code" else []
        elif kind == "separate":
            fields[-1].in_result = True
        elif kind == "end":
            ended = fields.pop()
            codes += ended.codes()
            if fields:
                fields[-1].take("".join(ended.text), "".join(ended.result))
        elif kind == "simple":
            fields[-1].take(text, "")
        else:
            fields[-1].add(kind, text)
    return codes + [
        code for fields in stories.values() for item in fields for code in item.codes(False)
    ]


def unlink_fields(root: Element) -> None:
    """Keep the shown result of including fields, drop their codes."""
    for element in list(root.iter(FLD_SIMPLE)):
        if _INCLUDED.match(element.get(w("instr"), "")):
            for child in list(element):
                element.addprevious(child)
            drop(element)
    split_field_runs(root)
    _unlink_complex(root)
    for code in root.iter(INSTR_TEXT, _DELETED):
        # What is left belongs to no whole field; without its keyword it does nothing.
        if _INCLUDED.match("".join(map(str, code.itertext()))):
            code.text = ""


def _unlink_complex(story: Element) -> None:
    tracker = FieldTracker()
    ended: list[ComplexField] = []
    for run in story.iter(RUN):
        if next(run.iterancestors(TXBX), story) is story or story.tag == TXBX:
            field = tracker.visit(run)
            if field is not None:
                ended.append(field)
    for box in story.iter(TXBX):
        if box is not story and next(box.iterancestors(TXBX), None) in (None, story):
            _unlink_complex(box)
    for field in ended:
        if _INCLUDED.match("".join(field.instruction)) or _INCLUDED.match(
            " ".join(field.instruction)
        ):
            kept = set(field.result)
            for run in field.runs:
                if run not in kept and run.getparent() is not None:
                    drop(run)
