"""Field codes that load content from elsewhere: find them, turn them into plain content."""

from __future__ import annotations

import re

from doctemplates.fields.complex_fields import ComplexField, FieldTracker, split_field_runs
from doctemplates.ooxml import FLD_CHAR, FLD_SIMPLE, INSTR_TEXT, RUN, TXBX, Element, drop, w

_REFUSED = re.compile(r"^\s*\\?\s*(IMPORT|DDEAUTO|DDE|LINK|DATABASE|RD|AUTOTEXT\s+\\l)\b", re.I)
_INCLUDED = re.compile(r"^\s*\\?\s*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE)\b", re.I)


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
    """Instructions of all fields, simple and complex, joined where they are split over runs."""
    codes = [element.get(w("instr"), "") for element in root.iter(FLD_SIMPLE)]
    open_fields: list[list[str]] = []
    for element in root.iter(FLD_CHAR, INSTR_TEXT, w("delInstrText")):
        if element.tag != FLD_CHAR:
            if open_fields:
                open_fields[-1].append(element.text or "")
            else:
                codes.append(element.text or "")
        elif element.get(w("fldCharType")) == "begin":
            open_fields.append([])
        elif element.get(w("fldCharType")) == "end" and open_fields:
            codes.append("".join(open_fields.pop()))
    return codes + ["".join(parts) for parts in open_fields]


def unlink_fields(root: Element) -> None:
    """Keep the shown result of including fields, drop their codes."""
    for element in list(root.iter(FLD_SIMPLE)):
        if _INCLUDED.match(element.get(w("instr"), "")):
            for child in list(element):
                element.addprevious(child)
            drop(element)
    split_field_runs(root)
    _unlink_complex(root)
    for code in root.iter(INSTR_TEXT, w("delInstrText")):
        # What is left belongs to no whole field; without its keyword it does nothing.
        if _INCLUDED.match(code.text or ""):
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
