"""Placeholders named in words, and what looks like a field and is none."""

import pytest

from doctemplates import compile_template, fill, read_fields, read_values
from tests.doctemplates.core import build as b


@pytest.mark.parametrize(
    ("written", "name", "label"),
    [
        ("Name des Kindes", "name_des_kindes", "Name des Kindes"),
        ("Straße/Nr.", "strasse_nr", "Straße/Nr."),
        ("Straße / Nr.", "strasse_nr", "Straße / Nr."),
        ("Tel.-Nr. privat", "tel_nr_privat", "Tel.-Nr. privat"),
        ("Wohnhaft in", "wohnhaft_in", "Wohnhaft in"),
        ("Träger-Name", "Träger-Name", "Träger Name"),
    ],
)
def test_names_as_authors_write_them_are_fields(written, name, label):
    source = b.docx(b.paragraph(b.run(f"Hier: {{{{ {written} }}}}.")))
    (field,) = read_fields(source)
    assert (field.name, field.label) == (name, label)
    filled = fill(source, {name: "Ökten"})
    assert read_values(filled) == {name: "Ökten"}
    assert read_values(fill(filled, {name: "neu"})) == {name: "neu"}


@pytest.mark.parametrize("written", ["{{p lebenslauf }}", "{{r lebenslauf}}", "{{ lebenslauf }}"])
def test_values_with_a_format_as_other_programs_write_them(written):
    source = b.docx(b.paragraph(b.run(f"{written} {{{{ p }}}} {{{{ r Wert }}}}")))
    names = [field.name for field in read_fields(source)]
    assert names == ["lebenslauf", "p", "r_wert"]
    values = dict(zip(names, ("a", "b", "c"), strict=True))
    assert read_values(fill(source, values)) == values


def test_written_names_make_rows_repeat_too():
    row = b.row(b.paragraph(b.run("{{ kinder.Name des Kindes }}, {{ kinder.Alter }}")))
    source = b.docx(b.table(row))
    values = {"kinder": [{"name_des_kindes": "Ada", "Alter": "4"}, {"name_des_kindes": "Bo"}]}
    filled = fill(source, values)
    assert read_values(filled)["kinder"][0] == values["kinder"][0]
    assert len(read_values(filled)["kinder"]) == 2


def test_a_long_written_name_comes_back():
    written = "Name " + "und Anschrift " * 8 + "des Kindes"
    source = b.docx(b.paragraph(b.run(f"{{{{ {written} }}}}")))
    (field,) = read_fields(source)
    filled = fill(source, {field.name: "Ada"})
    assert read_values(filled) == {field.name: "Ada"}
    assert [again.label for again in read_fields(filled)] == [field.label]


@pytest.mark.parametrize(
    "code", ["{{ a() }}", "{{ a|upper }}", "{{ a if b else c }}", "{{ a = 1 }}", "{% if x %}"]
)
def test_code_in_braces_is_a_warning_with_its_place(code):
    template = compile_template(b.docx(b.paragraph() + b.paragraph(b.run(code))))
    assert template.fields == ()
    assert template.warnings == (("unread_braces", {"field": code, "place": "Absatz 2"}),)


def test_a_merge_field_in_a_condition_is_a_warning():
    inner = b.complex_field(" MERGEFIELD Name ", b.run("«Name»"))
    code = " IF </w:instrText></w:r>" + inner + '<w:r><w:instrText> = "x" "a" "b" '
    template = compile_template(b.docx(b.paragraph(b.complex_field(code, b.run("b")))))
    assert template.warnings == (("merge_field_in_code", {"field": "Name", "place": "Absatz 1"}),)
