"""Content controls: found wherever they stand, filled in their own format, read back."""

import datetime as dt

import pytest

from doctemplates import Kind, fill, read_fields, read_values
from tests.doctemplates.core import build as b


def only(source):
    (field,) = read_fields(source)
    return field


INLINE = b.control(b.TEXT, b.run("alt"), "ort")
BLOCK = b.control(b.TEXT, b.paragraph(b.run("alt")), "ort")
LEVELS = {
    "run": b.paragraph(b.run("Ort: "), INLINE),
    "block": BLOCK + b.paragraph(),
    "cell": b.table(
        f"<w:tr>{b.control(b.TEXT, '<w:tc>' + b.paragraph(b.run('alt')) + '</w:tc>', 'ort')}</w:tr>"
    ),
    "row": b.table(b.control("", b.row(b.paragraph(b.run("alt"))), "ort")),
    "in a cell": b.table(b.row(BLOCK)),
    "nested": b.control("", b.paragraph(INLINE), "rahmen", 8),
    "in an insertion": b.paragraph(f'<w:ins w:id="4" w:author="x">{INLINE}</w:ins>'),
    "in a hyperlink": b.paragraph(f'<w:hyperlink w:anchor="x">{INLINE}</w:hyperlink>'),
    "without content": b.paragraph(b.control(b.TEXT, "", "ort")),
}


@pytest.mark.parametrize("level", LEVELS)
def test_a_control_is_found_and_filled_at_every_level(level):
    source = b.docx(LEVELS[level])
    assert only(source).name == "ort"
    filled = fill(source, {"ort": "Siegburg"})
    assert read_values(filled) == {"ort": "Siegburg"}
    assert ">alt<" not in b.part(filled)
    assert "Siegburg" in b.part(filled)


@pytest.mark.parametrize(("place", "name"), [("header", "Kopfzeile"), ("footer", "Fußzeile")])
def test_controls_in_header_and_footer_are_found_and_filled(place, name):
    source = b.docx(b.paragraph(), **{place: b.paragraph(INLINE)})
    assert only(source).location.place.startswith(name)
    filled = fill(source, {"ort": "Hennef"})
    assert "Hennef" in b.part(filled, f"word/{place}.xml")


def test_controls_in_footnotes_are_filled():
    note = f'<w:footnote w:id="2">{b.paragraph(INLINE)}</w:footnote>'
    filled = fill(b.docx(b.paragraph(), footnotes=note), {"ort": "Much"})
    assert "Much" in b.part(filled, "word/footnotes.xml")


def test_both_representations_of_a_text_box_are_filled_alike():
    box = f"<w:txbxContent>{b.paragraph(INLINE)}</w:txbxContent>"
    shape = (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    source = b.docx(b.paragraph(f"<w:r>{shape}</w:r>"))
    assert "Textfeld" in only(source).location.place
    assert b.part(fill(source, {"ort": "Lohmar"})).count("Lohmar") == 2


def test_prompt_and_placeholder_style_go_when_a_value_comes():
    source = b.docx(b.paragraph(b.control(b.TEXT, b.prompt(), "ort", more=b.SHOWING)))
    field = only(source)
    assert (field.help, field.default) == ("Hier klicken", None)
    filled = b.part(fill(source, {"ort": "Eitorf"}))
    assert "showingPlcHdr" not in filled
    assert "PlaceholderText" not in filled
    assert "Hier klicken" not in filled


def test_an_emptied_control_shows_its_prompt_again():
    source = b.docx(b.paragraph(b.control(b.TEXT, b.prompt(), "ort", more=b.SHOWING)))
    filled = fill(source, {"ort": ""})
    assert "Hier klicken" in b.part(filled)
    assert read_values(filled) == {"ort": ""}


def test_the_format_of_the_control_stays():
    source = b.docx(b.paragraph(b.control(b.TEXT, b.run("alt", "<w:b/>"), "ort")))
    assert "<w:rPr><w:b/></w:rPr><w:t" in b.part(fill(source, {"ort": "Neu"}))


def test_locks_stay_and_mark_the_field():
    lock = '<w:lock w:val="sdtContentLocked"/>'
    source = b.docx(b.paragraph(b.control(b.TEXT, b.run("alt"), "ort", more=lock)))
    assert only(source).locked
    assert lock in b.part(fill(source, {"ort": "Neu"}))


def test_a_tracked_insertion_stays_one():
    inserted = f'<w:ins w:id="4" w:author="x">{b.run("alt")}</w:ins>'
    source = b.docx(b.paragraph(b.control(b.TEXT, inserted, "ort")))
    assert '<w:ins w:id="4" w:author="x"><w:r><w:t' in b.part(fill(source, {"ort": "Neu"}))


def test_bookmarks_around_the_value_survive():
    content = '<w:bookmarkStart w:id="1" w:name="m"/>' + b.run("alt") + '<w:bookmarkEnd w:id="1"/>'
    filled = b.part(fill(b.docx(b.paragraph(b.control(b.TEXT, content, "o"))), {"o": "N"}))
    assert filled.index("bookmarkStart") < filled.index(">N<") < filled.index("bookmarkEnd")


def test_half_a_field_inside_a_control_is_left_whole():
    content = b.field_char("begin") + b.run("alt")
    rest = b.field_char("separate") + b.field_char("end")
    source = b.docx(b.paragraph(b.control(b.TEXT, content, "ort"), rest))
    filled = b.part(fill(source, {"ort": "Neu"}))
    assert filled.count("fldCharType") == 3
    assert "Neu" in filled


def test_a_date_is_shown_in_the_controls_own_format_and_kept_exactly():
    kind = (
        '<w:date w:fullDate="2020-01-01T00:00:00Z"><w:dateFormat w:val="d. MMMM yyyy"/>'
        '<w:lid w:val="de-DE"/></w:date>'
    )
    source = b.docx(b.paragraph(b.control(kind, b.run("1. Januar 2020"), "tag")))
    assert only(source).default == dt.date(2020, 1, 1)
    filled = fill(source, {"tag": dt.date(2026, 3, 21)})
    assert "21. März 2026" in b.part(filled)
    assert read_values(filled) == {"tag": dt.date(2026, 3, 21)}
    emptied = fill(source, {"tag": None})
    assert read_values(emptied) == {"tag": None}


@pytest.mark.parametrize(
    ("picture", "language", "shown"),
    [
        ("DD.MM.YYYY", "de-DE", "21.03.2026"),
        ("MM/DD/YY", "en-US", "03/21/26"),
        ("NNN, D. MMMM YYYY", "de-DE", "Samstag, 21. März 2026"),
        ("d 'de' MMMM 'de' yyyy", "es-ES", "21 de marzo de 2026"),
    ],
)
def test_dates_in_the_pictures_of_other_programs_and_languages(picture, language, shown):
    kind = f'<w:date><w:dateFormat w:val="{picture}"/><w:lid w:val="{language}"/></w:date>'
    source = b.docx(b.paragraph(b.control(kind, b.run("x"), "tag")))
    filled = fill(source, {"tag": dt.date(2026, 3, 21)})
    assert f">{shown}<" in b.part(filled)
    assert read_values(filled) == {"tag": dt.date(2026, 3, 21)}


LIST = (
    '<w:listItem w:displayText="Bitte wählen" w:value=""/>'
    '<w:listItem w:displayText="Deutsch" w:value="de"/><w:listItem w:value="fr"/>'
)


def test_a_choice_takes_values_and_shows_labels():
    kind = f"<w:dropDownList>{LIST}</w:dropDownList>"
    source = b.docx(b.paragraph(b.control(kind, b.prompt(), "s", more=b.SHOWING)))
    assert only(source).choices == (("de", "Deutsch"), ("fr", "fr"))
    filled = fill(source, {"s": "de"})
    assert ">Deutsch<" in b.part(filled)
    assert read_values(filled) == {"s": "de"}


def test_a_combo_box_also_takes_free_text():
    kind = f"<w:comboBox>{LIST}</w:comboBox>"
    source = b.docx(b.paragraph(b.control(kind, b.prompt(), "s", more=b.SHOWING)))
    assert read_values(fill(source, {"s": "Dari"})) == {"s": "Dari"}


def test_a_check_box_shows_its_own_glyph():
    kind = b.CHECKBOX.replace("2612", "00FE").replace("MS Gothic", "Wingdings")
    source = b.docx(b.paragraph(b.control(kind, b.run("☐"), "ja"), b.run(" Einverstanden")))
    assert only(source).label == "Einverstanden"
    filled = fill(source, {"ja": True})
    assert '<w:sym w:font="Wingdings" w:char="F0FE"/>' in b.part(filled)
    assert read_values(filled) == {"ja": True}
    assert read_values(fill(filled, {"ja": False})) == {"ja": False}


def test_lines_tabs_and_odd_characters_come_back():
    source = b.docx(b.paragraph(b.control('<w:text w:multiLine="1"/>', b.run("x"), "t")))
    assert only(source).kind == Kind.MULTILINE
    value = "A & <b>\n\t„ä“ 😀 שלום {{ x }}\n\n  Ende  "
    filled = fill(source, {"t": value + "\x00\x0b\ufffe"})
    assert read_values(filled) == {"t": value}
    assert "<w:br/>" in b.part(filled)


def test_rich_text_makes_a_paragraph_of_every_line():
    source = b.docx(b.control("", b.paragraph(b.run("alt")) * 3, "t") + b.paragraph())
    filled = fill(source, {"t": "eins\nzwei"})
    assert b.part(filled).count("<w:p>") == 2
    assert read_values(filled) == {"t": "eins\nzwei"}


def test_a_picture_is_replaced_in_its_box():
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="200" cy="200"/><wp:docPr id="1" name="x"/>'
        '<a:graphic><a:graphicData uri="p"><pic:pic><pic:blipFill><a:blip r:embed="rId9"/>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:ext cx="200" cy="200"/></a:xfrm></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    source = b.docx(
        b.paragraph(b.control("<w:picture/>", drawing, "logo", more=b.SHOWING)),
        extra={"word/media/a.png": b.png()},
        document_relations=(b.relation(9, "image", "media/a.png"),),
    )
    picture = b.png(4, 2, 99)
    filled = fill(source, {"logo": picture})
    assert read_values(filled) == {"logo": picture}
    assert b.part(filled).count('cx="200" cy="100"') == 2
    assert 'Extension="png"' in b.part(filled, "[Content_Types].xml")


def test_an_empty_picture_control_gets_a_picture():
    source = b.docx(b.paragraph(b.control("<w:picture/>", b.run("Logo"), "logo")))
    picture = b.png(4, 2)
    assert read_values(fill(source, {"logo": picture})) == {"logo": picture}


def test_automatic_controls_are_no_fields_but_may_hold_some():
    contents = b.control("<w:docPartObj/>", b.paragraph(b.run("Inhalt"), INLINE), "toc", 9)
    assert [field.name for field in read_fields(b.docx(contents))] == ["ort"]
