"""Legacy form fields, merge fields and placeholders."""

import datetime as dt
from decimal import Decimal

import pytest

from doctemplates import Kind, fill, read_fields, read_values
from tests.doctemplates.core import build as b


def data(inner, name="Feld1"):
    return f'<w:ffData><w:name w:val="{name}"/><w:enabled/>{inner}</w:ffData>'


BLANK = b.run("\u2002" * 5)


def text_field(inner="", result=BLANK):
    return b.complex_field(" FORMTEXT ", result, data(f"<w:textInput>{inner}</w:textInput>"))


def round_trip(content, **values):
    filled = fill(b.docx(b.paragraph(content)), values)
    assert read_values(filled) == values
    return b.part(filled)


def test_a_legacy_text_field_is_filled_in_place():
    assert read_values(b.docx(b.paragraph(text_field()))) == {"Feld1": ""}
    filled = round_trip(text_field(), Feld1="Neu & alt")
    assert filled.count("fldCharType") == 3
    assert "\u2002" not in filled


def test_a_legacy_text_field_without_result_gets_one():
    half = b.field_char("begin", data("<w:textInput/>")) + (
        "<w:r><w:instrText> FORMTEXT </w:instrText></w:r>" + b.field_char("end")
    )
    assert 'fldCharType="separate"' in round_trip(half, Feld1="Neu")


def test_a_result_over_several_paragraphs_is_replaced():
    begin, end = text_field(result="|").split("|")
    source = b.docx(b.paragraph(begin, b.run("eins")) + b.paragraph(b.run("zwei"), end))
    (field,) = read_fields(source)
    assert (field.kind, field.default) == (Kind.MULTILINE, "eins\nzwei")
    again = fill(source, {"Feld1": field.default})
    assert read_values(again) == {"Feld1": "eins\nzwei"}
    filled = fill(source, {"Feld1": "drei"})
    assert read_values(filled) == {"Feld1": "drei"}
    assert b.part(filled).count("fldCharType") == 3


def test_legacy_numbers_and_dates_keep_the_authors_format():
    number = text_field('<w:type w:val="number"/><w:format w:val="#.##0,00 €"/>')
    assert "1.234,50 €" in round_trip(number, Feld1=Decimal("1234.5"))
    date = text_field('<w:type w:val="date"/><w:format w:val="d. MMMM yyyy"/>')
    assert "21. November 2026" in round_trip(date, Feld1=dt.date(2026, 11, 21))


def test_the_limit_of_a_legacy_text_field_is_told():
    (field,) = read_fields(b.docx(b.paragraph(text_field('<w:maxLength w:val="20"/>'))))
    assert (field.max_length, field.titled) == (20, True)


@pytest.mark.parametrize("state", ["", "<w:checked/>", '<w:checked w:val="0"/>'])
def test_a_legacy_check_box_is_set_and_read(state):
    box = data(f"<w:checkBox><w:sizeAuto/><w:default w:val='0'/>{state}</w:checkBox>")
    field = b.complex_field(" FORMCHECKBOX ", "", box)
    source = b.docx(b.paragraph(field))
    assert read_values(source) == {"Feld1": state == "<w:checked/>"}
    round_trip(field, Feld1=True)
    round_trip(field, Feld1=False)


def test_a_legacy_drop_down_is_set_by_its_entries():
    entries = '<w:listEntry w:val="eins"/><w:listEntry w:val="zwei"/>'
    field = b.complex_field(" FORMDROPDOWN ", "", data(f"<w:ddList>{entries}</w:ddList>"))
    (found,) = read_fields(b.docx(b.paragraph(field)))
    assert (found.kind, found.default) == (Kind.CHOICE, "eins")
    assert '<w:result w:val="1"/>' in round_trip(field, Feld1="zwei")


def test_all_parts_of_a_field_may_stand_in_one_run():
    packed = (
        f'<w:r><w:fldChar w:fldCharType="begin">{data("<w:textInput/>")}</w:fldChar>'
        '<w:instrText>FORMTEXT</w:instrText><w:fldChar w:fldCharType="separate"/>'
        '<w:t>alt</w:t><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert "alt" not in round_trip(packed, Feld1="neu")


def test_a_check_box_inside_a_text_fields_result_keeps_its_place():
    box = b.complex_field("FORMCHECKBOX", "", data("<w:checkBox/>", "Kasten"))
    field = text_field(result=b.run("alt") + box)
    filled = fill(b.docx(b.paragraph(field)), {"Feld1": "neu", "Kasten": True})
    assert read_values(filled) == {"Feld1": "neu", "Kasten": True}


def simple(code, shown="«Name»"):
    return f"<w:fldSimple w:instr='{code}'>{b.run(shown)}</w:fldSimple>"


MERGE_FORMS = {
    "simple": simple(" MERGEFIELD Name "),
    "quoted": simple(' MERGEFIELD "Name" \\* MERGEFORMAT '),
    "complex": b.complex_field(" MERGEFIELD  Name  \\* MERGEFORMAT ", b.run("«Name»")),
    "split": b.complex_field(
        ' MERGE</w:instrText></w:r><w:r><w:instrText xml:space="preserve">FIELD Na'
        "</w:instrText></w:r><w:r><w:instrText>me ",
        b.run("«Na") + b.run("me»"),
    ),
}


@pytest.mark.parametrize("form", MERGE_FORMS)
def test_merge_fields_are_filled_however_they_are_written(form):
    source = b.docx(b.paragraph(b.run("Guten Tag "), MERGE_FORMS[form], b.run("!")))
    assert read_values(source) == {"Name": ""}
    filled = fill(source, {"Name": "Ökten"})
    assert read_values(filled) == {"Name": "Ökten"}
    assert "«Name»<" not in b.part(filled)
    assert "MERGEFIELD" not in b.part(filled)


def test_a_merge_field_used_twice_is_one_field():
    source = b.docx(b.paragraph(MERGE_FORMS["simple"], MERGE_FORMS["complex"]))
    assert len(read_fields(source)) == 1
    assert b.part(fill(source, {"Name": "Ökten"})).count("Ökten<") == 2


@pytest.mark.parametrize(
    ("switch", "value", "shown"),
    [
        (r'\# "#.##0,00"', Decimal("1234.50"), "1.234,50"),
        (r"""\# "0 \&apos;Plätze\&apos;" """, Decimal(12), "12 Plätze"),
        (r'\@ "MMMM yyyy"', dt.date(2026, 11, 21), "November 2026"),
        (r'\b "(" \f ")"', "x", "(x)"),
    ],
)
def test_merge_switches_shape_the_text_and_the_value_comes_back(switch, value, shown):
    filled = round_trip(simple(f" MERGEFIELD Name {switch} "), Name=value)
    assert f">{shown}<" in filled


@pytest.mark.parametrize(
    ("switch", "value", "shown", "back"),
    [
        (r"\* Upper", "groß", "GROSS", "GROSS"),
        (r"\* FirstCap", "ein Wort", "Ein Wort", "Ein Wort"),
        (r'\# "#.##0,00"', Decimal("1234.567"), "1.234,57", Decimal("1234.57")),
    ],
)
def test_what_a_switch_takes_away_does_not_come_back(switch, value, shown, back):
    """A hidden copy of the value would outlive the text that somebody types over it."""
    filled = fill(b.docx(b.paragraph(simple(f" MERGEFIELD Name {switch} "))), {"Name": value})
    assert f">{shown}<" in b.part(filled)
    assert read_values(filled) == {"Name": back}
    assert read_values(fill(filled, {"Name": back})) == {"Name": back}


@pytest.mark.parametrize("code", [r"Name \* Upper", r'Name \b "An "', "Name" + "x" * 80])
def test_a_value_typed_over_leaves_no_trace(code):
    source = b.docx(b.paragraph(simple(f" MERGEFIELD {code} ")))
    (field,) = read_fields(source)
    text = b.part(fill(source, {field.name: "ada klient"}))
    assert text.lower().count("ada klient") == 1
    assert "comboBox" not in text


def test_a_merge_field_in_the_code_of_another_field_is_left_alone():
    inner = b.complex_field(" MERGEFIELD Name ", b.run("«Name»"))
    code = " IF </w:instrText></w:r>" + inner + '<w:r><w:instrText> = "x" "a" "b" '
    source = b.docx(b.paragraph(b.complex_field(code, b.run("b"))))
    assert read_fields(source) == []
    assert b.part(fill(source, {})) == b.part(source)


def test_a_very_long_merge_name_comes_back_too():
    name = "#if($" + "x" * 80 + ")"
    source = b.docx(b.paragraph(simple(f" MERGEFIELD  {name} ")))
    assert read_values(fill(source, {name: "Wert"})) == {name: "Wert"}


@pytest.mark.parametrize(
    "runs",
    [
        (b.run("An {{ name }}, hier"),),
        (b.run("An {"), b.run("{ na"), "<w:proofErr w:type='spellStart'/>", b.run("me }}, hier")),
    ],
)
def test_placeholders_are_filled_however_word_split_them(runs):
    source = b.docx(b.paragraph(*runs))
    assert [field.name for field in read_fields(source)] == ["name"]
    filled = fill(source, {"name": "Ökten"})
    assert read_values(filled) == {"name": "Ökten"}
    text = b.part(filled)
    assert text.index(">An ") < text.index("Ökten") < text.index(", hier")


@pytest.mark.parametrize("code", ["{{ a() }}", "{{ a|upper }}", "{% if x %}", "{{ 1 }}", "{ x }"])
def test_code_in_braces_is_no_field(code):
    assert read_fields(b.docx(b.paragraph(b.run(code)))) == []


def test_nothing_typed_is_ever_interpreted():
    typed = "{{ evil }} </w:t> &amp; { MERGEFIELD x } <!-- "
    source = b.docx(b.paragraph(b.run("{{ name }}")) + b.paragraph(text_field()))
    filled = fill(source, {"name": typed, "Feld1": typed})
    assert read_values(filled) == {"name": typed, "Feld1": typed}
    assert len(read_fields(filled)) == 2
