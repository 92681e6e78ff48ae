"""Paragraphs, lists and tables of a document in its order, with header, footer and notes."""

from __future__ import annotations

from collections.abc import Iterator

from doctemplates.ooxml import PARAGRAPH, PPR, SDT, SDT_CONTENT, TABLE, Element, XmlPart, val, w
from doctemplates.package import Package
from doctemplates.preview.controls import WRAPPERS, is_value, shows_prompt
from doctemplates.preview.inline import NOTES, Inline
from doctemplates.preview.pictures import Pictures
from doctemplates.preview.styles import Styles
from doctemplates.preview.tables import table_html

FIRST_HEADING = 3  # the page has headings of its own above
DEEPEST = 5  # list levels that are moved in
ALIGNED = {"center": "doc-center", "right": "doc-right", "end": "doc-right"}


class Blocks:
    """The renderer of one document; `picture` is the word that stands for one."""

    def __init__(self, package: Package, picture: str) -> None:
        self.package = package
        self.styles = Styles(package)
        self.part = package.main_part  # the one being shown
        self.inline = Inline(self.html, picture, Pictures(package, lambda: self.part))
        self.counts: dict[tuple[str, int], int] = {}

    def document(self) -> Iterator[str]:
        """Yield the HTML of header, body, notes and footer."""
        yield from self._margin("header", "doc-header")
        for root in self._roots(self.package.main_part):
            body = root.find(w("body"))
            yield self.html(body) if body is not None else ""
        yield from self._notes()
        yield from self._margin("footer", "doc-footer")

    def html(self, parent: Element, marked: bool = False) -> str:
        """Return block contents: paragraphs, tables, controls around them; `marked` for values."""
        out: list[str] = []
        for child in parent:
            if child.tag == PARAGRAPH:
                out.append(self._paragraph(child, marked))
            elif child.tag == TABLE:
                out.append(table_html(child, self.html, marked))
            elif child.tag == SDT:
                out.append(self._control(child))
            elif child.tag in WRAPPERS:
                out.append(self.html(child, marked))
        return "".join(out)

    def _roots(self, *names: str) -> Iterator[Element]:
        for name in names:
            self.part = name
            yield XmlPart.parse(name, self.package.read(name)).root

    def _margin(self, kind: str, css: str) -> Iterator[str]:
        """Headers or footers; Word keeps one per section and page, often all the same."""
        shown = set()
        for root in self._roots(*self.package.related(self.package.main_part, kind)):
            html = self.html(root)
            if html and html not in shown:
                shown.add(html)
                yield f'<div class="{css}">{html}</div>'

    def _notes(self) -> Iterator[str]:
        if not self.inline.notes:
            return
        texts = {}
        for kind in set(NOTES.values()):
            for root in self._roots(*self.package.related(self.package.main_part, kind)):
                texts.update({(kind, note.get(w("id"), "")): self.html(note) for note in root})
        items = "".join(f"<li>{texts.get(note, '')}</li>" for note in self.inline.notes)
        yield f'<div class="doc-notes"><ol>{items}</ol></div>'

    def _control(self, control: Element) -> str:
        content = control.find(SDT_CONTENT)
        if content is None:
            return ""
        html = self.html(content, is_value(control))
        return f'<div class="doc-blank">{html}</div>' if shows_prompt(control) else html

    def _paragraph(self, paragraph: Element, marked: bool) -> str:
        html, boxes = self.inline.paragraph(paragraph, marked)
        framed = "".join(f'<div class="doc-box">{box}</div>' for box in boxes if box)
        return (self._as_block(paragraph, html) if html else "") + framed

    def _as_block(self, paragraph: Element, html: str) -> str:
        level = self.styles.heading(paragraph)
        if level:
            tag = f"h{min(FIRST_HEADING + level - 1, 6)}"
            return f"<{tag}>{html}</{tag}>"
        item = self.styles.list_item(paragraph)
        if item is not None:
            return self._list_item(*item, html)
        css = ALIGNED.get(val(paragraph.find(PPR), "jc") or "")
        return f'<p class="{css}">{html}</p>' if css else f"<p>{html}</p>"

    def _list_item(self, name: str, depth: int, numbered: bool, html: str) -> str:
        """Every item is a list that goes on counting, since other text may stand in between."""
        for deeper in [key for key in self.counts if key[0] == name and key[1] > depth]:
            del self.counts[deeper]
        count = self.counts[name, depth] = self.counts.get((name, depth), 0) + 1
        inner = f"<li>{html}</li>"
        shown = f'<ol start="{count}">{inner}</ol>' if numbered else f"<ul>{inner}</ul>"
        for _step in range(min(depth, DEEPEST)):
            shown = f'<div class="doc-deeper">{shown}</div>'
        return shown
