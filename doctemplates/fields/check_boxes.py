"""Check boxes of content controls: state and glyph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctemplates.fields import runs
from doctemplates.fields.found import prefix_of
from doctemplates.fields.marking import Marker, Target
from doctemplates.ooxml import (
    PARAGRAPH,
    RPR,
    TEXT,
    W14,
    XML_SPACE,
    Element,
    new_child,
    new_element,
    w14,
)
from doctemplates.text import escape, escape_attribute, run_text

if TYPE_CHECKING:
    from doctemplates.fields.content_controls import ContentControl

_SYMBOL_FONTS = ("wingdings", "webdings", "symbol")
_DEFAULT_GLYPHS = {"checkedState": "2612", "uncheckedState": "2610"}


def fill_check_box(control: ContentControl, marker: Marker, target: Target) -> None:
    box = control.typed()
    state = box.find(w14("checked"))
    if state is None:
        state = new_element(w14("checked"), box)
        box.insert(0, state)
    state.set(w14("val"), marker.value(target, lambda value: b"1" if value else b"0"))
    _fill_glyph(control, marker, target)


def _glyph(control: ContentControl, name: str) -> tuple[str, str]:
    state = control.typed().find(w14(name))
    code = font = None
    if state is not None:
        code, font = state.get(f"{{{W14}}}val"), state.get(f"{{{W14}}}font")
    try:
        int(code or "", 16)
    except ValueError:
        code = None
    return code or _DEFAULT_GLYPHS[name], font or "MS Gothic"


def _glyph_run(prefix: bytes, code: str, font: str) -> bytes:
    number = int(code, 16)
    if font.lower().startswith(_SYMBOL_FONTS):
        name = escape_attribute(font)
        return b'<%bsym %bfont="%b" %bchar="%04X"/>' % (
            prefix, prefix, name, prefix, number | 0xF000,
        )  # fmt: skip
    return b"<%bt>%b</%bt>" % (prefix, escape(chr(number)), prefix)


def _fill_glyph(control: ContentControl, marker: Marker, target: Target) -> None:
    box = control.box()
    assert box is not None
    on, off = _glyph(control, "checkedState"), _glyph(control, "uncheckedState")
    prefix = prefix_of(box)
    shown = {True: _glyph_run(prefix, *on), False: _glyph_run(prefix, *off)}
    mark = marker.value(target, lambda value: shown[bool(value)])
    model = runs.first_text_run(box)
    if model is None:
        _glyph_without_run(control, box, mark)
        return
    known = {chr(int(code, 16)) for code, _ in (on, off)}
    text = run_text(model)
    rest = text[1:] if text[:1] in known else ""
    properties = model.find(RPR)
    for child in list(model):
        if child is not properties:
            model.remove(child)
    if rest:
        item = new_child(model, TEXT)
        item.set(XML_SPACE, "preserve")
        item.text = rest
    if properties is None:
        model.text = mark
    else:
        properties.tail = mark


def _glyph_without_run(control: ContentControl, box: Element, mark: str) -> None:
    holder = next(box.iter(PARAGRAPH), None)
    if holder is None:
        at_run = control.level == "run"
        holder = box if at_run else new_child(box, PARAGRAPH)
    holder.append(runs.new_run(holder, None, mark))
