"""Turn a content control into its filled form, with marks where the value goes."""

from __future__ import annotations

import copy
import datetime as dt
from typing import TYPE_CHECKING, Any

from lxml import etree

from doctemplates.fields import runs
from doctemplates.fields.found import display, prefix_of
from doctemplates.fields.marking import Marker, Render, Target
from doctemplates.fields.model import Kind
from doctemplates.fields.pictures import mark_picture
from doctemplates.ooxml import (
    PARAGRAPH,
    PPR,
    RPR,
    SDT_PR,
    TEXT,
    W14,
    XML_SPACE,
    Element,
    drop,
    w,
    w14,
)
from doctemplates.text import escape, escape_attribute, run_content, run_text

if TYPE_CHECKING:
    from doctemplates.fields.content_controls import ContentControl

_SYMBOL_FONTS = ("wingdings", "webdings", "symbol")
_DEFAULT_GLYPHS = {"checkedState": "2612", "uncheckedState": "2610"}


def make_filled(control: ContentControl, marker: Marker, target: Target, kind: Kind) -> None:
    """Change the control in place; its untouched copy has been made before."""
    was_placeholder = control.is_placeholder()
    properties = control.sdt.find(SDT_PR)
    if properties is not None:
        _forget_placeholder(properties, control.styles)
    if control.kind == Kind.PICTURE:
        box = control.box()
        assert box is not None
        mark_picture(control, box, marker, target)
        return
    if control.kind == Kind.CHECKBOX:
        _fill_checkbox(control, marker, target)
        return
    if control.kind == Kind.DATE:
        _mark_date(control, marker, target, kind)
    elif control.kind in (Kind.CHOICE, Kind.COMBO):
        mark = marker.value(target, lambda value: escape_attribute(str(value)))
        control.typed().set(w("lastValue"), mark)
    _fill_text(control, marker, target, was_placeholder)


def _forget_placeholder(properties: Element, styles: frozenset[str]) -> None:
    for showing in properties.findall(w("showingPlcHdr")):
        drop(showing)
    own = properties.find(RPR)
    if own is not None:
        for style in own.findall(w("rStyle")):
            if style.get(w("val")) in styles:
                drop(style)


def _mark_date(control: ContentControl, marker: Marker, target: Target, kind: Kind) -> None:
    date = control.typed()
    if kind == Kind.DATE:
        date.set(w("fullDate"), marker.attribute(target, stamp))
    else:
        date.attrib.pop(w("fullDate"), None)


def stamp(day: dt.date) -> bytes:
    """A date as w:fullDate wants it."""
    return f"{day.isoformat()[:10]}T00:00:00Z".encode()


def shown_text(control: ContentControl) -> Any:
    """Function: value -> text as this control shows it."""
    if control.kind == Kind.DATE:
        picture, language = control.picture(), control.language()
        return lambda value: display(value, picture, language)
    if control.kind in (Kind.CHOICE, Kind.COMBO):
        labels = dict(control.choices)
        return lambda value: labels.get(str(value), display(value))
    return display


def content_renderer(control: ContentControl, element: Element) -> Render:
    show, prefix = shown_text(control), prefix_of(element)
    return lambda value: run_content(show(value), prefix)


def _value_properties(control: ContentControl, model: Element | None, prompt: bool) -> Any:
    own = None if control.properties is None else control.properties.find(RPR)
    if prompt and own is not None:
        return runs.clean_format(own, control.styles)
    return runs.value_format(model, control.styles)


def _fill_text(control: ContentControl, marker: Marker, target: Target, prompt: bool) -> None:
    from doctemplates.fields.content_controls import level_of

    box = control.box()
    assert box is not None
    model = runs.first_text_run(box)
    properties = _value_properties(control, model, prompt)
    render = content_renderer(control, box)
    if not runs.is_balanced(box):
        run = runs.new_run(box, properties, marker.value(target, render))
        runs.replace_text_only(box, run, model)
    elif level_of(control.sdt) == "run":
        run = runs.new_run(box, properties, marker.value(target, render))
        runs.replace_inline(box, runs.wrapped(run, model))
    else:
        _fill_block(control, box, marker, target, model, properties, render)


def _fill_block(
    control: ContentControl,
    box: Element,
    marker: Marker,
    target: Target,
    model: Element | None,
    properties: Element | None,
    render: Render,
) -> None:
    """One paragraph in the first one's format (rich text: one for each line of the value)."""
    paragraph = _only_paragraph(box)
    _clean_mark_format(paragraph, control.styles)
    starts, ends = runs.range_marks(paragraph)
    section = paragraph.find(f"{PPR}/{w('sectPr')}")
    if control.kind == Kind.RICHTEXT and not starts and not ends and section is None:
        runs.forget_paragraph_ids(paragraph)
        prefix = prefix_of(paragraph)
        mark = marker.lines(paragraph, target, lambda line: run_content(line, prefix))
    else:
        mark = marker.value(target, render)
    run = runs.new_run(paragraph, properties, mark)
    runs.replace_inline(paragraph, runs.wrapped(run, model))


def _only_paragraph(box: Element) -> Element:
    """Empty `box` but for one paragraph, which keeps format, range marks and section break."""
    paragraphs = list(box.iter(PARAGRAPH))
    first = paragraphs[0] if paragraphs else etree.SubElement(box, PARAGRAPH, nsmap=box.nsmap)
    starts, ends = runs.range_marks(box)
    sections = list(box.iter(w("sectPr")))
    for child in list(box):
        if child is not first and child.tag != w("tcPr"):
            box.remove(child)
    if first.getparent() is not box:
        first = copy.deepcopy(first)
        box.append(first)
    first.tail = None
    own_starts, own_ends = runs.range_marks(first)
    for mark in starts:
        if mark not in own_starts:
            first.append(mark)
    for mark in ends:
        if mark not in own_ends:
            first.append(mark)
    if sections and first.find(f"{PPR}/{w('sectPr')}") is None:
        _paragraph_properties(first).append(sections[-1])
    return first


def _paragraph_properties(paragraph: Element) -> Element:
    properties = paragraph.find(PPR)
    if properties is None:
        properties = etree.Element(PPR, nsmap=paragraph.nsmap)
        paragraph.insert(0, properties)
    return properties


def _clean_mark_format(paragraph: Element, styles: frozenset[str]) -> None:
    for style in paragraph.findall(f"{PPR}/{RPR}/{w('rStyle')}"):
        if style.get(w("val")) in styles:
            drop(style)


def _fill_checkbox(control: ContentControl, marker: Marker, target: Target) -> None:
    box = control.typed()
    state = box.find(w14("checked"))
    if state is None:
        state = etree.Element(w14("checked"), nsmap=box.nsmap)
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
        item = etree.SubElement(model, TEXT)
        item.set(XML_SPACE, "preserve")
        item.text = rest
    if properties is None:
        model.text = mark
    else:
        properties.tail = mark


def _glyph_without_run(control: ContentControl, box: Element, mark: str) -> None:
    from doctemplates.fields.content_controls import level_of

    holder = next(box.iter(PARAGRAPH), None)
    if holder is None:
        at_run = level_of(control.sdt) == "run"
        holder = box if at_run else etree.SubElement(box, PARAGRAPH)
    holder.append(runs.new_run(holder, None, mark))
