"""What a document's styles and lists say about its paragraphs: headings and list items."""

from __future__ import annotations

import re
from functools import lru_cache

from doctemplates.errors import PackageError
from doctemplates.ooxml import PPR, VAL, Element, XmlPart, val, w
from doctemplates.package import Package
from doctemplates.preview.numbers import number_in

MAX_LEVEL = 9
_HEADING = re.compile(r"(?:heading|überschrift)\s*([1-9])", re.I)
_TITLES = frozenset({"title", "titel"})


class Styles:
    """Paragraph styles and list definitions of one document."""

    def __init__(self, package: Package) -> None:
        self._styles = {
            style.get(w("styleId"), ""): style
            for root in _roots(package, "styles")
            for style in root.iter(w("style"))
        }
        self._formats = {
            key: kind for root in _roots(package, "numbering") for key, kind in _formats(root)
        }
        self.heading_of_style = lru_cache(maxsize=None)(self._heading_of_style)

    def heading(self, paragraph: Element) -> int:
        """Level of a heading from 1 (title: 1, too), 0 for other paragraphs."""
        properties = paragraph.find(PPR)
        own = _level(val(properties, "outlineLvl"))
        return own or self.heading_of_style(val(properties, "pStyle") or "")

    def list_item(self, paragraph: Element) -> tuple[str, int, bool] | None:
        """(list, depth from 0, numbered) of a list item, None for other paragraphs."""
        properties = paragraph.find(PPR)
        numbering = properties.find(w("numPr")) if properties is not None else None
        if numbering is None:
            numbering = self._style_numbering(val(properties, "pStyle") or "")
        number, depth = val(numbering, "numId"), val(numbering, "ilvl") or "0"
        deep = number_in(depth, MAX_LEVEL)
        if number in (None, "0") or deep < 0:
            return None
        kind = self._formats.get((number or "", depth), "bullet")
        return None if kind == "none" else (number or "", deep, kind != "bullet")

    def _chain(self, name: str) -> list[Element]:
        chain: list[Element] = []
        style = self._styles.get(name)
        while style is not None and style not in chain and len(chain) < MAX_LEVEL:
            chain.append(style)
            style = self._styles.get(val(style, "basedOn") or "")
        return chain

    def _heading_of_style(self, name: str) -> int:
        for style in self._chain(name):
            title = (val(style, "name") or "").strip()
            match = _HEADING.fullmatch(title)
            if match:
                return int(match.group(1))
            if title.lower() in _TITLES:
                return 1
            level = _level(val(style.find(PPR), "outlineLvl"))
            if level:
                return level
        return 0

    def _style_numbering(self, name: str) -> Element | None:
        for style in self._chain(name):
            properties = style.find(PPR)
            found = properties.find(w("numPr")) if properties is not None else None
            if found is not None:
                return found
        return None


def _roots(package: Package, kind: str) -> list[Element]:
    """The parts of a kind; none where they are damaged: text is shown without its look."""
    names = package.related(package.main_part, kind)
    try:
        return [XmlPart.parse(name, package.read(name)).root for name in names]
    except PackageError:
        return []


def _level(text: str | None) -> int:
    """Outline levels count from 0; 9 is body text."""
    level = number_in(text, MAX_LEVEL) + 1
    return level if level <= MAX_LEVEL else 0


def _formats(root: Element) -> list[tuple[tuple[str, str], str]]:
    """((list, depth), number format) of every level of every list."""
    abstract = {item.get(w("abstractNumId"), ""): item for item in root.iter(w("abstractNum"))}
    found = []
    for item in root.iter(w("num")):
        definition = abstract.get(val(item, "abstractNumId") or "")
        levels = [] if definition is None else list(definition.iter(w("lvl")))
        for level in (*levels, *item.iter(w("lvl"))):
            format_ = level.find(w("numFmt"))
            kind = format_.get(VAL, "bullet") if format_ is not None else "decimal"
            found.append(((item.get(w("numId"), ""), level.get(w("ilvl"), "0")), kind))
    return found
