"""People fill the form of a template and get the Word file."""

import datetime as dt
import io
import subprocess
from pathlib import Path

import docx
import pytest

from doctemplates import read_values
from tests.doctemplates.web.submitting import SHOWN_ALERT, Form
from tests.factories.directory import OrganizationFactory

GOALS = ["Sprachkurs B1 beginnen", "Abschluss anerkennen lassen", "Kitaplatz finden"]


def words(content: bytes) -> str:
    """Return all text of the body as python-docx reads it."""
    body = docx.Document(io.BytesIO(content)).element.body
    return "\n".join(node.text or "" for node in body.xpath(".//w:t"))


def test_staff_is_not_taken_for_the_contact_of_a_partner(agreement, browse, person):
    form = Form(browse(person("Fachkraft")), agreement.url + "ausfuellen/")
    assert form.value("Ansprechperson") == ""
    assert form.value("E-Mail der Ansprechperson") == ""


def test_a_partner_finds_the_own_organization_in_the_form_and_in_the_file(
    agreement, browse, person
):
    organization = OrganizationFactory(name="Verein für Sprache & Teilhabe e.V.")
    user = person("Partner", organization=organization)
    form = Form(browse(user), agreement.url + "ausfuellen/")
    assert form.value("Name des Trägers") == organization.name
    assert form.value("Ansprechperson") == str(user)
    form.set("Beginn der Vereinbarung", "1.1.2027")
    form.set("Angebot des Trägers", "Offene Beratung\nfür <junge> Menschen")
    answer = form.send()
    assert answer.status_code == 200
    assert "kooperationsvereinbarung-" in answer["Content-Disposition"]
    text = words(answer.content)
    assert organization.name in text
    assert "01.01.2027" in text
    values = read_values(answer.content)
    assert values["starts_on"] == dt.date(2027, 1, 1)
    assert values["subject"] == "Offene Beratung\nfür <junge> Menschen"


def test_staff_write_a_plan_with_three_goals_without_javascript(goal_plan, browse):
    form = Form(browse("Fachkraft"), goal_plan.url + "ausfuellen/")
    for number, goal in enumerate(GOALS):
        if number:
            form = form.press("add", -1)
        form.set("Was soll erreicht werden?", goal, number)
    form = form.press("add", 1)  # a second step of the second goal
    form.set("Was ist zu tun?", "Unterlagen sammeln", 1)
    form.set("Was ist zu tun?", "Antrag stellen", 2)
    form.data[form.names("Erledigt")[2]] = "on"
    values = read_values(form.send().content)
    assert [goal["title"] for goal in values["goals"]] == GOALS
    assert [step["what"] for step in values["goals"][1]["actions"]] == [
        "Unterlagen sammeln",
        "Antrag stellen",
    ]
    assert [step["done"] for step in values["goals"][1]["actions"]] == [False, True]


def test_rows_are_moved_and_removed_and_everything_else_stays_typed(goal_plan, browse):
    form = Form(browse("Fachkraft"), goal_plan.url + "ausfuellen/")
    form.set("Fallnummer", "SU-2026-001")
    form.set("Gespräch am", "morgen")  # wrong, yet a row button does not complain
    for number, goal in enumerate(GOALS):
        if number:
            form = form.press("add", -1)
        form.set("Was soll erreicht werden?", goal, number)
    form = Form(form.client, form.url, form.client.post(form.url, form.data | {"action": "x:y"}))
    downs = [b["value"] for b in form.form.find_all("button", attrs={"name": "action"})]
    first = next(value for value in downs if value.startswith("down:"))
    form = Form(form.client, form.url, form.client.post(form.url, form.data | {"action": first}))
    assert [form.value("Was soll erreicht werden?", n) for n in range(3)] == [
        GOALS[1],
        GOALS[0],
        GOALS[2],
    ]
    removing = [value for value in downs if value.startswith("remove:")]
    whole = min(removing, key=len)
    form = Form(form.client, form.url, form.client.post(form.url, form.data | {"action": whole}))
    assert len(form.names("Was soll erreicht werden?")) == 2
    assert form.value("Fallnummer") == "SU-2026-001"
    assert form.value("Gespräch am") == "morgen"
    assert form.errors == ""


def test_a_wrong_date_is_named_and_nothing_typed_is_lost(goal_plan, browse):
    form = Form(browse("Fachkraft"), goal_plan.url + "ausfuellen/")
    form.set("Re-Assessment am", "31.02.2026")
    form.set("Bemerkungen", "Bitte beim nächsten Mal\nfrüher beginnen")
    form.set("Was soll erreicht werden?", GOALS[0])
    form.set("Bis wann", "demnächst")
    again = form.again()
    assert "Re-Assessment am" in again.errors
    assert "Bis wann" in again.errors
    assert "21.11.2026" in again.errors
    assert again.value("Re-Assessment am") == "31.02.2026"
    assert again.value("Bis wann") == "demnächst"
    assert again.value("Was soll erreicht werden?") == GOALS[0]
    assert again.value("Bemerkungen").splitlines() == [
        "Bitte beim nächsten Mal",
        "früher beginnen",
    ]
    links = [link["href"] for link in again.soup.select(f"{SHOWN_ALERT} a")]
    assert all(again.soup.find(id=link.removeprefix("#")) for link in links)


@pytest.mark.parametrize("typed", ["21.11.2026", "2026-11-21", "21.11.26"])
def test_dates_are_taken_in_german_and_iso_form(goal_plan, browse, typed):
    form = Form(browse("Fachkraft"), goal_plan.url + "ausfuellen/")
    form.set("Re-Assessment am", typed)
    assert read_values(form.send().content)["reassessment_date"] == dt.date(2026, 11, 21)


def test_what_is_typed_is_data_and_never_a_field(goal_plan, browse):
    form = Form(browse("Fachkraft"), goal_plan.url + "ausfuellen/")
    form.set("Bemerkungen", "{{ user.password }} <w:p/> {% load x %} «A» \x0b ]]>")
    text = words(form.send().content)
    assert "{{ user.password }} <w:p/> {% load x %} «A»" in text


@pytest.mark.office
def test_libreoffice_opens_the_filled_plan_and_shows_the_values(goal_plan, browse, tmp_path):
    form = Form(browse("Fachkraft"), goal_plan.url + "ausfuellen/")
    form.set("Was soll erreicht werden?", GOALS[0])
    form.set("Was ist zu tun?", "Einstufung vereinbaren")
    file = Path(tmp_path) / "plan.docx"
    file.write_bytes(form.send().content)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shown = file.with_suffix(".txt").read_text(encoding="utf-8")
    assert GOALS[0] in shown
    assert "Einstufung vereinbaren" in shown
    assert "Schritt eintragen" not in shown
