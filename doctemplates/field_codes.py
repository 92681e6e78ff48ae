"""Field codes that load content from elsewhere: find them, turn them into plain content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from doctemplates.fields.complex_fields import ComplexField, FieldTracker, split_field_runs
from doctemplates.ooxml import (
    ALTERNATE,
    FLD_CHAR,
    FLD_SIMPLE,
    INSTR_TEXT,
    MC,
    RUN,
    TEXT,
    TXBX,
    Element,
    drop,
    w,
)

_BEFORE = r"^[\s\\\"“”„'\u200b-\u200f\u2060\ufeff\xad]*"
_REFUSED = re.compile(
    _BEFORE + r"(IMPORT|DDEAUTO|DDE|LINK|DATABASE|RD|AUTOTEXT\s+\\l)(?![A-Za-z])", re.I
)
_INCLUDED = re.compile(_BEFORE + r"(INCLUDEPICTURE|INCLUDETEXT|INCLUDE)(?![A-Za-z])", re.I)
_SPELLING = re.compile(_BEFORE + r"(QUOTE|SET|REF|DOCPROPERTY|DOCVARIABLE)\b", re.I)
_DELETED = w("delInstrText")
_CHOICE, _FALLBACK = f"{{{MC}}}Choice", f"{{{MC}}}Fallback"


def loading_fields(root: Element) -> tuple[list[str], list[str]]:
    """Keywords of fields that run or fetch something, and of those that include a file."""
    refused, included = [], []
    for code in field_codes(root):
        if match := _REFUSED.match(code):
            refused.append(match.group(1).upper())
        elif match := _INCLUDED.match(code):
            included.append(match.group(1).upper())
    return refused, included


def field_codes(root: Element) -> list[str]:
    """Instructions of all fields, simple and complex, joined where they are split over runs.

    Each is read as every reader might see it: with and without deleted text, with the preferred
    and with the alternative content.
    """
    codes = [element.get(w("instr"), "") for element in root.iter(FLD_SIMPLE)]
    hidden: list[frozenset[str]] = [frozenset()]
    if next(root.iter(_DELETED), None) is not None:
        hidden.append(frozenset({_DELETED}))
    if any(
        next(item.iter(FLD_CHAR, INSTR_TEXT), None) is not None for item in root.iter(ALTERNATE)
    ):
        hidden += [view | {branch} for view in hidden for branch in (_CHOICE, _FALLBACK)]
    for view in hidden:
        codes += _complex_codes(root, view)
    return codes


def _complex_codes(root: Element, hidden: frozenset[str]) -> list[str]:
    codes: list[str] = []
    fields: list[_Code] = []
    for element in _visible(root, hidden):
        if element.tag == FLD_CHAR:
            kind = element.get(w("fldCharType"))
            if kind == "begin":
                fields.append(_Code())
            elif kind == "separate" and fields:
                fields[-1].in_result = True
            elif kind == "end" and fields:
                ended = fields.pop()
                codes.append(ended.text)
                if fields and not fields[-1].in_result:
                    if not fields[-1].text.strip() and _SPELLING.match(ended.text):
                        codes.append("DDE")  # a keyword spelt in numbers: {{QUOTE 68 68 69} ...}
                    fields[-1].text += ended.result  # its value becomes part of the code around
        else:
            text = "".join(map(str, element.itertext()))
            if not fields:
                codes += [text] if element.tag != TEXT else []
            elif fields[-1].in_result:
                fields[-1].result += text
            elif element.tag != TEXT:
                fields[-1].text += text
    return codes + [item.text for item in fields]


class _Code:
    def __init__(self) -> None:
        self.text = self.result = ""
        self.in_result = False


def _visible(root: Element, hidden: frozenset[str]) -> Iterator[Element]:
    for element in root.iter(FLD_CHAR, INSTR_TEXT, _DELETED, TEXT):
        if element.tag in hidden:
            continue
        if hidden and any(up.tag in hidden for up in element.iterancestors(_CHOICE, _FALLBACK)):
            continue
        yield element


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
        if _INCLUDED.match("".join(field.instruction).strip()):
            kept = set(field.result)
            for run in field.runs:
                if run not in kept and run.getparent() is not None:
                    drop(run)
