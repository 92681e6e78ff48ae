"""Coordinators see report, trial filling and preview of a template; nobody else does."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from doctemplates import read_values
from doctemplates.checking.sampling import DAY
from tests.doctemplates.authoring.conftest import BASIC, titled
from tests.doctemplates.core import build as b
from tests.factories.doctemplates import make_document

VIEWS = ("doctemplates_report", "doctemplates_trial", "doctemplates_settings")


def get(client, name, page):
    return client.get(reverse(name, args=[page.pk]))


@pytest.mark.parametrize("role", ["Fachkraft", "Partner"])
@pytest.mark.parametrize("name", [*VIEWS, "doctemplates_file_report"])
def test_who_may_not_edit_the_page_sees_nothing_of_it(template, browse, role, name):
    key = template.word_file if name == "doctemplates_file_report" else template
    assert get(browse(role), name, key).status_code in (302, 403)
    assert get(browse(None), name, key).status_code == 302


@pytest.mark.parametrize("role", ["Koordination", "Leitung", "Administration"])
@pytest.mark.parametrize("name", VIEWS)
def test_who_may_edit_the_page_sees_it(template, browse, role, name):
    assert get(browse(role), name, template).status_code == 200


@pytest.mark.parametrize("name", VIEWS)
def test_right_to_the_admin_alone_is_not_enough(template, browse, person, name):
    user = person("Fachkraft")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert get(browse(user), name, template).status_code in (302, 403)
    answer = get(browse(user), "doctemplates_file_report", template.word_file)
    assert answer.status_code in (302, 403)


@pytest.mark.parametrize("name", VIEWS)
def test_other_pages_have_no_such_views(tree, browse, name):
    assert get(browse("Koordination"), name, tree.home).status_code == 404


def test_the_report_lists_fields_with_kind_place_and_remarks(template, browse, replace_file):
    replace_file(b.docx(titled("Logo", "logo", 1, "<w:picture/>") + b.paragraph()))
    text = get(browse("Koordination"), "doctemplates_report", template).content.decode()
    for words in ("Logo", "Absatz 1", "Bild", "1 von 1", "Gut zu wissen"):
        assert words in text


def test_the_trial_filling_holds_an_invented_value_for_every_field(template, browse):
    answer = get(browse("Koordination"), "doctemplates_trial", template)
    assert "no-store" in answer["Cache-Control"]
    assert "probe-muster.docx" in answer["Content-Disposition"]
    assert read_values(answer.content) == {
        "vorname": "Muster: Vorname",
        "ort": "Muster: Ort",
        "beginn": DAY,
        "farbe": "r",
        "ziele": [{"ziel": "Muster: Ziel", "schritt": "Muster: Schritt"}] * 2,
    }


def test_the_preview_shows_the_form_of_the_draft(template, browse):
    draft = template.get_latest_revision_as_object()
    draft.field_overrides = [draft.field_overrides.model(path="ort", label="Wohnort heute")]
    draft.save_revision()
    url = reverse("wagtailadmin_pages:view_draft", args=[template.pk]) + "?mode=form"
    text = browse("Koordination").get(url).content.decode()
    assert "Wohnort heute" in text
    assert "<form" in text
    assert browse("Fachkraft").get(url).status_code in (302, 403)


def test_the_editor_shows_what_was_found_and_leads_to_the_rest(template, browse):
    url = reverse("wagtailadmin_pages:edit", args=[template.pk])
    text = browse("Koordination").get(url).content.decode()
    assert "7 Felder gefunden" in text
    for name in VIEWS:
        assert reverse(name, args=[template.pk]) in text


def test_the_editor_of_a_new_page_asks_for_a_file(template, browse):
    parent = template.get_parent()
    url = reverse("wagtailadmin_pages:add", args=["doctemplates", "wordtemplatepage", parent.pk])
    assert "Wählen Sie eine Word-Datei" in browse("Koordination").get(url).content.decode()


def test_a_file_just_chosen_is_reported_before_anything_is_saved(template, browse):
    client = browse("Koordination")
    good = make_document(BASIC)
    assert "7 Felder" in get(client, "doctemplates_file_report", good).content.decode()
    bad = make_document(b"kein Zip")
    assert "keine Word-Datei" in get(client, "doctemplates_file_report", bad).content.decode()


def test_a_file_just_chosen_is_compared_with_the_page(template, browse):
    client = browse("Koordination")
    shorter = make_document(b.docx(titled("Ort", "ort", 1) + b.paragraph()))
    url = reverse("doctemplates_file_report", args=[shorter.pk])
    text = client.get(url, {"page": template.pk}).content.decode()
    assert "Nicht mehr vorhanden" in text
    assert "Vorname" in text
    assert "Nicht mehr vorhanden" not in client.get(url).content.decode()


def test_the_listing_of_pages_leads_to_the_report(template, browse):
    url = reverse("wagtailadmin_explore", args=[template.get_parent().pk])
    text = browse("Koordination").get(url).content.decode()
    assert reverse("doctemplates_report", args=[template.pk]) in text


def test_a_file_gone_bad_is_told_and_nothing_else_is_offered(template, browse, replace_file):
    replace_file(b"kein Zip")
    client = browse("Koordination")
    text = get(client, "doctemplates_report", template).content.decode()
    assert "keine Word-Datei" in text
    for name in ("doctemplates_trial", "doctemplates_settings"):
        answer = get(client, name, template)
        assert answer.status_code == 302
        assert answer["Location"] == reverse("doctemplates_report", args=[template.pk])


def test_a_missing_file_is_told(template, browse):
    template.word_file.file.delete(save=False)
    text = get(browse("Koordination"), "doctemplates_report", template).content.decode()
    assert "fehlt auf dem Server" in text


def test_the_help_page_is_in_the_help_menu_for_people_of_the_admin(tree, browse):
    url = reverse("doctemplates_help")
    assert browse("Koordination").get(url).status_code == 200
    assert browse("Fachkraft").get(url).status_code in (302, 403)
    assert url in browse("Koordination").get(reverse("wagtailadmin_home")).content.decode()
