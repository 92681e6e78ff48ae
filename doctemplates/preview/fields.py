"""Fields while a document is turned into HTML: whether what stands inside is shown."""

from __future__ import annotations

from dataclasses import dataclass

from doctemplates.ooxml import Element, is_on, val, w
from doctemplates.preview.numbers import number_in

_FILLED = ("FORMTEXT", "MERGEFIELD")


@dataclass(slots=True)
class OpenField:
    """A field between its begin and end; `shown` stands for legacy fields without a text."""

    code: str = ""
    in_result: bool = False
    shown: str = ""

    @property
    def shows(self) -> bool:
        """Whether the runs at this point can be seen."""
        return self.in_result and not self.shown

    @property
    def is_value(self) -> bool:
        return self.in_result and self.code.split()[:1] in ([code] for code in _FILLED)


def open_field(mark: Element) -> OpenField:
    """Return the field that `mark` (a w:fldChar of type begin) opens."""
    data = mark.find(w("ffData"))
    if data is None:
        return OpenField()
    box, menu = data.find(w("checkBox")), data.find(w("ddList"))
    if box is not None:
        checked = box.find(w("checked"))
        ticked = is_on(checked if checked is not None else box.find(w("default")))
        return OpenField(shown="☒" if ticked else "☐")
    if menu is not None:
        entries = [item.get(w("val"), "") for item in menu.findall(w("listEntry"))]
        index = number_in(val(menu, "result") or val(menu, "default") or "0", len(entries))
        if 0 <= index < len(entries):
            return OpenField(shown=entries[index])
    return OpenField()
