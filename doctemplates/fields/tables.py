"""Tables as grids: which words stand beside and above a cell that holds a field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from doctemplates.ooxml import CELL, PARAGRAPH, ROW, TABLE, Element, val, w


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
        self._words, self._has_field = words, has_field
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
                field = self._has_field(element)
                cells.append(GridCell(element, start, start + span, self._words(element), field))
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
        cells = self.row(number)
        return not any(cell.has_field for cell in cells) and sum(bool(c.text) for c in cells) > 1

    def below(self, number: int, cell: GridCell) -> str:
        """Words of the cell right below, as forms print them under a line."""
        if number + 1 >= len(self._rows):
            return ""
        for item in self.row(number + 1):
            if item.start == cell.start and item.end == cell.end and not item.has_field:
                return item.text
        return ""


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() and int(text) < 1000 else default


def first_paragraph(cell: Element, words: Callable[[Element], str]) -> str:
    """Text of the cell's first paragraph that says something."""
    for paragraph in cell.iter(PARAGRAPH):
        text = words(paragraph)
        if any(char.isalnum() for char in text):
            return text
    return ""
