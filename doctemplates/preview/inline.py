"""What stands in a paragraph: runs with their formats, controls, fields, pictures, text boxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from doctemplates.ooxml import (
    ALTERNATE,
    FLD_CHAR,
    INSTR_TEXT,
    MC,
    RPR,
    RUN,
    SDT,
    SDT_CONTENT,
    TEXT,
    TXBX,
    Element,
    is_on,
    local,
    val,
    w,
)  # fmt: skip
from doctemplates.preview.controls import WRAPPERS, is_value, shows_prompt
from doctemplates.preview.fields import OpenField, open_field
from doctemplates.preview.pictures import Pictures

NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_FALLBACK = f"{{{MC}}}Fallback"
_GRAPHICS = frozenset({ALTERNATE, w("drawing"), w("pict"), w("object")})
_BREAKS = {w("br"): "<br>", w("cr"): "<br>", w("tab"): " &emsp;", w("noBreakHyphen"): "&#8209;"}
_FORMATS = (("b", "strong"), ("i", "em"), ("u", "u"), ("strike", "s"))
_RAISED = {"superscript": "sup", "subscript": "sub"}
# Symbol fonts have no Unicode: the usual ticks are named, others become a bullet.
_SYMBOLS = {"FE": "☒", "FD": "☒", "A8": "☐", "FC": "✓", "E0": "→"}


@dataclass(slots=True)
class _Line:
    out: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)


class Inline:
    """Renders paragraphs; `blocks` renders the contents of text boxes, `picture` names pictures,
    `pictures` shows those that are values. `notes` gathers what was referred to, as (kind, id);
    fields may reach over paragraphs.
    """

    def __init__(self, blocks: Callable[[Element], str], picture: str, pictures: Pictures) -> None:
        self.blocks = blocks
        self.picture = picture
        self.pictures = pictures
        self.open: list[OpenField] = []
        self.notes: list[tuple[str, str]] = []

    def paragraph(self, paragraph: Element, marked: bool) -> tuple[str, list[str]]:
        """Return the paragraph's HTML and that of the text boxes anchored in it."""
        line = _Line()
        self._contents(paragraph, line, marked)
        return "".join(line.out).replace("</mark><mark>", "").strip(), line.boxes

    def _contents(self, parent: Element, line: _Line, marked: bool) -> None:
        for child in parent:
            if child.tag == RUN:
                self._run(child, line, marked)
            elif child.tag == SDT:
                self._control(child, line)
            elif child.tag == ALTERNATE:
                self._graphic(child, line)
            elif child.tag in WRAPPERS:
                self._contents(child, line, marked)

    def _control(self, control: Element, line: _Line) -> None:
        content = control.find(SDT_CONTENT)
        if content is None:
            return
        start = len(line.out)
        self._contents(content, line, is_value(control))
        if shows_prompt(control):
            line.out[start:] = ['<span class="doc-blank">', *line.out[start:], "</span>"]

    def _run(self, run: Element, line: _Line, marked: bool) -> None:
        properties = run.find(RPR)
        text: list[str] = []
        for child in run:
            if child.tag == FLD_CHAR:
                text.append(self._field_char(child))
            elif child.tag == INSTR_TEXT:
                if self.open:
                    self.open[-1].code += child.text or ""
            elif all(outer.shows for outer in self.open):
                text.append(self._piece(child, line))
        html = "".join(text)
        if not html or (properties is not None and is_on(properties.find(w("vanish")))):
            return
        value = marked or any(outer.is_value for outer in self.open)
        html = _formatted(html, properties)
        line.out.append(f"<mark>{html}</mark>" if value else html)

    def _piece(self, child: Element, line: _Line) -> str:
        tag = child.tag
        if tag == TEXT:
            return escape(child.text or "")
        if tag == w("sym"):
            return _SYMBOLS.get(child.get(w("char"), "").upper()[-2:], "•")
        if tag in NOTES:
            self.notes.append((NOTES[tag], child.get(w("id"), "")))
            return f"<sup>{len(self.notes)}</sup>"
        if tag in _GRAPHICS:
            self._graphic(child, line)
        return _BREAKS.get(tag, "")

    def _field_char(self, mark: Element) -> str:
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            self.open.append(open_field(mark))
        elif kind == "separate" and self.open:
            self.open[-1].in_result = True
        elif kind == "end" and self.open:
            shown = self.open.pop().shown
            return f"<mark>{escape(shown)}</mark>" if shown else ""
        return ""

    def _graphic(self, graphic: Element, line: _Line) -> None:
        """A text box becomes a block of its own, a picture a word."""
        if graphic.tag == ALTERNATE:
            if len(graphic):  # the choice and its fallback show the same
                self._graphic(graphic[0], line)
            return
        boxes = [box for box in graphic.iter(TXBX) if _is_outermost(box, graphic)]
        line.boxes += map(self.blocks, boxes)
        if not boxes and any(local(item) in ("blip", "imagedata") for item in graphic.iter()):
            word = escape(self.picture)
            shown = self.pictures.html(graphic, word)
            line.out.append(shown or f'<span class="doc-picture">[{word}]</span>')


def _formatted(html: str, properties: Element | None) -> str:
    if properties is None:
        return html
    for name, tag in _FORMATS:
        if is_on(properties.find(w(name))) and val(properties, name) != "none":
            html = f"<{tag}>{html}</{tag}>"
    raised = _RAISED.get(val(properties, "vertAlign") or "")
    return f"<{raised}>{html}</{raised}>" if raised else html


def _is_outermost(box: Element, graphic: Element) -> bool:
    for above in box.iterancestors():
        if above is graphic:
            return True
        if above.tag in (TXBX, _FALLBACK):
            return False
    return True
