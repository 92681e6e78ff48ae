"""Settings per field change what the form shows: order, sections, texts, defaults, bindings."""

import datetime as dt
from decimal import Decimal

import pytest

from doctemplates import Kind, Location, TemplateField
from doctemplates.models import FieldOverride
from doctemplates.overrides import arrange, default_of

WHERE = Location("word/document.xml", "Absatz 1")


def field(name, kind=Kind.TEXT, **more):
    return TemplateField(name, name.title(), kind, WHERE, **more)


GOALS = field("goals", Kind.GROUP, fields=(field("title"), field("step")))
FIELDS = (field("name"), field("town"), field("today", Kind.DATE), GOALS)


def shown(*said, fields=FIELDS):
    return arrange({one.path: one for one in said}, fields)


def names(sections):
    return [(section.heading, [s.field.name for s in section.fields]) for section in sections]


def said(path, **settings):
    return FieldOverride(path=path, **settings)


def test_without_settings_everything_is_as_in_the_file():
    sections = shown()
    assert names(sections) == [("", ["name", "town", "today", "goals"])]
    assert sections[0].fields[0].field == FIELDS[0]
    assert sections[0].fields[3].field == GOALS


def test_texts_and_the_duty_to_fill_in_can_be_changed_and_taken_back():
    must = (field("name", required=True, help="alt"),)
    changed = shown(said("name", label="Neu", required=False), fields=must)[0].fields[0].field
    assert (changed.label, changed.help, changed.required) == ("Neu", "alt", False)


def test_a_heading_begins_a_section_that_lasts_until_the_next():
    sections = shown(said("town", heading="Wohnen"), said("goals", heading="Ziele"))
    assert names(sections) == [("", ["name"]), ("Wohnen", ["town", "today"]), ("Ziele", ["goals"])]


def test_positions_order_the_fields_and_new_ones_stay_behind_their_neighbour():
    numbers = {"goals": 1, "today": 2, "name": 3}  # the file has gained "town" since
    sections = shown(*(said(path, position=at) for path, at in numbers.items()))
    assert names(sections) == [("", ["goals", "today", "name", "town"])]


def test_a_field_left_out_is_missing_but_the_section_it_begins_is_not():
    sections = shown(said("town", heading="Wohnen", hidden=True))
    assert names(sections) == [("", ["name"]), ("Wohnen", ["today", "goals"])]


def test_fields_of_a_repeating_section_have_settings_of_their_own():
    sections = shown(
        said("goals[].title", label="Ziel", position=2), said("goals[].step", position=1)
    )
    group = sections[0].fields[3]
    assert names(group.sections) == [("", ["step", "title"])]
    assert [inner.label for inner in group.field.fields] == ["Step", "Ziel"]
    assert group.sections[0].fields[1].path == "goals[].title"


def test_a_repeating_section_without_shown_fields_is_not_shown():
    hidden = (said(f"goals[].{name}", hidden=True) for name in ("title", "step"))
    assert names(shown(*hidden)) == [("", ["name", "town", "today"])]


def test_a_binding_comes_from_the_name_unless_set_or_taken_away():
    def binding(*settings):
        return [s.binding for s in shown(*settings)[0].fields]

    assert binding() == ["", "", "today", ""]
    assert binding(said("name", binding="user.name")) == ["user.name", "", "today", ""]
    assert binding(said("today", binding=FieldOverride.NOT_BOUND))[2] == ""
    assert binding(said("name", binding="no.such"))[0] == ""


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.TEXT, "Bonn", "Bonn"),
        (Kind.DATE, "21.11.2026", dt.date(2026, 11, 21)),
        (Kind.NUMBER, "1.234,50", Decimal("1234.50")),
        (Kind.CHECKBOX, "nein", False),
        (Kind.CHOICE, "Rot", "r"),
        (Kind.CHOICE, "b", "b"),
        (Kind.COMBO, "Lila", "Lila"),
    ],
)
def test_a_default_has_the_kind_of_its_field(kind, text, value):
    made = field("x", kind, choices=(("r", "Rot"), ("b", "Blau")))
    assert default_of(made, text) == value
    assert shown(said("x", default=text), fields=(made,))[0].fields[0].field.default == value


@pytest.mark.parametrize("kind", [Kind.DATE, Kind.NUMBER, Kind.CHECKBOX, Kind.CHOICE, Kind.PICTURE])
def test_a_default_that_a_new_file_no_longer_fits_is_passed_over(kind):
    made = field("x", kind, choices=(("r", "Rot"),))
    with pytest.raises(ValueError):
        default_of(made, "Lila")
    assert shown(said("x", default="Lila"), fields=(made,))[0].fields[0].field.default is None
