"""Tables as grids: which words stand beside and above a cell that holds a field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from doctemplates.ooxml import CELL, PARAGRAPH, ROW, TABLE, Element, val, w

_MAX_LINES = 20  # of one answer, each in a row of its own


@dataclass(slots=True, eq=False)
class GridCell:
    """One cell: its first column, the one behind its last, its words, whether it holds a field."""

    element: Element
    start: int
    end: int
    text: str
    has_field: bool


def cells_of(row: Element) -> list[Element]:
    """Cells of a row, also those inside content controls; not those of nested tables."""
    if row.find(CELL) is not None and len(row.findall(CELL)) + len(row.findall(w("trPr"))) == len(
        row
    ):
        return row.findall(CELL)
    return [cell for cell in row.iter(CELL) if next(cell.iterancestors(ROW), None) is row]


class Grid:
    """The rows of one table, read when they are first asked for."""

    def __init__(
        self,
        table: Element,
        words: Callable[[Element], str],
        has_field: Callable[[Element], bool],
    ) -> None:
        self._text, self._holds_field = words, has_field
        own = [row for row in table.iter(ROW) if next(row.iterancestors(TABLE)) is table]
        self._rows = own
        self._numbers = {row: number for number, row in enumerate(own)}
        self._read: dict[int, list[GridCell]] = {}
        self._above: dict[int, int] = {}

    def row(self, number: int) -> list[GridCell]:
        if number not in self._read:
            cells, start = [], _number(val(self._rows[number].find(w("trPr")), "gridBefore"), 0)
            for element in cells_of(self._rows[number]):
                span = _number(val(element.find(w("tcPr")), "gridSpan"), 1)
                field = self._holds_field(element)
                cells.append(GridCell(element, start, start + span, self._text(element), field))
                start += span
            self._read[number] = cells
        return self._read[number]

    def place(self, cell: Element) -> tuple[int, int] | None:
        """Row number and position in the row of a cell."""
        row = next(cell.iterancestors(ROW), None)
        number = self._numbers.get(row) if row is not None else None
        if number is None:
            return None
        for at, item in enumerate(self.row(number)):
            if item.element is cell:
                return number, at
        return None

    def heading(self, number: int, cell: GridCell) -> str:
        """Words above the cell in the nearest row of headings: no field, at least two with text."""
        head = self._heading_row(number)
        if head < 0:
            return ""
        covering = [
            item.text
            for item in self.row(head)
            if item.start <= cell.start < item.end and item.text
        ]
        return covering[0] if covering else ""

    def _heading_row(self, number: int) -> int:
        """Nearest row of headings above row `number`, -1 where there is none."""
        passed = []
        at = number - 1
        while at >= 0 and at not in self._above and not self._is_heading(at):
            passed.append(at)
            at -= 1
        found = at if at < 0 or self._is_heading(at) else self._above[at]
        self._above.update(dict.fromkeys(passed, found))
        return found

    def _is_heading(self, number: int) -> bool:
        return self._words_in(number) > 1

    def stacked(self, number: int, cell: GridCell) -> str:
        """Words of the cell right above, or right below, as forms print them under a line.

        Where there are both, the rows take turns: a table that begins with words has them above.
        """
        above, below = self._above_it(number, cell), self._below_it(number, cell)
        if not above or not below:
            return above or below
        if self._words_in(number + 1) > self._words_in(number - 1):
            return below
        first = number
        while first > 1 and self._words_in(first - 1) and self._has_fields(first - 2):
            first -= 2
        return above if first and self._words_in(first - 1) else below

    def continued(self, number: int, cell: GridCell) -> str:
        """Words before the fields above, for rows that only give more room to write."""
        for above in range(number - 1, max(-1, number - _MAX_LINES), -1):
            row = self.row(above)
            if not any(
                item.has_field and (item.start, item.end) == (cell.start, cell.end) for item in row
            ):
                return ""
            lefts = [item for item in row if item.end <= cell.start and item.text]
            if lefts:
                return "" if lefts[-1].has_field else lefts[-1].text
        return ""

    def _above_it(self, number: int, cell: GridCell) -> str:
        cells = self.row(number - 1) if number and not self._has_fields(number - 1) else []
        texts = [item.text for item in cells if item.start <= cell.start < item.end]
        return texts[0] if texts else ""

    def _below_it(self, number: int, cell: GridCell) -> str:
        for item in self.row(number + 1) if number + 1 < len(self._rows) else ():
            if item.start == cell.start and item.end == cell.end and not item.has_field:
                return item.text
        return ""

    def _has_fields(self, number: int) -> bool:
        return any(cell.has_field for cell in self.row(number))

    def _words_in(self, number: int) -> int:
        """Number of cells with words in a row without fields, 0 for a row with fields."""
        return 0 if self._has_fields(number) else sum(bool(c.text) for c in self.row(number))


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() and int(text) < 1000 else default


def first_paragraph(cell: Element, words: Callable[[Element], str]) -> str:
    """Text of the cell's first paragraph that says something."""
    for paragraph in cell.iter(PARAGRAPH):
        text = words(paragraph)
        if any(char.isalnum() for char in text):
            return text
    return ""
