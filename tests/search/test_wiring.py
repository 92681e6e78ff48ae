"""What is forgotten easily: a new page kind, the editors' synonyms, the nightly comparison."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from content.library.tasks import publish_scheduled
from search import checks, page_documents, synonyms
from search.models import SynonymSet
from search.tasks import drain_outbox, reconcile


def test_every_page_kind_is_mapped_or_excluded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.page_kinds_are_decided() == []
    monkeypatch.setattr(page_documents, "EXCLUDED", ())
    errors = checks.page_kinds_are_decided()
    assert [error.id for error in errors] == ["search.E001"]
    assert "HomePage" in errors[0].msg


def test_the_beat_knows_the_tasks() -> None:
    names = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {drain_outbox.name, reconcile.name, publish_scheduled.name} <= names


@pytest.mark.django_db
def test_two_way_and_one_way_synonyms() -> None:
    SynonymSet.objects.create(terms="Kita\nKindergarten", direction="both")
    SynonymSet.objects.create(terms="MBE\nMigrationsberatung", direction="forward")
    SynonymSet.objects.create(terms="alt\nneu", active=False)
    assert synonyms.mapping() == {
        "kita": ("Kindergarten",),
        "kindergarten": ("Kita",),
        "mbe": ("Migrationsberatung",),
    }


@pytest.mark.django_db
def test_editors_keep_synonyms_and_need_two_words(client: Client, admin_user: Any) -> None:
    client.force_login(admin_user)
    url = reverse(SynonymSet.snippet_viewset.get_url_name("add"))
    data = {"direction": "both", "active": "on"}
    refused = client.post(url, {**data, "terms": "Kita\n kita".replace("k", "K")})
    assert refused.status_code == 200
    assert "mindestens zwei" in refused.content.decode()
    client.post(url, {**data, "terms": "  Kita \n\nKindergarten"})
    assert SynonymSet.objects.get().words == ["Kita", "Kindergarten"]
    listing = client.get(reverse(SynonymSet.snippet_viewset.get_url_name("list")))
    assert "Kita = Kindergarten" in listing.content.decode()


@pytest.mark.django_db
def test_the_nightly_task_builds_a_missing_index(no_index: None) -> None:
    from search.engine import get_engine

    reconcile()
    assert get_engine().count() == 0
