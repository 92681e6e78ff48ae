"""Values of merge fields and placeholders stand in a content control that remembers the field.

The control's tag is the field as an author writes it ("«Name»", "{{ name }}"), so that a filled
file can be read back and filled again. Switches and long names stand beside it. The value is only
what is shown: a copy would stay behind when somebody overwrites the text. So a field that turns
its value into capitals or rounds it gives back what it shows.
"""

from __future__ import annotations

import re
from typing import Any

from doctemplates.fields import runs
from doctemplates.fields.content_controls import ContentControl
from doctemplates.fields.control_filling import stamp
from doctemplates.fields.field_memory import remember, remembered
from doctemplates.fields.found import prefix_of
from doctemplates.fields.marking import Marker, Target
from doctemplates.fields.merge_codes import parse_merge_code
from doctemplates.fields.model import Kind
from doctemplates.formats import parse_number
from doctemplates.ooxml import (
    SDT,
    SDT_CONTENT,
    SDT_PR,
    Element,
    local,
    new_child,
    new_element,
    swap,
    w,
)
from doctemplates.package import Package
from doctemplates.text import ContentWriter

_MERGE = re.compile(r"«(.+)»(#?)", re.S)
_PLACEHOLDER = re.compile(r"\{\{ (.+) \}\}")
_MAX_TAG = 64  # Word's limit for a tag; longer ones are cut to "…" and remembered beside it
_LONG = "…"
_PARENTS = frozenset(
    {"p", "hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "sdtContent", "dir", "bdo"}
)


def merge_tag(name: str, kind: Kind) -> str:
    return f"«{name}»" + ("#" if kind == Kind.NUMBER else "")


def placeholder_tag(name: str) -> str:
    return f"{{{{ {name} }}}}"


def origin_of(tag: str) -> tuple[str, str, bool] | None:
    """(origin, field name, is a number) of a control that a filling has made, else None."""
    match = _MERGE.fullmatch(tag)
    if match:
        return "merge", match.group(1), bool(match.group(2))
    match = _PLACEHOLDER.fullmatch(tag)
    return ("placeholder", match.group(1), False) if match else None


class GeneratedControl(ContentControl):
    """A control made by an earlier filling; it is the merge field or placeholder it came from."""

    def __init__(self, sdt: Element, styles: frozenset[str], package: Package) -> None:
        super().__init__(sdt, styles, None, package)
        origin = origin_of(self.tag)
        assert origin is not None
        self.origin, self.field_name, self.is_number = origin
        self.memory = remembered(sdt)
        self.code = parse_merge_code(self.memory)
        if self.field_name == _LONG and self.memory:
            self.field_name = self.code.name if self.code else self.memory
        self.identity = (self.origin, self.field_name)
        if self.kind != Kind.DATE:
            self.kind = Kind.NUMBER if self.is_number else Kind.TEXT

    def _shows_prompt(self) -> bool:
        return False  # somebody has filled it

    def text(self) -> str:
        """What is shown, without what the switches put before and behind it."""
        text = super().text()
        return text if self.code is None else self.code.bare(text)

    def read(self) -> Any:
        value = super().read()
        if self.kind == Kind.NUMBER and isinstance(value, str):
            number = parse_number(value, self.code.number if self.code else "")
            return number if number is not None else value or None
        return value

    def mark(self, marker: Marker, target: Target, kind: Kind) -> None:
        """Filled again, a merge field still obeys its switches."""
        if self.code is None:
            super().mark(marker, target, kind)
            return
        box, code = self.content, self.code
        model = None if box is None else runs.first_text_run(box)
        properties = runs.value_format(model, self.styles)
        marker.choose(self.sdt, target)
        put_control(
            self.sdt, merge_tag(code.name, kind), kind, properties, marker, target,
            code.show, code.date, code.instruction,
        )  # fmt: skip


def put_control(
    place: Element,
    tag: str,
    kind: Kind,
    properties: Element | None,
    marker: Marker,
    target: Target,
    show: Any,
    picture: str = "",
    code: str = "",
) -> None:
    """Replace `place` (its copy is made) by a run, in a control that remembers the field.

    `tag` is that of merge_tag or placeholder_tag, `code` an instruction with switches.
    """
    prefix = prefix_of(place)
    mark = marker.value(target, ContentWriter(prefix, show))
    parent = place.getparent()
    run = runs.new_run(place, properties, mark)
    if parent is None or local(parent) not in _PARENTS:
        swap(place, run)
        return
    origin = origin_of(tag)
    if origin is not None and len(tag) > _MAX_TAG:
        tag, code = tag.replace(origin[1], _LONG), code or origin[1]
    sdt = new_element(SDT, place)
    head = new_child(sdt, SDT_PR)
    new_child(head, w("tag")).set(w("val"), tag)
    new_child(head, w("id")).set(w("val"), marker.new_control_id())
    if code:
        remember(head, code)
    if kind == Kind.DATE:
        _date(head, marker, target, picture)
    else:
        new_child(head, w("text")).set(w("multiLine"), "1")
    new_child(sdt, SDT_CONTENT).append(run)
    swap(place, sdt)


def _date(head: Element, marker: Marker, target: Target, picture: str) -> None:
    date = new_child(head, w("date"))
    date.set(w("fullDate"), marker.attribute(target, stamp))
    new_child(date, w("dateFormat")).set(w("val"), picture or "dd.MM.yyyy")
    new_child(date, w("lid")).set(w("val"), "de-DE")
    new_child(date, w("storeMappedDataAs")).set(w("val"), "dateTime")
    new_child(date, w("calendar")).set(w("val"), "gregorian")
