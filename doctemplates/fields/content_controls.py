"""Content controls (w:sdt): what kind a control is, what it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from functools import cached_property
from typing import Any

from doctemplates.fields import control_filling
from doctemplates.fields.control_shape import (
    KINDS,
    content_box,
    control_type,
    give_content,
    level_of,
)
from doctemplates.fields.data_binding import Binding
from doctemplates.fields.found import Place
from doctemplates.fields.marking import Marker, Target
from doctemplates.fields.model import Kind
from doctemplates.fields.pictures import shown_relation
from doctemplates.fields.wording import is_standard_prompt
from doctemplates.formats import format_date, parse_date
from doctemplates.ooxml import (
    SDT_PR,
    TEXT,
    VAL,
    Element,
    is_on,
    local,
    val,
    w,
    w14,
)
from doctemplates.package import Package
from doctemplates.text import content_text, shorten

MAX_TITLE = 400  # Word allows 64 characters; other programs write more
_MAX_PROMPT = 120
_IN_BRACKETS = re.compile(r"\[\D+\]|<\D+>")  # instead of a date


class ContentControl(Place):
    """A control that holds one value."""

    def __init__(
        self, sdt: Element, styles: frozenset[str], binding: Binding | None, package: Package
    ) -> None:
        self.anchor = self.sdt = sdt
        give_content(sdt)
        self.package = package
        self.styles = styles
        self.binding = binding
        self.type = control_type(sdt)
        properties = sdt.find(SDT_PR)
        self.properties = properties
        self.prompted = properties is not None and is_on(properties.find(w("showingPlcHdr")))
        self.tag = (val(properties, "tag") or "").strip()[:MAX_TITLE]
        alias = (val(properties, "alias") or "").strip()[:MAX_TITLE]
        self.alias = "" if is_standard_prompt(alias) else alias
        self.kind = KINDS.get(self.type, Kind.RICHTEXT)
        if self.type == "text" and self._multiline():
            self.kind = Kind.MULTILINE
        self.stored: dict[str, str] = {}
        self.choices = self._choices()
        lock = val(properties, "lock") or ""
        self.locked = lock in ("contentLocked", "sdtContentLocked")
        self.identity = binding.identity if binding else None
        self.unsure = not self.prompted and self._shows_prompt()
        self.prompted = self.prompted or self.unsure
        if self.is_placeholder():
            self.prompt = self.text().strip()
            prompt = shorten(self.prompt, 200)
            self.help = "" if is_standard_prompt(prompt) else prompt

    def _multiline(self) -> bool:
        assert self.properties is not None
        text = self.properties.find(w("text"))
        return text is not None and text.get(w("multiLine"), "0").lower() in ("1", "true", "on")

    def _choices(self) -> tuple[tuple[str, str], ...]:
        if self.type not in ("dropDownList", "comboBox"):
            return ()
        entries: dict[tuple[str, str], None] = {}
        for item in self.typed().iter(w("listItem")):
            label = item.get(w("displayText"))
            value = item.get(w("value"))
            value, label = value if value is not None else label, label or value
            if value:
                entries[value, label or value] = None
        # Word's own first entry, "Choose an item.", is the prompt once more.
        real = [entry for entry in entries if not is_standard_prompt(entry[1])]
        return self._told_apart(real or list(entries))

    def _told_apart(self, entries: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Entries that share a value go by their labels; `stored` has the values they write."""
        counts = Counter(value for value, _ in entries)
        taken = {value for value, count in counts.items() if count == 1}
        choices = []
        for value, label in entries:
            choice = value
            if counts[value] > 1:
                choice, number = label, 1
                while choice in taken:
                    number += 1
                    choice = f"{label} ({number})"
                taken.add(choice)
                self.stored[choice] = value
            choices.append((choice, label))
        return tuple(choices)

    def _shows_prompt(self) -> bool:
        """Programs other than Word keep a prompt and forget to say that it is one."""
        first = None if self.content is None else next(self.content.iter(TEXT), None)
        if first is None or self.kind in (Kind.CHECKBOX, Kind.PICTURE):
            return False
        if self.properties is not None and self.properties.find(w("showingPlcHdr")) is not None:
            return False  # said to be none, as filling does where a value reads like one
        text = self.text().strip()
        known = {entry.strip() for choice in self.choices for entry in choice}
        if not text or text in known or text in self.stored.values() or len(text) > _MAX_PROMPT:
            return False
        if self.kind == Kind.CHOICE and self.choices:
            return True  # a list shows one of its entries, or none
        if self.kind == Kind.DATE and _IN_BRACKETS.fullmatch(text):
            return True
        return is_standard_prompt(text)

    def typed(self) -> Element:
        """The element that gives the kind, such as w:date."""
        assert self.properties is not None
        return next(child for child in self.properties if local(child) == self.type)

    def is_placeholder(self) -> bool:
        """Whether the control shows its prompt instead of a value."""
        return self.prompted

    @cached_property
    def level(self) -> str:
        """run, block, cell or row."""
        return level_of(self.sdt)

    @cached_property
    def content(self) -> Element | None:
        return content_box(self.sdt, self.level)

    def box(self) -> Element | None:
        """The element that holds the value."""
        return self.content

    def text(self) -> str:
        box = self.box()
        return "" if box is None else content_text(box)

    def read(self) -> Any:
        if self.kind == Kind.CHECKBOX:
            return self._checked()
        if self.kind == Kind.PICTURE:
            return self._picture()
        if self.is_placeholder():
            return None if self.kind == Kind.DATE else ""
        if self.kind == Kind.DATE:
            return self._date()
        if self.kind in (Kind.CHOICE, Kind.COMBO):
            return self._chosen()
        return self.text()

    def _checked(self) -> bool:
        state = self.typed().find(w14("checked"))
        if state is None:
            return False
        value = state.get(w14("val"), state.get(VAL, "1"))
        return value.lower() in ("1", "true", "on")

    def _date(self) -> dt.date | str | None:
        """What is shown counts: programs other than Word change the text and not the stamp."""
        text, picture, language = self.text().strip(), self.picture(), self.language()
        try:
            day = dt.date.fromisoformat(self.typed().get(w("fullDate"), "")[:10])
        except ValueError:
            return parse_date(text, picture, language) or text or None
        if text == format_date(day, picture, language):
            return day  # with its century, which the text may lack
        return parse_date(text, picture, language) or text or None

    def picture(self) -> str:
        return val(self.typed(), "dateFormat") or ""

    def language(self) -> str:
        return val(self.typed(), "lid") or "de"

    def _chosen(self) -> str:
        text = self.text()
        last = self.typed().get(w("lastValue"))
        if last is not None and dict(self.choices).get(last) == text:
            return last
        for value, label in self.choices:
            if label == text:
                return value
        for value, label in self.choices:
            if label.strip() == text.strip():
                return value
        return text

    def _picture(self) -> bytes | None:
        box = self.content
        identity = shown_relation(box) if box is not None and not self.is_placeholder() else None
        for relation in self.package.relations(self.part) if identity else ():
            if relation.id == identity and relation.target in self.package.entries:
                return self.package.read(relation.target)
        return None

    def mark(self, marker: Marker, target: Target, kind: Kind) -> None:
        if self.content is None or (self.kind == Kind.PICTURE) != (kind == Kind.PICTURE):
            return
        blank_if_empty = self.is_placeholder() or self.kind == Kind.PICTURE
        marker.choose(self.sdt, target, blank_if_empty)
        control_filling.make_filled(self, marker, target, kind)
