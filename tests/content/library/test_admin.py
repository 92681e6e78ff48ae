"""Coordinators edit every kind and issue editions; others do not get there."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from content.library.models import Edition
from tests.content.library.test_editions import issue
from tests.content.library.test_pages import make_pages
from tests.factories.library import ConceptPageFactory

pytestmark = pytest.mark.django_db
KINDS = ["concept", "standard", "agreement", "news", "info", "section", "home"]


@pytest.fixture
def concept(tree):
    return ConceptPageFactory(parent=tree.sections["konzepte"], title="Konzept")


def address_of(page):
    return reverse("library_issue_edition", args=[page.pk])


def answers(page, **changes):
    latest = page.get_latest_revision()
    data = {
        "valid_from": "2026-03-01",
        "change_note": "Neu gefasst.",
        "approver": "Lenkungsgruppe",
        "revision": latest.pk if latest else 0,
    }
    return {**data, **changes}


@pytest.mark.parametrize("kind", KINDS)
def test_a_coordinator_opens_the_form_of_every_kind(tree, browse, kind):
    page = make_pages(tree)[kind]
    response = browse("Koordination").get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200


@pytest.mark.parametrize("kind", ["concept", "standard", "agreement", "news"])
def test_a_coordinator_opens_an_empty_form_of_every_kind(tree, browse, kind):
    page = make_pages(tree)[kind]
    parent = page.get_parent()
    args = ["library", page._meta.model_name, parent.pk]
    response = browse("Koordination").get(reverse("wagtailadmin_pages:add", args=args))
    assert response.status_code == 200


def test_a_fachkraft_does_not_reach_the_admin(tree, browse, concept):
    assert browse("Fachkraft").get(address_of(concept)).status_code in (302, 403)


def test_a_wrong_agreement_is_told_why_and_keeps_what_was_typed(tree, browse):
    page = make_pages(tree)["agreement"]
    data = {
        "title": page.title,
        "slug": page.slug,
        "partner": page.partner_id,
        "module": 2,
        "subject": "Ein langer, mühsam getippter Gegenstand",
        "state": "signed",
        "term_start": "2026-05-01",
        "term_end": "2026-01-01",
        "notice_months": "",
        "body-count": 0,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "files-TOTAL_FORMS": 0,
        "files-INITIAL_FORMS": 0,
        "attachments-TOTAL_FORMS": 0,
        "attachments-INITIAL_FORMS": 0,
        "action-publish": "1",
    }
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = browse("Koordination").post(address, data).content.decode()
    assert "Ein langer, mühsam getippter Gegenstand" in html
    assert "Die Laufzeit endet, bevor sie beginnt." in html
    assert "Tag der Unterzeichnung" in html


def test_the_editor_offers_a_new_edition_to_those_who_may(tree, browse, concept):
    edit = reverse("wagtailadmin_pages:edit", args=[concept.pk])
    assert "action-issue-edition" in browse("Koordination").get(edit).content.decode()


def test_the_confirmation_form_issues_the_edition(tree, browse, concept):
    client = browse("Koordination")
    concept.save_revision()
    assert client.get(address_of(concept)).status_code == 200
    response = client.post(address_of(concept), answers(concept, ask_acknowledgement="on"))
    assert response.status_code == 302
    edition = Edition.objects.get()
    assert edition.valid_from == datetime.date(2026, 3, 1)
    assert edition.ask_acknowledgement
    assert edition.issued_by is not None


def test_a_later_day_is_refused_beside_its_field(tree, browse, concept):
    concept.save_revision()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    data = answers(concept, valid_from=tomorrow.isoformat())
    response = browse("Koordination").post(address_of(concept), data)
    assert "liegt noch in der Zukunft" in response.context["form"].errors["valid_from"][0]
    assert "Neu gefasst." in response.content.decode()
    assert not Edition.objects.exists()


def test_a_stale_form_publishes_nothing_and_keeps_what_was_typed(tree, browse, concept):
    concept.save_revision()
    stale = answers(concept)
    concept.title = "Inzwischen geändert"
    concept.save_revision()
    html = browse("Koordination").post(address_of(concept), stale).content.decode()
    assert "Die Seite wurde noch einmal gespeichert" in html
    assert "Neu gefasst." in html
    assert f'value="{concept.get_latest_revision().pk}"' in html
    assert not Edition.objects.exists()


def test_missing_answers_are_asked_for(tree, browse, concept):
    concept.save_revision()
    response = browse("Koordination").post(address_of(concept), answers(concept, approver=""))
    assert response.status_code == 200
    assert not Edition.objects.exists()


def test_pages_without_editions_have_no_such_form(tree, browse):
    page = make_pages(tree)["news"]
    assert browse("Koordination").get(address_of(page)).status_code == 404


def test_a_page_with_editions_is_not_deleted(tree, browse, concept):
    issue(concept)
    client = browse("Administration")
    for page in (concept, tree.sections["konzepte"]):
        response = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert response.status_code == 302
    assert Edition.objects.count() == 1
