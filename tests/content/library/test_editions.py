"""Editions are issued whole or not at all, never change, and keep their address."""

import datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import pre_save
from django.urls import reverse
from django.utils import timezone
from wagtail_factories import DocumentFactory

from content.library.models import Acknowledgement, Edition
from content.library.models.attachment import PageAttachment
from content.library.models.edition import EditionIsFinal
from content.library.publishing.issue_edition import EditionRefused, issue_edition
from tests.factories.library import CaseStandardPageFactory, ConceptPageFactory

pytestmark = pytest.mark.django_db


def issue(page, **changes):
    data = {
        "valid_from": datetime.date(2026, 3, 1),
        "change_note": "Kapitel 1 überarbeitet.",
        "approver": "Lenkungsgruppe",
        "user": None,
        "ask_acknowledgement": False,
    }
    return issue_edition(page, **{**data, **changes})


def revise(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision()
    return page


@pytest.fixture
def concept(tree):
    return ConceptPageFactory(parent=tree.sections["konzepte"], title="Erster Titel")


def test_an_edition_publishes_the_newest_draft_and_counts_up(concept):
    assert issue(concept).number == 1
    revise(concept, title="Zweiter Titel")
    assert issue(concept).number == 2
    concept.refresh_from_db()
    assert concept.title == "Zweiter Titel"


def test_an_edition_without_a_change_is_refused(concept):
    issue(concept)
    with pytest.raises(EditionRefused):
        issue(concept)
    assert Edition.objects.count() == 1


def test_a_scheduled_page_is_refused_and_stays_a_draft(concept):
    concept.unpublish()
    revise(concept, go_live_at=timezone.now() + datetime.timedelta(days=3))
    with pytest.raises(EditionRefused):
        issue(concept)
    concept.refresh_from_db()
    assert not concept.live
    assert not Edition.objects.exists()


def test_an_edition_of_a_later_day_is_refused_and_nothing_is_published(concept):
    revise(concept, title="Neuer Titel")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(EditionRefused, match="liegt noch in der Zukunft"):
        issue(concept, valid_from=tomorrow)
    concept.refresh_from_db()
    assert concept.title == "Erster Titel"


def test_nothing_is_published_where_the_edition_cannot_be_stored(concept):
    revise(concept, title="Neuer Titel")

    def fail(**kwargs):
        raise OSError("disk full")

    pre_save.connect(fail, sender=Edition)
    try:
        with pytest.raises(OSError, match="disk full"):
            issue(concept)
    finally:
        pre_save.disconnect(fail, sender=Edition)
    concept.refresh_from_db()
    assert concept.title == "Erster Titel"


def test_an_edition_cannot_be_changed_or_deleted(concept):
    edition = issue(concept)
    edition.change_note = "Doch etwas anderes"
    for attempt in (
        edition.save,
        edition.delete,
        lambda: Edition.objects.update(number=9),
        Edition.objects.all().delete,
    ):
        with pytest.raises(EditionIsFinal):
            attempt()


def test_an_old_edition_keeps_its_text_and_names_the_current_one(concept, browse):
    issue(concept)
    revise(concept, title="Zweiter Titel")
    issue(concept)
    html = browse(None).get(concept.get_url() + "fassung/1/").content.decode()
    assert "Erster Titel</h1>" in html
    assert "Dies ist Fassung 1; aktuell ist Fassung 2." in html
    assert "Zweiter Titel</h1>" in browse(None).get(concept.get_url()).content.decode()


def test_an_old_edition_leaves_out_a_file_that_is_gone(concept, browse, document):
    concept.attachments.add(PageAttachment(document=document, label="Altes Merkblatt"))
    concept.attachments.add(PageAttachment(document=DocumentFactory(), label="Neues Merkblatt"))
    concept.save()
    concept.save_revision()
    issue(concept)
    document.delete()
    html = browse(None).get(concept.get_url() + "fassung/1/").content.decode()
    assert "Neues Merkblatt" in html
    assert "Altes Merkblatt" not in html


def test_an_old_edition_stays_where_its_page_has_moved_to(concept, browse):
    issue(concept)
    revise(concept, slug="neue-adresse").get_latest_revision().publish()
    html = browse(None).get("/konzepte/neue-adresse/fassung/1/").content.decode()
    assert "/konzepte/neue-adresse/fassung/1/" in html


def test_an_unknown_edition_is_not_found(concept, browse):
    issue(concept)
    assert browse(None).get(concept.get_url() + "fassung/7/").status_code == 404


def test_an_edition_is_as_closed_as_its_page(tree, browse):
    page = CaseStandardPageFactory(parent=tree.sections["standards"])
    issue(page)
    address = page.get_url() + "fassung/1/"
    assert browse(None).get(address).status_code == 302
    assert browse("Partner").get(address).status_code == 403
    assert browse("Fachkraft").get(address).status_code == 200


def test_staff_confirm_once_that_they_have_read(concept, browse, person):
    edition = issue(concept, ask_acknowledgement=True)
    reader = person("Fachkraft")
    client = browse(reader)
    assert "Ich habe diese Fassung gelesen" in client.get(concept.get_url()).content.decode()
    address = reverse("library:acknowledge", args=[edition.pk])
    for _again in range(2):
        assert client.post(address).status_code == 302
    assert Acknowledgement.objects.filter(user=reader).count() == 1
    assert "Sie haben bestätigt" in client.get(concept.get_url()).content.decode()


def test_nobody_confirms_an_edition_they_may_not_see(tree, browse):
    page = CaseStandardPageFactory(parent=tree.sections["standards"])
    edition = issue(page, ask_acknowledgement=True)
    address = reverse("library:acknowledge", args=[edition.pk])
    assert browse("Partner").post(address).status_code == 403
    assert browse(None).post(address).status_code == 302
    assert not Acknowledgement.objects.exists()


def test_an_edition_that_asks_nobody_takes_no_confirmation(concept, browse):
    edition = issue(concept)
    address = reverse("library:acknowledge", args=[edition.pk])
    assert browse("Fachkraft").post(address).status_code == 404


def test_the_revision_of_an_edition_survives_the_purge_of_old_revisions(concept):
    edition = issue(concept)
    revise(concept, title="Noch ein Titel")
    assert ContentType.objects.get_for_id(edition.revision.content_type_id).model == "conceptpage"
    from django.core.management import call_command

    call_command("purge_revisions")
    assert Edition.objects.get().revision.content["title"] == "Erster Titel"
