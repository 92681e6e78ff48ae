"""Turn a content control into its filled form, with marks where the value goes."""

from __future__ import annotations

import copy
import datetime as dt
from typing import TYPE_CHECKING, Any

from doctemplates.fields import runs
from doctemplates.fields.check_boxes import fill_check_box
from doctemplates.fields.found import display, prefix_of
from doctemplates.fields.marking import Marker, Render, Target
from doctemplates.fields.model import Kind
from doctemplates.fields.pictures import mark_picture
from doctemplates.fields.wording import is_standard_prompt
from doctemplates.ooxml import (
    PARAGRAPH,
    PPR,
    RPR,
    SDT_PR,
    Element,
    drop,
    drop_attribute,
    local,
    new_child,
    new_element,
    w,
    w15,
)
from doctemplates.text import ContentWriter, escape_attribute

if TYPE_CHECKING:
    from doctemplates.fields.content_controls import ContentControl

_TYPED_INTO = frozenset({Kind.TEXT, Kind.MULTILINE, Kind.RICHTEXT, Kind.COMBO})
# What stands before w:showingPlcHdr in the properties of a control.
_BEFORE_SHOWING = frozenset({"rPr", "alias", "tag", "id", "lock", "placeholder", "temporary"})


def make_filled(control: ContentControl, marker: Marker, target: Target, kind: Kind) -> None:
    """Change the control in place; its untouched copy has been made before."""
    was_placeholder = control.is_placeholder()
    properties = control.sdt.find(SDT_PR)
    if properties is not None:
        _forget_placeholder(properties, control.styles)
        if control.binding is not None and control.binding.computed:
            _forget_binding(properties)
    if control.kind == Kind.PICTURE:
        box = control.box()
        assert box is not None
        mark_picture(control, box, marker, target)
        return
    if control.kind == Kind.CHECKBOX:
        fill_check_box(control, marker, target)
        return
    if control.kind == Kind.DATE:
        _mark_date(control, marker, target, kind)
    elif control.kind in (Kind.CHOICE, Kind.COMBO):
        mark = marker.value(target, stored_value(control))
        control.typed().set(w("lastValue"), mark)
    if control.kind in _TYPED_INTO and properties is not None:
        _mark_no_prompt(properties, marker, target)
    _fill_text(control, marker, target, was_placeholder)


def _mark_no_prompt(properties: Element, marker: Marker, target: Target) -> None:
    """A value that reads like a standard prompt is said to be none, to be read back as it is."""
    prefix = prefix_of(properties)
    sign = b'<%bshowingPlcHdr %bval="0"/>' % (prefix, prefix) if prefix else b""

    def shown(value: Any) -> bytes:
        return sign if is_standard_prompt(display(value)) else b""

    before = [child for child in properties if local(child) in _BEFORE_SHOWING]
    mark = marker.value(target, shown)
    if before:
        before[-1].tail = mark + (before[-1].tail or "")
    else:
        properties.text = mark + (properties.text or "")


def _forget_placeholder(properties: Element, styles: frozenset[str]) -> None:
    for showing in properties.findall(w("showingPlcHdr")):
        drop(showing)
    own = properties.find(RPR)
    if own is not None:
        for style in own.findall(w("rStyle")):
            if style.get(w("val")) in styles:
                drop(style)


def _forget_binding(properties: Element) -> None:
    """Word would show the node that it finds in place of the value."""
    for tag in (w("dataBinding"), w15("dataBinding")):
        for bound in properties.findall(tag):
            drop(bound)


def _mark_date(control: ContentControl, marker: Marker, target: Target, kind: Kind) -> None:
    date = control.typed()
    if kind == Kind.DATE:
        date.set(w("fullDate"), marker.attribute(target, stamp))
    else:
        drop_attribute(date, w("fullDate"))


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


def stored_value(control: ContentControl) -> Render:
    """Function: chosen value -> what the entry keeps in the file."""
    stored = control.stored
    return lambda value: escape_attribute(stored.get(str(value), str(value)))


def content_renderer(control: ContentControl, element: Element) -> Render:
    show, prefix = shown_text(control), prefix_of(element)
    return ContentWriter(prefix, show, in_rich_text=control.kind == Kind.RICHTEXT)


def _value_properties(control: ContentControl, model: Element | None, prompt: bool) -> Any:
    own = None if control.properties is None else control.properties.find(RPR)
    if prompt and own is not None:
        return runs.clean_format(own, control.styles)
    return runs.value_format(model, control.styles)


def _fill_text(control: ContentControl, marker: Marker, target: Target, prompt: bool) -> None:
    box = control.box()
    assert box is not None
    model = runs.first_text_run(box)
    properties = _value_properties(control, model, prompt)
    render = content_renderer(control, box)
    if not runs.is_balanced(box):
        run = runs.new_run(box, properties, marker.value(target, render))
        runs.replace_text_only(box, run, model)
    elif control.level == "run":
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
        mark = marker.lines(paragraph, target, ContentWriter(prefix, display, in_rich_text=True))
    else:
        mark = marker.value(target, render)
    run = runs.new_run(paragraph, properties, mark)
    runs.replace_inline(paragraph, runs.wrapped(run, model))


def _only_paragraph(box: Element) -> Element:
    """Empty `box` but for one paragraph, which keeps format, range marks and section break."""
    paragraphs = list(box.iter(PARAGRAPH))
    first = paragraphs[0] if paragraphs else new_child(box, PARAGRAPH)
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
        properties = new_element(PPR, paragraph)
        paragraph.insert(0, properties)
    return properties


def _clean_mark_format(paragraph: Element, styles: frozenset[str]) -> None:
    for style in paragraph.findall(f"{PPR}/{RPR}/{w('rStyle')}"):
        if style.get(w("val")) in styles:
            drop(style)
