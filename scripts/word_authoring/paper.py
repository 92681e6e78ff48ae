"""A sheet with the letterhead of the Kommunales Integrationszentrum, and what stands on it."""

from collections.abc import Sequence

import docx
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from word_authoring import letterhead, styling
from word_authoring.layout import (
    SHADE,
    WIDTH,
    Content,
    border,
    fill,
    room_for_a_pen,
    shape_table,
    write,
)


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
        for row in table.rows[:-1]:  # the table stays on one page
            row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
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
        letterhead.first_page(section.first_page_header)
        letterhead.next_pages(section.header, title)
        for footer in (section.first_page_footer, section.footer):
            letterhead.foot(footer, form_number)


def _next_paragraph(cell: _Cell) -> Paragraph:
    first = cell.paragraphs[0]
    paragraph = cell.add_paragraph() if len(first._p) > 1 or first.text else first
    paragraph.style = "KIM Zelle"
    return paragraph
