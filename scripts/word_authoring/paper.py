"""A sheet with the letterhead of the Kommunales Integrationszentrum, and what stands on it."""

from collections.abc import Sequence

import docx
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

from word_authoring import styling

Content = str | _Element | Sequence["str | _Element"]
WIDTH = 16.5  # cm between the margins
LINE, SHADE, DARK = "B8C2CC", "F1F4F7", "0B3D6B"
ADDRESS = "Kommunales Integrationszentrum\nMusterstraße 1, 53721 Siegburg"
CONTACT = "Telefon 0221 4710-100\nki@example.org"


class Paper:
    """One A4 document; every method appends to its end."""

    def __init__(self, title: str, subtitle: str, form_number: str) -> None:
        self.document = docx.Document()
        styling.apply(self.document)
        self._page(title, form_number)
        self.paragraph(title, "KIM Titel")
        self.paragraph(subtitle, "KIM Untertitel")

    def paragraph(self, content: Content, style: str = "Normal") -> Paragraph:
        """Append a paragraph of words and controls."""
        return write(self.document.add_paragraph(style=style), content)

    def section(self, words: str, new_page: bool = False) -> None:
        """Append a heading without number, at the top of a page if asked."""
        heading = self.paragraph(words, "KIM Abschnitt")
        heading.paragraph_format.page_break_before = True if new_page else None

    def clause(self, heading: str, *subclauses: Content) -> None:
        """Append a numbered clause ("§ 1") with numbered paragraphs ("(1)")."""
        self.paragraph(heading, "KIM Paragraf")
        for content in subclauses:
            self.paragraph(content, "KIM Absatz")

    def lettered(self, *items: Content) -> None:
        """Append items "a)", "b)" under the last numbered paragraph."""
        for content in items:
            self.paragraph(content, "KIM Buchstabe")

    def points(self, *items: Content) -> None:
        """Append items "1.", "2."."""
        for content in items:
            self.paragraph(content, "KIM Punkt")

    def dashes(self, *items: Content) -> None:
        """Append items behind a dash."""
        for content in items:
            self.paragraph(content, "KIM Spiegelstrich")

    def facts(self, *rows: tuple[str, Content]) -> Table:
        """Append a table with a label on the left and a field on the right in each row."""
        table = self.table([4.6, WIDTH - 4.6])
        for label, content in rows:
            cells = table.add_row().cells
            fill(cells[0], label, "KIM Zelle", SHADE)
            fill(cells[1], content)
            room_for_a_pen(table.rows[-1])
        self.gap()
        return table

    def table(self, widths: Sequence[float]) -> Table:
        """Append an empty table of the column widths given in cm."""
        table = self.document.add_table(0, len(widths))
        shape_table(table, widths)
        return table

    def gap(self, points: float = 4) -> None:
        """Append a little room; Word joins tables that touch."""
        space = self.document.add_paragraph().paragraph_format
        space.space_after, space.line_spacing = Pt(0), Pt(points)

    def signatures(self, *parties: tuple[str, Sequence[Content]]) -> None:
        """Append a line to sign for each party, side by side, that stays on one page."""
        widths = [(WIDTH - 1) / 2, 1, (WIDTH - 1) / 2]
        table = self.document.add_table(0, 3)
        shape_table(table, widths, lines=False)
        for first in range(0, len(parties), 2):
            pair = parties[first : first + 2]
            places, lines = table.add_row().cells, table.add_row().cells
            for column, (party, above) in zip((0, 2), pair, strict=False):
                for content in above:
                    write(
                        _next_paragraph(places[column]), content
                    ).paragraph_format.keep_with_next = True
                places[column].add_paragraph().paragraph_format.space_after = Pt(22)
                fill(lines[column], party, "KIM Beschriftung")
                border(lines[column], top="595F69")
        for row in table.rows:
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
            if row is not table.rows[-1]:
                for cell in row.cells:
                    for line in cell.paragraphs:
                        line.paragraph_format.keep_with_next = True
        self.gap()

    def _page(self, title: str, form_number: str) -> None:
        section = self.document.sections[0]
        section.start_type = WD_SECTION.NEW_PAGE
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(2.5), Cm(2)
        section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
        section.header_distance, section.footer_distance = Cm(1.1), Cm(0.9)
        section.different_first_page_header_footer = True
        _letterhead(section.first_page_header)
        _running_head(section.header, title)
        for footer in (section.first_page_footer, section.footer):
            _foot(footer, form_number)


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


def _next_paragraph(cell: _Cell) -> Paragraph:
    first = cell.paragraphs[0]
    paragraph = cell.add_paragraph() if len(first._p) > 1 or first.text else first
    paragraph.style = "KIM Zelle"
    return paragraph


def _letterhead(header: object) -> None:
    table = header.add_table(1, 2, Cm(WIDTH))  # type: ignore[attr-defined]
    shape_table(table, [9.5, 7], lines=False)
    left, right = table.rows[0].cells
    name = fill(left, "", "KIM Beschriftung")
    run = name.add_run("RHEIN-SIEG-KREIS")
    run.bold, run.font.size, run.font.color.rgb = True, Pt(15), styling.BLUE
    office = left.add_paragraph("Kommunales Integrationsmanagement", style="KIM Beschriftung")
    office.runs[0].font.size = Pt(10)
    for index, words in enumerate((ADDRESS + "\n" + CONTACT).split("\n")):
        line = right.paragraphs[0] if index == 0 else right.add_paragraph()
        line.style = "KIM Beschriftung"
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(0)
        line.add_run(words).bold = True if index == 0 else None
    for cell in (left, right):
        border(cell, bottom=DARK)
    _trim(header, before=True)


def _running_head(header: object, title: str) -> None:
    line = header.paragraphs[0]  # type: ignore[attr-defined]
    line.style = "KIM Beschriftung"
    write(line, ["**Rhein-Sieg-Kreis** · Kommunales Integrationszentrum\t" + title])
    _tab_right(line)
    _rule(line, "bottom")


def _foot(footer: object, form_number: str) -> None:
    line = footer.paragraphs[0]  # type: ignore[attr-defined]
    line.style = "KIM Beschriftung"
    write(line, f"{form_number} · Muster\tSeite ")
    _field(line, "PAGE")
    write(line, " von ")
    _field(line, "NUMPAGES")
    _tab_right(line)
    _rule(line, "top")


def _trim(header: object, before: bool) -> None:
    """A header must end with a paragraph: keep it, but below the table and small."""
    line = header.paragraphs[0]  # type: ignore[attr-defined]
    line.paragraph_format.space_after = Pt(6)
    line.style = "KIM Beschriftung"
    if before:
        header._element.append(line._p)  # type: ignore[attr-defined]


def _tab_right(line: Paragraph) -> None:
    line.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def _rule(line: Paragraph, side: str) -> None:
    properties = line._p.get_or_add_pPr()
    edge = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:{side} w:val="single" w:sz="6" w:space="4" w:color="{LINE}"/></w:pBdr>'
    )
    style = properties.find(qn("w:pStyle"))
    assert style is not None
    style.addnext(edge)


def _field(line: Paragraph, name: str) -> None:
    line._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )
