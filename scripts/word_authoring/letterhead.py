"""Head and foot of the pages."""

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from word_authoring import styling
from word_authoring.layout import DARK, LINE, WIDTH, border, fill, shape_table, write

SENDER = (
    "Kommunales Integrationszentrum",
    "Musterstraße 1, 53721 Siegburg",
    "Telefon 0221 4710-100",
    "ki@example.org",
)


def first_page(header: object) -> None:
    """Write the head of the first page: who writes, and how to reach them."""
    table = header.add_table(1, 2, Cm(WIDTH))  # type: ignore[attr-defined]
    shape_table(table, [9.5, 7], lines=False)
    left, right = table.rows[0].cells
    name = fill(left, "", "KIM Beschriftung")
    run = name.add_run("RHEIN-SIEG-KREIS")
    run.bold, run.font.size, run.font.color.rgb = True, Pt(15), styling.BLUE
    office = left.add_paragraph("Kommunales Integrationsmanagement", style="KIM Beschriftung")
    office.runs[0].font.size = Pt(10)
    for index, words in enumerate(SENDER):
        line = right.paragraphs[0] if index == 0 else right.add_paragraph()
        line.style = "KIM Beschriftung"
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(0)
        line.add_run(words).bold = True if index == 0 else None
    for cell in (left, right):
        border(cell, bottom=DARK)
    line = header.paragraphs[0]  # type: ignore[attr-defined]
    line.paragraph_format.space_after = Pt(6)
    line.style = "KIM Beschriftung"
    header._element.append(line._p)  # type: ignore[attr-defined]  # a header ends with a paragraph


def next_pages(header: object, title: str) -> None:
    """Write the short head of the pages that follow."""
    line = header.paragraphs[0]  # type: ignore[attr-defined]
    line.style = "KIM Beschriftung"
    write(line, ["**Rhein-Sieg-Kreis** · Kommunales Integrationszentrum\t" + title])
    _tab_right(line)
    _rule(line, "bottom")


def foot(footer: object, form_number: str) -> None:
    """Write the number of the form and "Seite x von y"."""
    line = footer.paragraphs[0]  # type: ignore[attr-defined]
    line.style = "KIM Beschriftung"
    write(line, f"{form_number} · Muster\tSeite ")
    _field(line, "PAGE")
    write(line, " von ")
    _field(line, "NUMPAGES")
    _tab_right(line)
    _rule(line, "top")


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
