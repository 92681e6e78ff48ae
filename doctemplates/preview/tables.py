"""Word tables as HTML tables: cells that span columns and rows, header rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from doctemplates.ooxml import CELL, ROW, SDT, Element, is_on, local, val, w
from doctemplates.preview.controls import is_value
from doctemplates.preview.numbers import number_in

MAX_SPAN = 63  # columns Word allows
_TRANSPARENT = frozenset({"sdtContent", "ins", "moveTo", "customXml"})


@dataclass(slots=True)
class _Cell:
    column: int
    columns: int
    html: str
    rows: int = 1


def table_html(table: Element, blocks: Callable[[Element, bool], str], marked: bool) -> str:
    """Return the table; `blocks` renders what stands in a cell."""
    above: dict[int, _Cell] = {}
    rows: list[tuple[bool, list[_Cell]]] = []
    for row in _inside(table, ROW):
        properties = row.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            continue
        heads = properties is not None and is_on(properties.find(w("tblHeader")))
        rows.append((heads, list(_cells(row, above, blocks, marked))))
    inner = "".join(_row_html(heads, cells) for heads, cells in rows)
    return f"<table><tbody>{inner}</tbody></table>" if inner else ""


def _cells(
    row: Element, above: dict[int, _Cell], blocks: Callable[[Element, bool], str], marked: bool
) -> Iterator[_Cell]:
    column = _count(val(row.find(w("trPr")), "gridBefore"), 0)
    for cell in _inside(row, CELL):
        properties = cell.find(w("tcPr"))
        columns = _count(val(properties, "gridSpan"), 1)
        merge = properties.find(w("vMerge")) if properties is not None else None
        goes_on = merge is not None and merge.get(w("val"), "continue") == "continue"
        if goes_on and column in above:
            above[column].rows += 1
        else:
            made = _Cell(column, columns, blocks(cell, marked or _is_value(cell)))
            above[column] = made
            yield made
        column += columns


def _is_value(cell: Element) -> bool:
    """Whether a control around this cell alone shows a value."""
    content = cell.getparent()
    control = content.getparent() if content is not None else None
    return control is not None and control.tag == SDT and is_value(control)


def _row_html(heads: bool, cells: list[_Cell]) -> str:
    tag = "th" if heads else "td"
    inner = (
        "".join(
            f'<{tag} colspan="{cell.columns}" rowspan="{cell.rows}">{cell.html}</{tag}>'
            for cell in cells
        )
        .replace(' colspan="1"', "")
        .replace(' rowspan="1"', "")
    )
    return f"<tr>{inner}</tr>"


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those within controls and insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == SDT or local(child) in _TRANSPARENT:
            yield from _inside(child, tag)


def _count(text: str | None, default: int) -> int:
    number = number_in(text, MAX_SPAN)
    return number if number > 0 else default
