"""Look for the words around a field; text inside other fields does not count."""

from __future__ import annotations

import re

from doctemplates.fields.found import Found
from doctemplates.fields.model import Kind
from doctemplates.fields.tables import Grid, first_paragraph
from doctemplates.fields.wording import ANSWERS, BOX_LIMIT, LIMIT, last_clause, tidy
from doctemplates.ooxml import CELL, PARAGRAPH, ROW, RUN, SDT, TABLE, TXBX, Element, w
from doctemplates.text import run_text, runs_below

_NUMBER_ONLY = re.compile(r"\W*\w?\d*\W*")
_LINK_WORD = re.compile(r"[a-zäöü]{1,5}\.?")
_LONG_QUESTION = 200  # characters, in one cell with the field that answers it
_CAPTION = 40  # characters of a caption printed under the line to write on


class Surrounding:
    """The static words of a document, with the elements in `owned` left out."""

    def __init__(self, owned: set[Element]) -> None:
        self.owned = owned
        self._grids: dict[Element, Grid] = {}

    def text(self, element: Element) -> str:
        return "".join(run_text(run) for run in runs_below(element) if not self._is_owned(run))

    def _is_owned(self, run: Element) -> bool:
        return run in self.owned or any(up in self.owned for up in run.iterancestors(SDT))

    def label_of(self, found: Found) -> tuple[str, bool]:
        """Words for a field, and whether they are certain: on its line or in its table.

        The line above may as well be the heading of several fields.
        """
        anchor = found.place.anchor
        cell = _cell_of(anchor)
        own = self._on_line(found)
        if own:
            return self._as_answer(found, own), True
        near = self._following(found) or self._line_above(anchor, cell)
        if near:
            return self._as_answer(found, near), near.endswith("*")
        if cell is None:
            return "", False
        beside = self._in_table(found, cell)
        if beside:
            return beside, True
        above = self._in_rows_around(found, cell)
        if above:
            return above, False
        return self._line_above(next(cell.iterancestors(TABLE), cell), None), False

    def context_of(self, found: Found) -> str:
        """What the line or row of a field is about: the question before its check boxes."""
        lead = tidy(found.around.lead)
        if lead and lead != found.label and not found.around.lead_is_label:
            return lead
        cell = _cell_of(found.place.anchor)
        above = self._line_above(found.place.anchor, cell, through_fields=True)
        if above or cell is None:
            return above
        grid, place = self._place(cell)
        if grid is None or place is None:
            return ""
        number, at = place
        lefts = [item.text for item in grid.row(number)[:at] if item.text and not item.has_field]
        return lefts[0] if lefts else ""

    def _as_answer(self, found: Found, label: str) -> str:
        """ "Ja" alone says nothing: "Kinder: Ja"."""
        if found.kind != Kind.CHECKBOX or label.lower() not in ANSWERS:
            return label
        found.label = label
        context = self.context_of(found)
        return joined(context, label) if context != label else label

    def _on_line(self, found: Found) -> str:
        around = found.around
        if found.kind == Kind.CHECKBOX:
            before = tidy(last_clause(around.before), last=True, limit=BOX_LIMIT)
            after = tidy(around.after, limit=BOX_LIMIT)
            if around.labels_before:
                return before or after
            return after or ("" if around.previous is not None else before)
        before = tidy(around.before, last=True)
        previous = self._following(found)
        if previous and _LINK_WORD.fullmatch(before):
            return f"{previous} … {before}"
        return before

    def _following(self, found: Found) -> str:
        """A field right behind another on the line shares its words ("PLZ / Ort")."""
        previous = found.around.previous
        return previous.words if previous is not None and found.kind != Kind.CHECKBOX else ""

    def _line_above(
        self, anchor: Element, inside: Element | None, through_fields: bool = False
    ) -> str:
        start = anchor
        if anchor.tag != SDT or next(anchor.iterancestors(PARAGRAPH), None) is not None:
            start = next(anchor.iterancestors(PARAGRAPH), anchor)
        element: Element | None = start
        while element is not None and element is not inside:
            for before in element.itersiblings(preceding=True):
                if before.tag == PARAGRAPH:
                    if self._holds_field(before):
                        if through_fields:
                            continue
                        return ""
                    text = self.text(before)
                    if text.strip():
                        return _heading_text(text, in_cell=inside is not None)
                elif before.tag in (TABLE, ROW, CELL):
                    return ""
            element = element.getparent()
            if element is None or element.tag in (CELL, TABLE, TXBX):
                return ""
        return ""

    def caption_of(self, found: Found) -> str:
        """Words under the line to write on; forms print "Ort, Datum" there."""
        paragraph = next(found.place.anchor.iterancestors(PARAGRAPH), found.place.anchor)
        following = paragraph.getnext()
        if following is None or following.tag != PARAGRAPH or self._holds_field(following):
            return ""
        text = self.text(following).strip()
        return tidy(text) if len(text) <= _CAPTION else ""

    def _holds_field(self, element: Element) -> bool:
        if any(up in self.owned for up in element.iterancestors(SDT)):
            return True
        return any(item in self.owned for item in element.iter(SDT, RUN, w("fldSimple")))

    def _place(self, cell: Element) -> tuple[Grid | None, tuple[int, int] | None]:
        table = next(cell.iterancestors(TABLE), None)
        if table is None:
            return None, None
        if table not in self._grids:
            self._grids[table] = Grid(table, self._cell_words, self._holds_field)
        return self._grids[table], self._grids[table].place(cell)

    def _cell_words(self, cell: Element) -> str:
        return tidy(first_paragraph(cell, self.text), limit=BOX_LIMIT)

    def _in_table(self, found: Found, cell: Element) -> str:
        grid, place = self._place(cell)
        if grid is None or place is None:
            return ""
        number, at = place
        row = grid.row(number)
        own = row[at]
        lefts = [item for item in row[:at] if item.text and not item.has_field]
        left = lefts[-1].text if lefts else ""
        beside = at > 0 and row[at - 1] in lefts
        head = grid.heading(number, own)
        if found.kind == Kind.CHECKBOX:
            right = row[at + 1].text if at + 1 < len(row) and not row[at + 1].has_field else ""
            if right and not (beside and row[-1].has_field):
                return right
            return _crossed(lefts[0].text if lefts and head else left, head) or right
        alone = sum(item.has_field for item in row) < 2
        if beside and (alone or not head):
            return _crossed(left, head) if _NUMBER_ONLY.fullmatch(left) else left
        return _crossed(lefts[0].text if lefts else "", head) if head else left

    def _in_rows_around(self, found: Found, cell: Element) -> str:
        """Words of the rows above or below, which may be about several fields."""
        grid, place = self._place(cell)
        if grid is None or place is None:
            return ""
        number, at = place
        own = grid.row(number)[at]
        more_room = "" if found.kind == Kind.CHECKBOX else grid.continued(number, own)
        return more_room or grid.stacked(number, own)

    def bookmark_before(self, found: Found) -> str:
        """Name of a bookmark that begins right before the field."""
        element = found.place.anchor.getprevious()
        while element is not None and element.tag in (w("bookmarkStart"), w("proofErr")):
            name = element.get(w("name"), "")
            if name and not name.startswith("_"):
                return name
            element = element.getprevious()
        return ""


def _cell_of(anchor: Element) -> Element | None:
    cell = next(anchor.iterancestors(CELL), None)
    if anchor.tag == SDT and next(anchor.iterancestors(PARAGRAPH), None) is None:
        inner = next(anchor.iter(CELL), None)
        own_table = inner is not None and anchor in _until_table(inner)
        return inner if own_table else cell
    return cell


def _until_table(cell: Element) -> list[Element]:
    """Ancestors of a cell below its table."""
    result = []
    for ancestor in cell.iterancestors():
        if ancestor.tag == TABLE:
            break
        result.append(ancestor)
    return result


def _crossed(row_head: str, column_head: str) -> str:
    """Label of a cell that is named by its row and its column."""
    if not row_head or not column_head or row_head == column_head:
        return column_head or row_head
    if _NUMBER_ONLY.fullmatch(row_head):
        return f"{column_head} {row_head}"
    return joined(row_head, column_head)


def joined(context: str, label: str) -> str:
    """A label with what it belongs to: "Wohnen: Ja", "Verheiratet? Nein"."""
    if not context:
        return label
    return f"{context} {label}" if context.endswith("?") else f"{context}: {label}"


def _heading_text(text: str, in_cell: bool) -> str:
    """Text of a line above, if it announces the field rather than being running text."""
    text = text.strip()
    if text.endswith((":", "?", "*")) or len(text) <= LIMIT + 20:
        return tidy(text, last=True)
    return tidy(text) if in_cell and len(text) <= _LONG_QUESTION else ""
