"""Legacy form fields: FORMTEXT, FORMCHECKBOX, FORMDROPDOWN."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Any

from lxml import etree

from doctemplates.fields import runs
from doctemplates.fields.complex_fields import ComplexField
from doctemplates.fields.found import Place, display, prefix_of
from doctemplates.fields.marking import Marker, Target
from doctemplates.fields.model import Kind
from doctemplates.formats import format_date, format_number, parse_date, parse_number
from doctemplates.ooxml import (
    FLD_CHAR,
    PARAGRAPH,
    RPR,
    Element,
    is_on,
    new_child,
    new_element,
    val,
    w,
)
from doctemplates.text import ContentWriter, run_text

_BLANK = "\u2002"  # Word fills an empty text field with five en spaces
_COMPUTED = frozenset({"currentTime", "currentDate", "calculated"})


def legacy_field(field: ComplexField, instruction: str) -> Place | None:
    """The form field of an instruction such as FORMTEXT, None for any other field."""
    keyword = instruction.split()[0].upper() if instruction.split() else ""
    makers = {
        "FORMTEXT": LegacyText,
        "FORMCHECKBOX": LegacyCheckBox,
        "FORMDROPDOWN": LegacyDropDown,
    }
    return makers[keyword](field) if keyword in makers else None


class _Legacy(Place):
    def __init__(self, field: ComplexField) -> None:
        self.field = field
        self.anchor = field.begin
        data = field.begin.find(f"{FLD_CHAR}/{w('ffData')}")
        self.data = data if data is not None else etree.Element(w("ffData"))
        self.tag = (val(self.data, "name") or "").strip()
        self.help = (val(self.data, "helpText") or val(self.data, "statusText") or "").strip()
        enabled = self.data.find(w("enabled"))
        self.locked = enabled is not None and not is_on(enabled)

    def shown(self) -> str:
        """Text of the result; where a new paragraph begins, a new line does."""
        text, last = "", None
        for run in self.field.result:
            shown = run_text(run)
            if shown:
                paragraph = next(run.iterancestors(PARAGRAPH), None)
                text += "\n" * _lines_between(last, paragraph) + shown
                last = paragraph
        return text

    def _mark_result(self, marker: Marker, target: Target, show: Any) -> None:
        """Put the value into the first result run; the others vanish with a value."""
        result = self.field.result
        carrier = next((run for run in result if run_text(run)), result[0] if result else None)
        prefix = prefix_of(self.anchor)
        mark = marker.value(target, ContentWriter(prefix, show))
        for run in result:
            if run is not carrier:
                marker.hide(run, target)
        if carrier is not None:
            marker.choose(carrier, target)
            _refill(carrier, mark)
            return
        end = self.field.end
        assert end is not None
        properties = runs.value_format(self.field.begin, frozenset())
        marker.choose(end, target)
        if self.field.separator is None:
            separator = runs.new_run(end, runs.value_format(end, frozenset()), "")
            mark_element = new_child(separator, FLD_CHAR)
            mark_element.set(w("fldCharType"), "separate")
            end.addprevious(separator)
        end.addprevious(runs.new_run(end, properties, mark))


def _lines_between(last: Element | None, paragraph: Element | None) -> int:
    if last is None or last is paragraph:
        return 0
    count = 0
    for following in last.itersiblings():
        count += following.tag == PARAGRAPH
        if following is paragraph:
            return count
    return 1


def _refill(run: Element, mark: str) -> None:
    properties = run.find(RPR)
    for child in list(run):
        if child is not properties:
            run.remove(child)
    if properties is None:
        run.text = mark
    else:
        properties.tail = mark


class LegacyText(_Legacy):
    """FORMTEXT: text, number or date with the author's format."""

    def __init__(self, field: ComplexField) -> None:
        super().__init__(field)
        entry = self.data.find(w("textInput"))
        self.type = val(entry, "type") or "regular"
        self.format = val(entry, "format") or ""
        length = val(entry, "maxLength") or ""
        self.max_length = int(length) if length.isdigit() and int(length) else None
        self.locked = self.locked or self.type in _COMPUTED
        plain = Kind.MULTILINE if "\n" in self.shown() else Kind.TEXT
        self.kind = {"number": Kind.NUMBER, "date": Kind.DATE}.get(self.type, plain)

    def read(self) -> Any:
        text = self.shown()
        if not text.strip(_BLANK):
            text = ""
        if self.kind == Kind.DATE:
            return parse_date(text, self.format) or text.strip() or None
        if self.kind == Kind.NUMBER:
            number = parse_number(text)
            return number if number is not None else text.strip() or None
        return text

    def mark(self, marker: Marker, target: Target, kind: Kind) -> None:
        self._mark_result(marker, target, partial(_shown, self.format))


def _shown(picture: str, value: Any) -> str:
    if isinstance(value, dt.date):
        return format_date(value, picture)
    if isinstance(value, Decimal):
        return format_number(value, picture, exact=True)
    return display(value) or _BLANK * 5


class LegacyCheckBox(_Legacy):
    kind = Kind.CHECKBOX

    def read(self) -> bool:
        box = self.data.find(w("checkBox"))
        if box is None:
            return False
        checked = box.find(w("checked"))
        return is_on(checked if checked is not None else box.find(w("default")))

    def mark(self, marker: Marker, target: Target, kind: Kind) -> None:
        box = self.data.find(w("checkBox"))
        if box is None:
            return
        marker.choose(self.anchor, target)
        checked = box.find(w("checked"))
        if checked is None:
            checked = new_child(box, w("checked"))
        checked.set(w("val"), marker.value(target, lambda value: b"1" if value else b"0"))


class LegacyDropDown(_Legacy):
    kind = Kind.CHOICE

    def __init__(self, field: ComplexField) -> None:
        super().__init__(field)
        entries = [item.get(w("val"), "") for item in self.data.iter(w("listEntry"))]
        self.entries = entries
        self.choices = tuple((entry, entry) for entry in dict.fromkeys(entries) if entry)

    def read(self) -> str:
        menu = self.data.find(w("ddList"))
        index = val(menu, "result") or val(menu, "default") or "0"
        if index.isdigit() and int(index) < len(self.entries):
            return self.entries[int(index)]
        return self.shown()

    def mark(self, marker: Marker, target: Target, kind: Kind) -> None:
        menu = self.data.find(w("ddList"))
        if menu is None:
            return
        if any(run_text(run) for run in self.field.result):
            self._mark_result(marker, target, display)
        marker.choose(self.anchor, target)
        result = menu.find(w("result"))
        if result is None:
            result = new_element(w("result"), menu)
            menu.insert(0, result)
        entries = self.entries
        result.set(w("val"), marker.value(target, lambda value: _index(entries, value)))


def _index(entries: list[str], value: Any) -> bytes:
    return str(entries.index(value) if value in entries else 0).encode()
