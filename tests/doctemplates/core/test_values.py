"""Values are checked all at once; names and labels are found; the command line works."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from doctemplates import FillError, compile_template, fill, read_fields, read_values
from doctemplates.__main__ import main
from tests.doctemplates.core import build as b

DATE, LIST = "<w:date/>", '<w:dropDownList><w:listItem w:value="a"/></w:dropDownList>'
MIXED = (
    b.paragraph(b.control(DATE, b.run("x"), "tag", 1))
    + b.paragraph(b.control(LIST, b.run("x"), "wahl", 2))
    + b.paragraph(b.control(b.CHECKBOX, b.run("x"), "ja", 3))
    + b.paragraph(b.control("<w:picture/>", b.run("x"), "bild", 4))
    + b.section(b.item(b.paragraph(b.control(b.TEXT, b.run("x"), "titel", 5))))
    + b.paragraph()
)


def test_all_wrong_values_are_named_in_one_error():
    wrong = {
        "tag": "morgen",
        "wahl": "z",
        "ja": "vielleicht",
        "bild": b"GIF89a",
        "goals": [{"titel": 3, "nein": ""}, "x"],
        "unbekannt": 1,
    }
    with pytest.raises(FillError) as caught:
        fill(b.docx(MIXED), wrong)
    assert {problem.path: problem.code for problem in caught.value.problems} == {
        "tag": "not_a_date",
        "wahl": "not_a_choice",
        "ja": "not_boolean",
        "bild": "not_a_picture",
        "goals[0].titel": "not_text",
        "goals[0].nein": "unknown",
        "goals[1]": "not_a_mapping",
        "unbekannt": "unknown",
    }


@pytest.mark.parametrize("value", [{"a": 1}, "x", 5])
def test_a_group_takes_a_list_only(value):
    with pytest.raises(FillError):
        fill(b.docx(MIXED), {"goals": value})


@pytest.mark.parametrize(
    "value", ["21.11.2026", "2026-11-21", dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)]
)
def test_dates_may_be_given_in_german_or_iso_form(value):
    filled = fill(b.docx(MIXED), {"tag": value})
    assert read_values(filled)["tag"] == dt.date(2026, 11, 21)


@pytest.mark.parametrize("value", ["1.234,50", "1,234.50", 1234.5, "1234.5", Decimal("1234.5")])
def test_numbers_may_be_given_in_german_form(value):
    field = f"<w:fldSimple w:instr='MERGEFIELD n \\# 0,00'>{b.run('x')}</w:fldSimple>"
    filled = fill(b.docx(b.paragraph(field)), {"n": value})
    assert read_values(filled) == {"n": Decimal("1234.5")}


def labels(content):
    return [(field.name, field.label) for field in read_fields(b.docx(content))]


def nameless(number=7, kind=b.TEXT, text="x"):
    return b.control(kind, b.run(text), "", number)


def test_the_label_is_the_text_before_the_field():
    line = b.paragraph(b.run("Name: "), nameless(1), b.run("  Größe:"), nameless(2))
    assert labels(line) == [("name", "Name"), ("groesse", "Größe")]


def test_the_label_is_the_cell_to_the_left_or_the_column_heading():
    left = b.row(b.paragraph(b.run("Geburtsdatum")), b.paragraph(nameless()))
    assert labels(b.table(left)) == [("geburtsdatum", "Geburtsdatum")]
    head = b.row(b.paragraph(b.run("Ziel")), b.paragraph(b.run("Frist")))
    cells = b.row(b.paragraph(nameless(1)), b.paragraph(nameless(2)))
    assert labels(b.table(head, cells)) == [("ziel", "Ziel"), ("frist", "Frist")]


def test_the_label_does_not_depend_on_what_is_filled_in():
    content = b.table(b.row(b.paragraph(b.run("A"), nameless(1)), b.paragraph(nameless(2))))
    source = b.docx(content)
    names = [field.name for field in read_fields(source)]
    filled = fill(source, dict.fromkeys(names, "Anderes"))
    assert [field.name for field in read_fields(filled)] == names


def test_a_bookmark_names_a_field_that_nothing_else_names():
    mark = '<w:bookmarkStart w:id="1" w:name="Aktenzeichen"/>'
    line = b.paragraph(mark, nameless(), '<w:bookmarkEnd w:id="1"/>')
    assert labels(line) == [("aktenzeichen", "Aktenzeichen")]


def test_duplicate_names_are_numbered_without_clashes():
    tags = ("ort", "ort_2", "ort")
    line = b.paragraph(*(b.control(b.TEXT, b.run("x"), tag, n) for n, tag in enumerate(tags)))
    assert [name for name, _ in labels(line)] == ["ort", "ort_2", "ort_3"]


def test_a_star_in_the_title_makes_a_field_required():
    alias = '<w:alias w:val="Vorname*"/>'
    (field,) = read_fields(b.docx(b.paragraph(b.control(alias + b.TEXT, b.run("x"), "v"))))
    assert (field.label, field.required, field.titled) == ("Vorname", True, True)


def test_equal_bindings_fill_together_and_write_the_xml_part():
    bound = '<w:dataBinding w:xpath="/a[1]/b[1]" w:storeItemID="{1A}"/>'
    control = bound + b.TEXT
    source = b.docx(
        b.paragraph(b.control(control, b.run("x"), "b", 1), b.control(control, b.run("x"), "c", 2)),
        extra={
            "customXml/item1.xml": b"<a><b>x</b></a>",
            "customXml/_rels/item1.xml.rels": b.relations(
                b.relation(1, "customXmlProps", "itemProps1.xml")
            ),
            "customXml/itemProps1.xml": b'<ds:datastoreItem ds:itemID="{1a}" xmlns:ds="http://'
            b'schemas.openxmlformats.org/officeDocument/2006/customXml"/>',
        },
        document_relations=(b.relation(8, "customXml", "../customXml/item1.xml"),),
    )
    assert [field.name for field in read_fields(source)] == ["b"]
    filled = fill(source, {"b": "<neu>"})
    assert b.part(filled).count("&lt;neu&gt;") == 2
    assert b.part(filled, "customXml/item1.xml") == "<a><b>&lt;neu&gt;</b></a>"
    assert b.part(fill(source, {}), "customXml/item1.xml") == "<a><b>x</b></a>"


def test_a_document_property_that_was_never_set_is_added():
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    bound = (
        f"<w:dataBinding w:prefixMappings=\"xmlns:c='{core}'\" "
        'w:xpath="/c:coreProperties[1]/c:category[1]" '
        'w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/>'
    )
    files = b.parts(b.paragraph(b.control(bound + b.TEXT, b.run("x"), "art")))
    files["docProps/core.xml"] = f'<cp:coreProperties xmlns:cp="{core}"/>'.encode()
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    files["_rels/.rels"] = b.relations(
        b.relation(1, "officeDocument", "word/document.xml"),
        f'<Relationship Id="rId2" Type="{kind}" Target="docProps/core.xml"/>',
    )
    source = b.pack(files)
    expected = "<cp:category>Neu</cp:category>"
    assert expected in b.part(fill(source, {"art": "Neu"}), "docProps/core.xml")
    assert "category" not in b.part(fill(source, {}), "docProps/core.xml")


def test_a_template_is_compiled_once():
    source = b.docx(MIXED)
    assert compile_template(source) is compile_template(bytes(bytearray(source)))


def test_the_command_line_shows_fills_and_reads(tmp_path, capsys):
    blank, values, out = (tmp_path / name for name in ("a.docx", "v.json", "o.docx"))
    blank.write_bytes(b.docx(MIXED))
    values.write_text(json.dumps({"tag": "2026-11-21", "goals": [{"titel": "A"}]}))
    assert main(["fields", str(blank)]) == 0
    assert json.loads(capsys.readouterr().out)[0]["name"] == "tag"
    assert main(["fill", str(blank), str(values), "-o", str(out)]) == 0
    assert main(["values", str(out)]) == 0
    assert json.loads(capsys.readouterr().out)["goals"] == [{"titel": "A"}]
    values.write_text(json.dumps({"falsch": 1, "tag": "x"}))
    assert main(["fill", str(blank), str(values)]) == 1
    error = capsys.readouterr().err
    assert "falsch: " in error
    assert "tag: " in error


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"tag": ', "not JSON (line 1"),
        (b"\xff\xfe", "UTF-8"),
        (b'{"a": {"base64": 5}}', "base64"),
    ],
)
def test_the_command_line_says_what_is_wrong_with_the_values(tmp_path, capsys, content, message):
    blank, values = tmp_path / "a.docx", tmp_path / "v.json"
    blank.write_bytes(b.docx(MIXED))
    values.write_bytes(content)
    assert main(["fill", str(blank), str(values)]) == 1
    assert message in capsys.readouterr().err


def test_the_command_line_says_which_file_is_missing_or_no_word_file(tmp_path, capsys):
    assert main(["fields", str(tmp_path / "fehlt.docx")]) == 1
    assert "fehlt.docx: No such file" in capsys.readouterr().err
    (tmp_path / "a.docx").write_text("Guten Tag")
    assert main(["values", str(tmp_path / "a.docx")]) == 1
    assert "save it as .docx" in capsys.readouterr().err
