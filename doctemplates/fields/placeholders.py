"""Plain placeholders: {{ name }} in running text, however Word has split it into runs."""

from __future__ import annotations

import copy
import re
from typing import Any

from doctemplates.errors import PackageError
from doctemplates.fields import runs
from doctemplates.fields.found import Place, display
from doctemplates.fields.generated import placeholder_tag, put_control
from doctemplates.fields.marking import Marker, Target
from doctemplates.fields.model import Kind
from doctemplates.ooxml import (
    RPR,
    RUN,
    SDT_CONTENT,
    SDT_PR,
    TEXT,
    XML_SPACE,
    Element,
    attributes_of,
    is_on,
    new_element,
    w,
)
from doctemplates.text import run_text

# A name as an author writes it: {{ name }}, {{ goals.title }}, {{ Straße/Nr. }}; no code, which
# words between words betray ({{ a if b else c }}) or signs that no name has. Other programs write
# {{p name }} or {{r name }} for a value with a format.
PLACEHOLDER = re.compile(
    r"\{\{(?:[pr][ \xa0]+(?=[^\W\d]\w*(?:\.\w+)*[ \xa0]*\}\}))?[ \t\xa0]*"
    r"(?![^{}]*[ \xa0](?:if|else|and|or|not|is)[ \xa0])"
    r"([^\W\d]\w*(?:[.\-][^\W\d]\w*|\.-[^\W\d]\w*|\.?(?:[ \xa0]*/[ \xa0]*|[ \xa0]+)\w+)*\.?)"
    r"[ \t\xa0]*\}\}"
)
_DOTTED = re.compile(r"([^\W\d][\w\-]*)\.(?=[^\W\d])(?!.*(?:/|\. ))")
_MAX_IN_PARAGRAPH = 500
_MAX_NAME = 200
# What the portal prefills; such names never make a table row repeat.
BINDINGS = frozenset({"organization", "municipality", "user", "partner", "portal"})


def group_of(name: str) -> str:
    """First part of a dotted name that makes a row repeat, "" for a plain name."""
    head = _DOTTED.match(name)
    return head[1] if head is not None and head[1] not in BINDINGS else ""


def is_written_out(name: str) -> bool:
    """Whether a placeholder is named in words, which need a shorter name: "Straße/Nr."."""
    return " " in name or "/" in name or name.endswith(".") or ".-" in name


def placeholder_names(text: str) -> list[str]:
    """Names of the placeholders in a text, spaces made even."""
    return [" ".join(name.split()) for name in PLACEHOLDER.findall(text)]


class Placeholder(Place):
    """One {{ name }}; `pieces` are the runs that spell it."""

    kind = Kind.TEXT

    def __init__(self, name: str, pieces: list[Element]) -> None:
        self.field_name = name
        self.pieces = pieces
        self.anchor = pieces[0]
        self.identity = ("placeholder", name)

    def read(self) -> Any:
        return ""

    def mark(self, marker: Marker, target: Target, kind: Kind) -> None:
        properties = runs.value_format(self.anchor, frozenset())
        for piece in self.pieces[1:]:
            marker.hide(piece, target)
        marker.choose(self.anchor, target)
        tag = placeholder_tag(self.field_name)
        put_control(self.anchor, tag, kind, properties, marker, target, display)


def stands_around(sdt: Element) -> bool:
    """Whether a rich text control stands around placeholders; typed braces do not count."""
    content = sdt.find(SDT_CONTENT)
    if content is None or is_on(sdt.find(f"{SDT_PR}/{w('showingPlcHdr')}")):
        return False
    if not any("{" in (text.text or "") for text in content.iter(TEXT)):
        return False
    shown = "".join(
        "\0".join(text.text or "" for text in run.iter(TEXT)) for run in content.iter(RUN)
    )
    return PLACEHOLDER.search(shown) is not None


def find_placeholders(paragraph_runs: list[Element]) -> list[Placeholder]:
    """Placeholders in the runs of one paragraph; the runs are split at their borders."""
    text = "".join(map(run_text, paragraph_runs))
    if "{{" not in text:
        return []
    found = []
    matches = [match for match in PLACEHOLDER.finditer(text) if len(match[1]) <= _MAX_NAME]
    if len(matches) > _MAX_IN_PARAGRAPH:
        raise PackageError("too_complex", limit=_MAX_IN_PARAGRAPH)
    for match in reversed(matches):
        pieces = _isolate(paragraph_runs, *match.span())
        if pieces:
            found.append(Placeholder(" ".join(match[1].split()), pieces))
    return found[::-1]


def _isolate(paragraph_runs: list[Element], start: int, end: int) -> list[Element]:
    """Runs that hold exactly the characters start..end of the paragraph's text."""
    pieces, offset = [], 0
    for run in list(paragraph_runs):
        length = len(run_text(run))
        left, right = max(start - offset, 0), min(end - offset, length)
        offset += length
        if left >= right:
            continue
        if right < length:
            rest = _split(run, right)
            if rest is not None:
                paragraph_runs.insert(paragraph_runs.index(run) + 1, rest)
        if left > 0:
            middle = _split(run, left)
            if middle is None:
                return []
            paragraph_runs.insert(paragraph_runs.index(run) + 1, middle)
            run = middle
        pieces.append(run)
    return pieces


def _split(run: Element, position: int) -> Element | None:
    """Cut a run after `position` characters; returns the new run behind it."""
    rest = new_element(run.tag, run, attributes_of(run))
    properties = run.find(RPR)
    if properties is not None:
        rest.append(copy.deepcopy(properties))
    seen = 0
    for child in [item for item in run if item is not properties]:
        probe = new_element(run.tag, run)
        probe.append(copy.deepcopy(child))
        length = len(run_text(probe))
        if seen >= position:
            rest.append(child)
        elif seen + length > position and child.tag == TEXT:
            text = child.text or ""
            tail = copy.deepcopy(child)
            child.text, tail.text = text[: position - seen], text[position - seen :]
            child.set(XML_SPACE, "preserve")
            tail.set(XML_SPACE, "preserve")
            rest.append(tail)
        seen += length
    run.addnext(rest)
    return rest
