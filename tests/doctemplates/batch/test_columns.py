"""Columns find their fields by name and label; rows of cells become values or named problems."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctemplates import Kind, Location, TemplateField
from doctemplates.batch.columns import assemble, match, targets
from doctemplates.batch.rows import convert


def field(name, label="", kind=Kind.TEXT, **more):
    return TemplateField(name, label or name, kind, Location("word/document.xml", "oben"), **more)


STEPS = field("steps", "Schritt", Kind.GROUP, fields=(field("what", "Was"), field("who", "Wer")))
GOALS = field("goals", "Ziel", Kind.GROUP, fields=(field("title", "Titel"), STEPS))
FIELDS = [
    field("organization.name", "Name des Trägers", required=True),
    field("starts", "Beginn", Kind.DATE),
    field("sum", "Betrag", Kind.NUMBER),
    field("paid", "Bezahlt", Kind.CHECKBOX),
    field("module", "Baustein", Kind.CHOICE, choices=(("m1", "Baustein 1"), ("m2", "Baustein 2"))),
    field("short", "Kurz", max_length=5),
    field("logo", "Logo", Kind.PICTURE),
    GOALS,
]


@pytest.mark.parametrize(
    ("heading", "token"),
    [
        ("organization.name", "organization.name"),
        ("Name des Trägers", "organization.name"),
        ("  NAME  DES TRAEGERS *", "organization.name"),
        ("Beginn:", "starts"),
        ("goals.2.title", "goals.#.title|2"),
        ("Ziel.2.Titel", "goals.#.title|2"),
        ("Ziel . 2 . Titel", "goals.#.title|2"),
        ("goals.1.steps.3.what", "goals.#.steps.#.what|1|3"),
        ("goals.title", None),
        ("goals.0.title", None),
        ("Logo", None),
        ("Fax", None),
        ("", None),
    ],
)
def test_a_heading_means_a_name_or_a_label(heading, token):
    found = match([heading], FIELDS)[0]
    assert (found.token if found else None) == token


def test_no_field_is_matched_twice_and_names_go_before_labels():
    twins = [field("a", "Datum"), field("b", "Datum"), field("Ort", "x"), field("y", "Ort")]
    found = match(["Datum", "Datum", "Datum", "Ort", "Ort"], twins)
    assert [target and target.token for target in found] == ["a", "b", None, "Ort", "y"]


@given(st.lists(st.text(max_size=20) | st.from_regex(r"[a-z.]{0,9}\.[0-9]{1,4}\.[a-z]{0,5}")))
def test_any_headings_are_matched_without_error_and_at_most_once(headings):
    found = [target.token for target in match(headings, FIELDS) if target]
    assert len(found) == len(set(found))


def test_every_target_leads_back_to_itself():
    known = targets(FIELDS, 2)
    by_name = match([t.token.replace("#", "{}").format(*t.numbers).split("|")[0] for t in known],
                    FIELDS)  # fmt: skip
    assert [target.token for target in by_name if target] == [target.token for target in known]


def values_of(**texts):
    by_token = {target.token: target for target in targets(FIELDS, 3)}
    cells = [(by_token[token], text) for token, text in texts.items()]
    return convert(FIELDS, assemble(cells), {})


def test_texts_become_values_of_their_kind():
    values, problems = values_of(
        **{
            "organization.name": " Caritas ",
            "starts": "21.11.2026",
            "sum": "1.234,50",
            "paid": "Ja",
            "module": "baustein  2",
            "goals.#.title|1": "Wohnung",
            "goals.#.title|3": "Sprache",
            "goals.#.steps.#.what|3|2": "Kurs suchen",
        }
    )
    assert problems == []
    assert values == {
        "organization.name": "Caritas",
        "starts": dt.date(2026, 11, 21),
        "sum": Decimal("1234.50"),
        "paid": True,
        "module": "m2",
        "goals": [
            {"title": "Wohnung"},
            {"title": "Sprache", "steps": [{"what": "Kurs suchen"}]},
        ],
    }


def test_every_problem_of_a_row_is_told_with_its_column():
    by_token = {target.token: target for target in targets(FIELDS, 1)}
    texts = {"starts": "morgen", "sum": "viel", "paid": "vielleicht", "module": "drei",
             "short": "zu lang", "goals.#.title|1": "#REF!"}  # fmt: skip
    cells = [(by_token[token], text) for token, text in texts.items()]
    headings = {("goals", 1, "title"): "Spalte F"}
    _values, problems = convert(FIELDS, assemble(cells), headings)
    assert [(problem.column, problem.code) for problem in problems] == [
        ("Name des Trägers", "required"),
        ("Beginn", "not_a_date"),
        ("Betrag", "not_a_number"),
        ("Bezahlt", "not_boolean"),
        ("Baustein", "not_a_choice"),
        ("Kurz", "too_long"),
        ("Spalte F", "formula"),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.500", "1500"),
        ("12.345", "12345"),
        ("-1.234.567", "-1234567"),
        ("1.234,50", "1234.50"),
        ("1.500 €", "1500"),
        ("1.500,5", "1500.5"),
        ("1,500", "1.500"),
        ("1.5", "1.5"),
        ("0.500", "0.5"),
        ("1500", "1500"),
    ],
)
def test_numbers_are_read_as_german_people_write_them(text, number):
    assert convert(FIELDS[2:3], {"sum": text}, {}) == ({"sum": Decimal(number)}, [])


@pytest.mark.parametrize("text", ["1.2.3", "21.11.2026", "1.50,00", "1,234.50", "viel", "NaN"])
def test_what_is_no_number_is_not_made_one(text):
    values, problems = convert(FIELDS[2:3], {"sum": text}, {})
    assert (values, [problem.code for problem in problems]) == ({}, ["not_a_number"])


@pytest.mark.parametrize(
    ("kind", "prompt"),
    [(Kind.DATE, "TT.MM.JJJJ"), (Kind.CHOICE, "bitte wählen"), (Kind.NUMBER, "Betrag in Euro")],
)
def test_a_prompt_is_no_value_for_an_empty_cell(kind, prompt):
    asked = field("a", "A", kind, default=prompt, choices=(("m1", "Baustein 1"),))
    assert convert([asked], {"a": ""}, {}) == ({}, [])
    values, problems = convert([replace(asked, required=True)], {"a": ""}, {})
    assert (values, [problem.code for problem in problems]) == ({}, ["required"])


def test_a_default_that_fits_fills_an_empty_cell():
    asked = field("a", "A", Kind.DATE, default="01.02.2027", required=True)
    assert convert([asked], {"a": ""}, {}) == ({"a": dt.date(2027, 2, 1)}, [])
