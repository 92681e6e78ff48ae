"""Where a field stands, in words a person can follow: "Kopfzeile", "Tabelle 2, Zeile 3"."""

from __future__ import annotations

from functools import cached_property

from lxml import etree

from doctemplates.fields.model import Location
from doctemplates.ooxml import PARAGRAPH, ROW, TABLE, TXBX, Element

_PARTS = {"hdr": "Kopfzeile", "ftr": "Fußzeile", "footnotes": "Fußnote", "endnotes": "Endnote"}
_PARTS["comments"] = "Kommentar"


def story_name(anchor: Element) -> str:
    """ "Kopfzeile", "Fußnote", ...; "" for the body."""
    return _PARTS.get(etree.QName(anchor.getroottree().getroot()).localname, "")


class Locator:
    """Numbers tables, rows and paragraphs of one part, counting once."""

    def __init__(self, part: str, root: Element) -> None:
        self.part = part
        self.story = _PARTS.get(etree.QName(root).localname, "")
        self.tables = {table: number for number, table in enumerate(root.iter(TABLE), 1)}
        self.root = root
        self.rows: dict[Element, int] = {}
        for table in self.tables:
            own = (row for row in table.iter(ROW) if next(row.iterancestors(TABLE)) is table)
            self.rows.update((row, number) for number, row in enumerate(own, 1))

    def locate(self, anchor: Element) -> Location:
        """Place of an element."""
        words = [self.story] if self.story else []
        if next(anchor.iterancestors(TXBX), None) is not None:
            words.append("Textfeld")
        table = next(anchor.iterancestors(TABLE), None)
        if table is not None:
            words.append(f"Tabelle {self.tables[table]}")
            row = anchor if anchor.tag == ROW else next(anchor.iterancestors(ROW), None)
            if row is None:
                row = next(anchor.iter(ROW), None)
            if row is not None:
                words.append(f"Zeile {self.rows[row]}")
        elif not words:
            words.append(f"Absatz {self._paragraph(anchor)}")
        return Location(self.part, ", ".join(words))

    @cached_property
    def paragraphs(self) -> dict[Element, int]:
        return {item: number for number, item in enumerate(self.root.iter(PARAGRAPH), 1)}

    def _paragraph(self, anchor: Element) -> int:
        paragraph = next(anchor.iterancestors(PARAGRAPH), None)
        if paragraph is None:
            paragraph = next(anchor.iter(PARAGRAPH), None)
        return self.paragraphs.get(paragraph, 1) if paragraph is not None else 1
