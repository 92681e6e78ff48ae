"""Pictures that were filled in, as a preview shows them: in the page itself, from no address."""

from __future__ import annotations

import base64
from collections.abc import Callable

from doctemplates.fields.pictures import PNG, picture_size, shown_relation
from doctemplates.ooxml import SDT, SDT_PR, Element, w
from doctemplates.package import Package
from doctemplates.preview.controls import shows_prompt

MAX_SHOWN = 8 << 20  # bytes of all pictures of a preview
ADDRESSES = ("data:image/png;base64,", "data:image/jpeg;base64,")


class Pictures:
    """The pictures of a document; `part` tells which part is being shown."""

    def __init__(self, package: Package, part: Callable[[], str]) -> None:
        self.package = package
        self.part = part
        self.left = MAX_SHOWN

    def html(self, graphic: Element, word: str) -> str:
        """Return a graphic as <img>, `word` (escaped) for who does not see it; "" for most.

        Only a PNG or JPEG that stands in a picture control as its value is shown.
        """
        control = next(graphic.iterancestors(SDT), None)
        properties = control.find(SDT_PR) if control is not None else None
        if control is None or properties is None or shows_prompt(control):
            return ""
        data = self._data(graphic) if properties.find(w("picture")) is not None else b""
        if picture_size(data) is None or len(data) > self.left:
            return ""
        self.left -= len(data)
        address = ADDRESSES[0 if data.startswith(PNG) else 1]
        source = address + base64.b64encode(data).decode()
        return f'<mark><img src="{source}" alt="{word}"></mark>'

    def _data(self, graphic: Element) -> bytes:
        identity, part = shown_relation(graphic), self.part()
        for relation in self.package.relations(part) if identity else ():
            if relation.id == identity and relation.target in self.package.entries:
                return self.package.read(relation.target)
        return b""
