"""Settings per field are saved as drafts, checked, kept by name when a new file comes."""

import datetime

import pytest
from django.urls import reverse

from content.library.publishing.issue_edition import issue_edition
from doctemplates.authoring.forms import prefix_of
from doctemplates.models import FieldOverride, WordTemplatePage
from doctemplates.overrides import apply
from tests.doctemplates.authoring.conftest import titled
from tests.doctemplates.core import build as b

PATHS = ("vorname", "ort", "beginn", "farbe", "ziele", "ziele[].ziel", "ziele[].schritt")


@pytest.fixture
def client(browse):
    return browse("Koordination")


def url_of(page):
    return reverse("doctemplates_settings", args=[page.pk])


def send(client, page, settings, **more):
    """Post the table; `settings` is path -> {setting: value}, all else is left as it is."""
    arrangement = client.get(url_of(page)).context["arrangement"]
    data = {}
    for row in arrangement.rows:
        for bound in row.form:
            value = settings.get(row.path, {}).get(bound.name, bound.value())
            if value not in (None, False):
                data[bound.html_name] = value
    latest = WordTemplatePage.objects.get(pk=page.pk).latest_revision_id
    return client.post(url_of(page), {**data, "revision": latest, **more})


def draft(page):
    return WordTemplatePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def kept(page):
    return {said.path: said for said in page.field_overrides.all()}


def order(page):
    live = WordTemplatePage.objects.get(pk=page.pk)
    sections = apply(live, live.compiled().fields)
    return [(s.heading, [one.field.label for one in s.fields]) for s in sections]


def publish(page):
    draft(page).get_latest_revision().publish()


def test_every_field_of_the_file_has_a_row_and_nothing_is_typed_twice(template, client):
    answer = client.get(url_of(template))
    assert tuple(row.path for row in answer.context["arrangement"].rows) == PATHS
    assert 'placeholder="Vorname"' in answer.content.decode()


def test_settings_are_a_draft_until_the_page_is_published(template, client):
    assert send(client, template, {"ort": {"label": "Wohnort"}}).status_code == 302
    assert kept(draft(template))["ort"].label == "Wohnort"
    assert not FieldOverride.objects.exists()
    publish(template)
    assert kept(WordTemplatePage.objects.get(pk=template.pk))["ort"].label == "Wohnort"


def test_what_says_nothing_is_not_kept(template, client):
    send(client, template, {"ort": {"label": "Wohnort"}})
    send(client, template, {"ort": {"label": ""}})
    assert kept(draft(template)) == {}


def test_order_and_sections_reach_the_form(template, client):
    changes = {"farbe": {"position": 1, "heading": "Zuerst"}, "ort": {"heading": "Danach"}}
    send(client, template, changes)
    publish(template)
    assert order(template) == [
        ("Zuerst", ["Farbe", "Vorname"]),
        ("Danach", ["Ort", "Beginn", "Ziele"]),
    ]


def test_moving_a_field_down_puts_it_behind_the_one_that_stood_there(template, client):
    send(client, template, {"vorname": {"position": 3}})
    publish(template)
    assert order(template)[0][1][:3] == ["Ort", "Beginn", "Vorname"]
    send(client, template, {"vorname": {"position": 1}})
    assert kept(draft(template)) == {}  # as in the file again


def test_fields_of_a_repeating_section_are_ordered_among_themselves(template, client):
    send(client, template, {"ziele[].schritt": {"position": 1}})
    publish(template)
    live = WordTemplatePage.objects.get(pk=template.pk)
    group = apply(live, live.compiled().fields)[0].fields[-1]
    assert [inner.name for inner in group.field.fields] == ["schritt", "ziel"]


@pytest.mark.parametrize(
    ("path", "setting", "value", "words"),
    [
        ("beginn", "default", "morgen", "Datum wie 21.11.2026"),
        ("farbe", "default", "Lila", "gehört nicht zu den Einträgen"),
        ("vorname", "binding", "user.password", "gültige Auswahl"),
        ("beginn", "binding", "user.name", "gültige Auswahl"),
        ("ort", "position", "-1", "größer"),
        ("ort", "label", "x" * 201, "200"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(
    template, client, path, setting, value, words
):
    before = template.latest_revision_id
    answer = send(client, template, {path: {setting: value}})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert [row.path for row in answer.context["arrangement"].wrong] == [path]
    assert WordTemplatePage.objects.get(pk=template.pk).latest_revision_id == before


def test_nobody_overwrites_what_somebody_else_has_saved_meanwhile(template, client):
    answer = send(client, template, {"ort": {"label": "Wohnort"}}, revision="0")
    assert "Inzwischen hat jemand die Seite gespeichert" in answer.content.decode()
    assert "Wohnort" in answer.content.decode()
    assert kept(draft(template)) == {}


def test_a_locked_page_takes_no_settings(template, client):
    WordTemplatePage.objects.filter(pk=template.pk).update(locked=True)
    assert send(client, template, {"ort": {"label": "Wohnort"}}).status_code in (302, 403)
    assert kept(draft(template)) == {}


@pytest.mark.parametrize("role", ["Fachkraft", "Partner"])
def test_who_may_not_edit_changes_nothing(template, browse, role):
    data = {f"{prefix_of('ort')}-label": "Wohnort", "revision": template.latest_revision_id}
    assert browse(role).post(url_of(template), data).status_code in (302, 403)
    assert kept(draft(template)) == {}


def test_a_new_file_keeps_settings_by_name_and_shows_what_came_and_went(
    template, client, replace_file
):
    send(client, template, {"ort": {"label": "Wohnort"}, "vorname": {"help": "Rufname"}})
    replace_file(b.docx(titled("Ort", "ort", 1) + titled("Neu", "neu", 2) + b.paragraph()))
    report = client.get(reverse("doctemplates_report", args=[template.pk]))
    changes = report.context["findings"].changes
    assert [field.path for field in changes.added] == ["neu"]
    assert "vorname" in [field.path for field in changes.lost]
    assert "Neu gegenüber der vorigen Datei" in report.content.decode()
    send(client, template, {"neu": {"label": "Ganz neu"}})
    said = kept(draft(template))
    assert {path: one.label for path, one in said.items()} == {
        "ort": "Wohnort",
        "neu": "Ganz neu",
        "vorname": "",
    }


def test_settings_without_a_field_hold_again_when_the_name_comes_back(
    template, client, replace_file
):
    send(client, template, {"vorname": {"label": "Rufname"}})
    publish(template)
    first = template.source()
    replace_file(b.docx(titled("Ort", "ort", 1) + b.paragraph()))
    assert "Einstellungen ohne Feld" in client.get(url_of(template)).content.decode()
    assert order(template) == [("", ["Ort"])]
    replace_file(first)
    assert "Rufname" in order(template)[0][1]


def test_settings_without_a_field_go_when_the_coordinator_says_so(template, client, replace_file):
    send(client, template, {"vorname": {"label": "Rufname"}})
    replace_file(b.docx(titled("Ort", "ort", 1) + b.paragraph()))
    send(client, template, {}, drop=["vorname"])
    assert kept(draft(template)) == {}


def test_saving_the_page_in_the_editor_keeps_the_settings(template, client):
    send(client, template, {"ort": {"label": "Wohnort"}})
    page = draft(template)
    page.summary = "Neu geschrieben"
    page.save_revision()
    assert kept(draft(template))["ort"].label == "Wohnort"


def test_an_edition_keeps_the_settings_it_was_issued_with(template, client, person):
    send(client, template, {"ort": {"label": "Wohnort alt"}})
    edition = issue_edition(
        draft(template),
        user=person("Leitung"),
        valid_from=datetime.date(2026, 11, 21),
        change_note="Erste",
        approver="Leitung",
        ask_acknowledgement=False,
    )
    send(client, template, {"ort": {"label": "Wohnort neu"}})
    publish(template)
    frozen = template._as_in(edition.revision.content)
    assert kept(frozen)["ort"].label == "Wohnort alt"
    assert "Wohnort neu" in order(template)[0][1]


def test_a_copy_of_the_page_has_its_settings(template, client):
    send(client, template, {"ort": {"label": "Wohnort"}})
    publish(template)
    live = WordTemplatePage.objects.get(pk=template.pk)
    copy = live.copy(update_attrs={"slug": "kopie", "title": "Kopie"})
    assert kept(copy)["ort"].label == "Wohnort"
