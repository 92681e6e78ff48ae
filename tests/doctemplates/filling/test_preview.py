"""The preview: what the document says, with the values marked, and nothing that acts."""

import zipfile
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from doctemplates import PackageError, fill
from doctemplates.preview import ATTRIBUTES, CLASSES, TAGS, preview, sanitised
from tests.doctemplates.core import build as b
from tests.doctemplates.core.invariants import FILES
from tests.factories.doctemplates import AGREEMENT, GOAL_PLAN, SAMPLES, sample

STYLES = (
    '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Eigene"><w:basedOn w:val="berschrift2"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>'
)
NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "&lt;b&gt;",
    "{{ request.user }} {% load x %}",
]


def soup(source: bytes) -> BeautifulSoup:
    return BeautifulSoup(preview(source), "html.parser")


def styled(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{b.run(text)}</w:p>'


def listed(depth: int, text: str) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="5"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{b.run(text)}</w:p>"


def document(inner: str) -> bytes:
    more = {
        "word/styles.xml": b.story("styles", STYLES),
        "word/numbering.xml": b.story("numbering", NUMBERING),
    }
    relations = (b.relation(1, "styles", "styles.xml"), b.relation(2, "numbering", "numbering.xml"))
    return b.docx(inner, extra=more, document_relations=relations)


def test_values_are_marked_and_prompts_are_muted():
    filled = fill(sample(GOAL_PLAN), {"goals": [{"title": "Sprachkurs B1"}], "case_number": "SU-1"})
    page = soup(filled)
    marked = [mark.get_text() for mark in page.find_all("mark")]
    assert "Sprachkurs B1" in marked
    assert "SU-1" in marked
    assert "bitte wählen" in [blank.get_text() for blank in page.select(".doc-blank")]


@pytest.mark.parametrize("typed", NASTY)
def test_what_is_typed_is_shown_as_text(typed):
    filled = fill(sample(GOAL_PLAN), {"remarks": typed, "goals": [{"title": typed}]})
    page = soup(filled)
    assert [mark.get_text() for mark in page.find_all("mark")].count(typed) == 2
    assert not page.find(["script", "img", "a", "style", "link", "iframe"])


def test_headings_come_from_styles_and_from_the_styles_they_build_on():
    page = soup(document(styled("berschrift2", "Ziele") + styled("Eigene", "Schritte")))
    assert [heading.get_text() for heading in page.find_all("h4")] == ["Ziele", "Schritte"]


def test_lists_are_numbered_go_on_and_move_in():
    inner = listed(0, "eins") + listed(1, "Punkt") + b.paragraph(b.run("Text")) + listed(0, "zwei")
    page = soup(document(inner))
    assert [item["start"] for item in page.find_all("ol")] == ["1", "2"]
    assert page.select_one(".doc-deeper ul li").get_text() == "Punkt"


def test_cells_span_columns_and_rows():
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{b.paragraph(b.run(text))}</w:tc>"

    wide, start, more = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('Kopf', wide)}</w:tr>",
        f"<w:tr>{cell('links', start)}{cell('oben')}</w:tr>",
        f"<w:tr>{cell('', more)}{cell('unten')}</w:tr>",
    )
    page = soup(b.docx(b.table(*rows)))
    assert page.find("th")["colspan"] == "2"
    assert page.find("td")["rowspan"] == "2"
    assert [len(row.find_all(["td", "th"])) for row in page.find_all("tr")] == [1, 2, 1]


def test_header_footer_notes_and_text_boxes_are_there():
    box = f"<w:txbxContent>{b.paragraph(b.run('Im Kasten'))}</w:txbxContent>"
    shape = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    source = b.docx(
        b.paragraph(b.run("Text"), note, f"<w:r>{shape}</w:r>"),
        header=b.paragraph(b.run("Oben")),
        footer=b.paragraph(b.run("Unten")),
        footnotes=f'<w:footnote w:id="2">{b.paragraph(b.run("Anmerkung"))}</w:footnote>',
    )
    page = soup(source)
    assert page.select_one(".doc-header").get_text() == "Oben"
    assert page.select_one(".doc-footer").get_text() == "Unten"
    assert page.select_one(".doc-notes li").get_text() == "Anmerkung"
    assert [item.get_text() for item in page.select(".doc-box")] == ["Im Kasten"]


def test_legacy_fields_show_their_state():
    box = '<w:ffData><w:checkBox><w:checked w:val="1"/></w:checkBox></w:ffData>'
    menu = (
        '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="A"/>'
        '<w:listEntry w:val="B"/></w:ddList></w:ffData>'
    )
    inner = b.paragraph(b.complex_field("FORMCHECKBOX", "", box))
    inner += b.paragraph(b.complex_field("FORMDROPDOWN", b.run("alt"), menu))
    inner += b.paragraph(b.complex_field("FORMTEXT", b.run("Siegburg")))
    inner += b.paragraph(b.complex_field("PAGE", b.run("3")))
    assert preview(b.docx(inner)) == (
        "<p><mark>☒</mark></p><p><mark>B</mark></p><p><mark>Siegburg</mark></p><p>3</p>"
    )


def test_deleted_and_hidden_text_is_left_out_and_pictures_are_named():
    deleted = '<w:del w:id="1" w:author="x"><w:r><w:delText>weg</w:delText></w:r></w:del>'
    picture = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
    hidden = b.run("verborgen", "<w:vanish/>")
    inner = b.paragraph(deleted, hidden, b.run("da"), picture)
    assert preview(b.docx(inner), "Bild") == '<p>da<span class="doc-picture">[Bild]</span></p>'


@given(st.text(max_size=200))
def test_no_text_becomes_markup(text):
    inner = b.paragraph(b.control(b.TEXT, b.run("alt"), "ort"))
    page = soup(fill(b.docx(inner), {"ort": text}))
    assert {tag.name for tag in page.find_all(True)} <= {"p", "mark", "br"}


def test_the_last_word_has_the_sanitiser():
    assert sanitised('<p class="x" onclick="a()" style="b">A<script>b</script></p>') == (
        '<p class="">A</p>'
    )


def test_a_file_that_is_none_is_refused():
    with pytest.raises(PackageError):
        preview(b"nichts")


@pytest.mark.corpus
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:20])
def test_every_real_document_can_be_looked_at(path):
    page = soup(path.read_bytes())
    assert {tag.name for tag in page.find_all(True)} <= TAGS
    for tag in page.find_all(True):
        assert set(tag.get("class", [])) <= CLASSES
        assert set(tag.attrs) <= {"class"} | ATTRIBUTES.get(tag.name, set())
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as archive:
        has_text = b"<w:t>" in archive.read("word/document.xml")
    assert page.get_text().strip() or not has_text


@pytest.mark.parametrize("name", [file.stem for file in SAMPLES.glob("*.docx")] or [AGREEMENT])
def test_the_samples_have_headings_and_tables(name):
    page = soup(sample(name))
    assert page.find(["h3", "h4"])
    assert page.find("table")
