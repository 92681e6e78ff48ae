"""Words, tables and lines: what letterhead and sheets are laid out with."""

from collections.abc import Sequence

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

Content = str | _Element | Sequence["str | _Element"]
WIDTH = 16.5  # cm between the margins
LINE, SHADE, DARK = "B8C2CC", "F1F4F7", "0B3D6B"


def write(paragraph: Paragraph, content: Content) -> Paragraph:
    """Append words and controls to ``paragraph``; ``**`` around a part makes it bold."""
    parts = [content] if isinstance(content, str | _Element) else content
    for part in parts:
        if isinstance(part, str):
            for index, words in enumerate(part.split("**")):
                if words:
                    paragraph.add_run(words).bold = True if index % 2 else None
        else:
            paragraph._p.append(part)
    return paragraph


def fill(cell: _Cell, content: Content, style: str = "KIM Zelle", shade: str = "") -> Paragraph:
    """Write into a cell's first paragraph."""
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    if shade:
        cell._tc.get_or_add_tcPr().append(
            parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{shade}"/>')
        )
    return write(paragraph, content)


def room_for_a_pen(row: _Row, height: float = 1.5) -> None:
    """Make a row that takes several lines at least ``height`` cm high, and keep rows whole."""
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    if any(control.get(qn("w:multiLine")) for control in row._tr.iter(qn("w:text"))):
        row.height = Cm(height)


def border(cell: _Cell, **sides: str) -> None:
    """Give a cell lines of the colours named by side (top, bottom, left, right)."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="{sides[side]}"/>'
        for side in ("top", "left", "bottom", "right")
        if side in sides
    )
    properties = cell._tc.get_or_add_tcPr()
    edges = parse_xml(f"<w:tcBorders {nsdecls('w')}>{lines}</w:tcBorders>")
    shade = properties.find(qn("w:shd"))
    if shade is None:
        properties.append(edges)
    else:
        shade.addprevious(edges)


def shape_table(table: Table, widths: Sequence[float], lines: bool = True) -> None:
    """Fix column widths (cm), thin lines or none, and room inside the cells."""
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    kind = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"' if lines else 'w:val="nil"'
    edges = "".join(
        f"<w:{side} {kind}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    room = "".join(
        f'<w:{side} w:w="{twips}" w:type="dxa"/>'
        for side, twips in (("top", 40), ("left", 100), ("bottom", 40), ("right", 100))
    )
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    indent = parse_xml(f'<w:tblInd {nsdecls("w")} w:w="100" w:type="dxa"/>')
    layout = properties.find(qn("w:tblLayout"))
    assert layout is not None
    layout.addprevious(indent)
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}</w:tblBorders>")
    layout.addprevious(borders)
    margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{room}</w:tblCellMar>")
    if look is not None:
        look.addprevious(margins)
    else:
        properties.append(margins)
