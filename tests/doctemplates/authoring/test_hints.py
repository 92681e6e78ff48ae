"""Warnings say what is wrong, where, and how to mend it."""

import pytest

from doctemplates.authoring.findings import Findings
from doctemplates.checking.inspecting import inspect
from tests.doctemplates.authoring.conftest import BASIC, LIST, titled
from tests.doctemplates.core import build as b

EMPTY_LIST = "<w:dropDownList/>"


def hints(*content, **more):
    findings = Findings(inspect(b.docx("".join(content) + b.paragraph(), **more)))
    return {hint.code: hint for hint in findings.hints}


def test_a_good_file_has_nothing_to_mend():
    assert Findings(inspect(BASIC)).to_mend == []


def test_a_field_without_title_names_its_place_and_the_mend():
    table = b.table(b.row(b.paragraph(b.run("Ort")), b.paragraph(b.control(b.TEXT, b.run("x")))))
    found = hints(table)["untitled"]
    assert found.what == "Feld ohne Titel"
    assert found.fields[0].place == "Tabelle 1, Zeile 1"
    assert "Entwicklertools" in found.mend


@pytest.mark.parametrize(
    ("content", "code", "paths"),
    [
        (titled("A", "ort", 1) + titled("B", "ort", 2), "twin", ["ort_2"]),
        (titled("Ort", "a", 1) + titled("ort", "b", 2), "same_label", ["a", "b"]),
        (titled("Name", "organization.nmae", 1), "unknown_binding", ["organization.nmae"]),
        (titled("Farbe", "farbe", 1, EMPTY_LIST), "no_choices", ["farbe"]),
        (titled("Logo", "logo", 1, "<w:picture/>"), "picture", ["logo"]),
        (titled("Nr", "nr", 1, '<w:lock w:val="contentLocked"/><w:text/>'), "locked", ["nr"]),
    ],
)
def test_what_can_be_better_about_fields(content, code, paths):
    found = hints(content)[code]
    assert [field.path for field in found.fields] == paths
    assert found.mend


def test_names_that_the_portal_fills_in_and_full_lists_are_fine():
    good = titled("Träger", "organization.name", 1) + titled("Farbe", "farbe", 2, LIST)
    assert hints(good) == {}


def test_notes_stand_behind_what_is_to_mend():
    found = hints(titled("Logo", "logo", 1, "<w:picture/>"), titled("Farbe", "f", 2, EMPTY_LIST))
    assert [hint.note for hint in found.values()] == [False, True]


def test_a_file_without_fields_says_so():
    assert list(hints(b.paragraph(b.run("Nur Text.")))) == ["no_fields"]


def test_what_was_taken_out_of_the_file_is_told():
    relation = b.relation(9, "image", "http://bild.example/logo.png", "External")
    found = hints(titled("Ort", "ort", 1), document_relations=(relation,))["linked_picture"]
    assert "http://bild.example/logo.png" in found.what
    assert "Fügen Sie das Bild in das Dokument selbst ein" in found.mend


def test_braces_that_are_no_field_are_shown_with_their_place():
    found = hints(titled("Ort", "ort", 1), b.paragraph(b.run("{{ a|upper }}")))["unread_braces"]
    assert "{{ a|upper }} (Absatz 2)" in found.what
    assert "{{ Name des Kindes }}" in found.mend
