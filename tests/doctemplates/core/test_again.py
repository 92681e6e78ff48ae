"""A filled file is a template again: switches, placeholders in rich text, pictures."""

import re

import pytest

from doctemplates import fill, read_fields, read_values
from tests.doctemplates.core import build as b


def shown(source):
    return "".join(re.findall(r"<w:t[ >][^<]*", b.part(source))).replace("<w:t>", "")


@pytest.mark.parametrize(
    ("switches", "first", "second"),
    [
        (r"\* Upper", ("ada", "ADA"), ("bert", "BERT")),
        (r"\* FirstCap", ("ada", "Ada"), ("bert", "Bert")),
        (r"\b &quot;Herr &quot; \f &quot;, &quot;", ("A", "Herr A, "), ("B", "Herr B, ")),
        (r"\# &quot;#.##0,00 €&quot;", ("1234.5", "1.234,50 €"), ("99", "99,00 €")),
        (r"\@ &quot;d. MMMM yyyy&quot;", ("2026-11-21", "21. November"), ("2027-01-02", "2. Jan")),
    ],
)
def test_a_merge_field_filled_again_obeys_its_switches(switches, first, second):
    source = b.docx(b.paragraph(b.complex_field(f"MERGEFIELD wer {switches}", b.run("«wer»"))))
    for typed, expected in (first, second):
        source = fill(source, {"wer": typed})
        assert expected in shown(source)
        assert list(read_values(source)) == ["wer"]


RICH = b.control("", b.paragraph(b.run("Herr {{ na"), b.run("me }}, {{ tag }}")), "brief")


def test_placeholders_inside_rich_text_are_fields():
    source = b.docx(RICH)
    assert [field.name for field in read_fields(source)] == ["name", "tag"]
    filled = fill(source, {"name": "Ada"})
    assert read_values(filled) == {"name": "Ada", "tag": ""}
    assert read_values(fill(filled, {"tag": "heute"})) == {"name": "Ada", "tag": "heute"}


def test_braces_typed_into_rich_text_stay_its_value():
    source = b.docx(b.paragraph(b.control("", b.run("alt"), "text")))
    typed = "{{ name }} und {{{ x }}}"
    filled = fill(source, {"text": typed})
    assert read_values(filled) == {"text": typed}
    assert [field.name for field in read_fields(filled)] == ["text"]


def test_a_picture_changes_in_the_fallback_of_its_drawing_too():
    drawing = '<w:drawing><wp:inline><a:blip r:embed="rId9"/></wp:inline></w:drawing>'
    older = '<w:pict><v:shape><v:imagedata r:id="rId9"/></v:shape></w:pict>'
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent>"
    )
    source = b.docx(
        b.paragraph(b.control("<w:picture/>", f"<w:r>{both}</w:r>", "bild")),
        extra={"word/media/a.png": b.png()},
        document_relations=(b.relation(9, "image", "media/a.png"),),
    )
    assert "rId9" not in b.part(fill(source, {"bild": b.png(3, 3)}))


def test_a_row_added_to_a_filled_file_shows_nothing_of_the_first_row():
    cells = [b.paragraph(b.run(f"{{{{ g.{name} }}}}")) for name in ("title", "note")]
    rows = b.docx(b.table(b.row(*cells)))
    controls = b.control(b.TEXT, b.run("z. B. Kita"), "title", 1) + b.control(
        b.CHECKBOX, b.run("☐"), "note", 2
    )
    section = b.docx(b.section(b.item(b.paragraph(controls)), "g"))
    for source, note, empty in ((rows, "geheim", ""), (section, True, False)):
        filled = fill(source, {"g": [{"title": "A", "note": note}, {"title": "B"}]})
        for more in ({}, {"note": empty}):
            again = fill(filled, {"g": [{"title": "A"}, {"title": "B"}, {"title": "C", **more}]})
            assert [row["note"] for row in read_values(again)["g"]] == [note, empty, empty]
    blank = fill(section, {"g": [{"note": True}, {"note": True}]})  # the author's words stay
    assert [row["title"] for row in read_values(blank)["g"]] == ["z. B. Kita"] * 2
