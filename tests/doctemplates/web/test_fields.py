"""Each kind of field in the web form: how it is shown, taken and shown again."""

from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup

from doctemplates.fields.model import Kind, Location, TemplateField
from doctemplates.form_fields import html_name
from doctemplates.forms import Level, fill_form

PLACE = Location("word/document.xml", "Absatz 1")
GROUP = TemplateField(
    "rows", "Zeilen", Kind.GROUP, PLACE, fields=(TemplateField("a", "A", Kind.TEXT, PLACE),)
)


def field(kind: Kind, **more: Any) -> TemplateField:
    return TemplateField("wert", "Wert", kind, PLACE, **more)


def shown(form: Level, asked: TemplateField) -> Any:
    """Return the control of a field as the browser gets it."""
    html = str(form.form[html_name(asked)])
    control = BeautifulSoup(html, "html.parser").find(["input", "select", "textarea"])
    assert control is not None
    return control


def sent(asked: TemplateField, value: str, **more: str) -> Level:
    return fill_form([asked, GROUP], {f"v-{html_name(asked)}": value, **more})


def add_row() -> dict[str, str]:
    return {"action": f"add:v-{html_name(GROUP)}"}


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1.234,50", "1234.50"), ("1234,5", "1234.5"), ("-7", "-7"), ("0,05", "0.05")],
)
def test_numbers_are_taken_in_german_form(typed, number):
    form = sent(field(Kind.NUMBER), typed)
    assert form.is_valid()
    assert form.values()["wert"] == Decimal(number)


@pytest.mark.parametrize("typed", ["1.234,50", "zwölf", "12,,5"])
def test_a_number_is_shown_again_as_it_was_typed(typed):
    asked = field(Kind.NUMBER)
    assert shown(sent(asked, typed), asked)["value"] == typed
    assert shown(sent(asked, typed, **add_row()), asked)["value"] == typed


def test_a_default_number_is_shown_in_german_form():
    asked = field(Kind.NUMBER, default=Decimal("1234.50"))
    value = shown(fill_form([asked]), asked)["value"]
    assert value in ("1234,50", "1.234,50")
    form = sent(asked, value)
    assert form.is_valid()
    assert form.values()["wert"] == Decimal("1234.50")


def test_a_combo_suggests_its_entries_and_takes_any_text():
    asked = field(Kind.COMBO, choices=(("kita", "Kita"), ("amt", 'Amt "Mitte"')))
    html = str(fill_form([asked]).form[html_name(asked)])
    soup = BeautifulSoup(html, "html.parser")
    control, known = soup.find("input"), soup.find("datalist")
    assert control["list"] == known["id"]
    assert [option["value"] for option in known.find_all("option")] == ["Kita", 'Amt "Mitte"']
    form = sent(asked, "Nachbarschaftshaus")
    assert form.is_valid()
    assert form.values()["wert"] == "Nachbarschaftshaus"


def test_a_choice_that_is_not_on_the_list_is_refused():
    asked = field(Kind.CHOICE, choices=(("a", "Anfang"), ("b", "Ende")))
    assert sent(asked, "b").is_valid()
    wrong = sent(asked, "c")
    assert not wrong.is_valid()
    assert [item.label for item, _error in wrong.errors()] == ["Wert"]


@pytest.mark.parametrize("tampered", ["", "von Hand geändert"])
def test_a_locked_field_is_shown_and_never_changed(tampered):
    asked = field(Kind.TEXT, default="Rhein-Sieg-Kreis", locked=True)
    for form in (fill_form([asked]), sent(asked, tampered), sent(asked, tampered, **add_row())):
        control = shown(form, asked)
        assert control["value"] == "Rhein-Sieg-Kreis"
        assert control.has_attr("disabled")
    form = sent(asked, tampered)
    assert form.is_valid()
    assert "wert" not in form.values()


def test_a_locked_field_keeps_what_the_portal_knows_when_a_row_is_added():
    asked = field(Kind.TEXT, locked=True)
    form = fill_form([asked, GROUP], add_row(), {"wert": "Verein e.V."})
    assert shown(form, asked)["value"] == "Verein e.V."


def test_a_required_field_that_is_empty_is_named():
    asked = field(Kind.TEXT, required=True)
    form = sent(asked, "  ")
    assert not form.is_valid()
    assert [item.label for item, _error in form.errors()] == ["Wert"]
    assert sent(asked, "  ", **add_row()).asks_for_any


def test_clearing_a_default_empties_the_field_in_the_document():
    asked = field(Kind.TEXT, default="bisher")
    form = sent(asked, "")
    assert form.is_valid()
    assert form.values()["wert"] == ""
