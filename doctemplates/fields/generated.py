"""Values of merge fields and placeholders stand in a content control that remembers the field.

The control's tag is the field as an author writes it ("«Name»", "{{ name }}"), so that a filled
file can be read back and filled again. Where the shown text is not the value itself (upper case,
a number picture), a list entry of the control keeps the value.
"""

from __future__ import annotations

import re
from typing import Any

from doctemplates.fields import runs
from doctemplates.fields.content_controls import ContentControl
from doctemplates.fields.control_filling import stamp
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
from doctemplates.text import content_writer, escape_attribute

_MERGE = re.compile(r"«(.+)»(#?)", re.S)
_PLACEHOLDER = re.compile(r"\{\{ (.+) \}\}")
_MAX_TAG = 64  # Word's limit for a tag; longer names stand in the control's list
_LONG = "…"
_CODE = "…\\"
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
        if self.field_name == _LONG:
            self.field_name = self._listed(_LONG) or _LONG
        self.code = parse_merge_code(self._listed(_CODE))
        self.identity = (self.origin, self.field_name)
        if self.kind == Kind.COMBO:
            self.kind = Kind.NUMBER if self.is_number else Kind.TEXT
            self.choices = ()
        elif self.kind != Kind.DATE:
            self.kind = Kind.NUMBER if self.is_number else Kind.TEXT

    def read(self) -> Any:
        value: Any = self._kept() if self.type == "comboBox" else super().read()
        if self.kind == Kind.NUMBER and isinstance(value, str):
            number = parse_number(value.replace(".", ",") if self.type == "comboBox" else value)
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
            code.show, True, code.date, code.instruction,
        )  # fmt: skip

    def _listed(self, value: str) -> str:
        """Shown text of the list entry that keeps something for us."""
        if self.type != "comboBox":
            return ""
        for item in self.typed().iter(w("listItem")):
            if item.get(w("value")) == value:
                return item.get(w("displayText"), "")
        return ""

    def _kept(self) -> str:
        """The value behind the shown text, unless somebody has edited the text since."""
        text = self.text()
        for item in self.typed().iter(w("listItem")):
            if item.get(w("displayText")) == text:
                return item.get(w("value"), "")
        return text


def put_control(
    place: Element,
    tag: str,
    kind: Kind,
    properties: Element | None,
    marker: Marker,
    target: Target,
    show: Any,
    lossy: bool,
    picture: str = "",
    code: str = "",
) -> None:
    """Replace `place` (its copy is made) by a run, in a control that remembers the field."""
    prefix = prefix_of(place)
    mark = marker.value(target, content_writer(prefix, show))
    parent = place.getparent()
    run = runs.new_run(place, properties, mark)
    if parent is None or local(parent) not in _PARENTS:
        swap(place, run)
        return
    long_name = target.name if len(tag) > _MAX_TAG else ""
    if long_name:
        tag = tag.replace(long_name, _LONG)
    sdt = new_element(SDT, place)
    head = new_child(sdt, SDT_PR)
    new_child(head, w("tag")).set(w("val"), tag)
    new_child(head, w("id")).set(w("val"), marker.new_control_id())
    if kind == Kind.DATE:
        _date(head, marker, target, picture)
    elif lossy or long_name:
        _kept_value(head, marker, target, show, {_CODE: code, _LONG: long_name})
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


def _kept_value(
    head: Element, marker: Marker, target: Target, show: Any, notes: dict[str, str]
) -> None:
    box = new_child(head, w("comboBox"))
    item = new_child(box, w("listItem"))
    item.set(w("displayText"), marker.value(target, lambda v: escape_attribute(show(v))))
    item.set(w("value"), marker.value(target, lambda v: escape_attribute(str(v))))
    for value, note in notes.items():
        if note:
            item = new_child(box, w("listItem"))
            item.set(w("displayText"), note)
            item.set(w("value"), value)
