"""Searches without results are counted by day, and nothing tells whose they were."""

import datetime
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from content.directory.models import Topic
from search import failed
from search.failed import counting
from search.models import FailedSearch
from tests.factories.directory import MunicipalityFactory
from tests.factories.library import SiteTree
from tests.search.making import make_service

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def portal(drained: Any, site: SiteTree) -> None:
    MunicipalityFactory(name="Siegburg", slug="siegburg")
    Topic.objects.create(name="Gesundheit")
    make_service("Schwimmkurs")
    drained()


def counted() -> list[tuple[str, str, str, int]]:
    rows = FailedSearch.objects.order_by("terms", "municipality")
    return list(rows.values_list("terms", "municipality", "topic", "count"))


def test_a_search_without_results_is_counted_with_its_filters(client: Client, portal: None) -> None:
    for _ in range(2):
        client.get("/suche/", {"q": "Zahnarzt", "municipality": "siegburg", "topic": "gesundheit"})
    assert counted() == [("zahnarzt", ",siegburg,", ",gesundheit,", 2)]
    assert FailedSearch.objects.get().day == timezone.localdate()


def test_a_search_with_results_is_not_counted(client: Client, portal: None) -> None:
    client.get("/suche/", {"q": "Schwimmkurs"})
    client.get("/suche/")
    assert counted() == []


def test_of_names_only_their_number_is_kept(client: Client, portal: None) -> None:
    client.get("/suche/", {"q": "Fatima Yilmaz", "municipality": "fatima-yilmaz"})
    client.get("/suche/", {"q": "Oksana Shevchenko 0176 12345"})
    assert counted() == [("", "", "", 2)]
    values = str(list(FailedSearch.objects.values()))
    assert "atima" not in values
    assert "0176" not in values


def test_what_is_being_typed_counts_when_it_has_come_to_rest(client: Client, portal: None) -> None:
    response = client.get("/suche/", {"q": "Hebamme"}, **HTMX)
    assert "settled=1" in response.content.decode()
    assert counted() == []
    response = client.get("/suche/", {"q": "Hebamme", "settled": "1"}, **HTMX)
    assert response.status_code == 204
    assert counted() == [("hebamme", "", "", 1)]


def test_later_pages_and_an_engine_that_is_away_do_not_count(
    client: Client, portal: None, settings: Any, tmp_path: Any
) -> None:
    client.get("/suche/", {"q": "Hebamme", "page": "2"})
    settings.SEARCH_PATH = tmp_path / "nowhere"
    from search import engine

    engine._cached_engine.cache_clear()
    client.get("/suche/", {"q": "Hebamme"})
    assert counted() == []


def test_a_robot_fills_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MAX_ROWS_A_DAY", 2)
    for word in ("Zahnarzt", "Hebamme", "Logopädie", "Ergotherapie"):
        failed.count(word, {})
    assert [row[0] for row in counted()] == ["", "hebamme", "zahnarzt"]
    assert counted()[0][3] == 2


def test_a_database_that_refuses_does_not_fail_the_page(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_args: object) -> None:
        raise DatabaseError("INSERT 'zahnarzt'")

    monkeypatch.setattr(counting, "_count", refuse)
    failed.count("Zahnarzt", {})
    assert "not counted" in caplog.text
    assert "zahnarzt" not in caplog.text.lower()


def test_counts_are_forgotten_after_two_years() -> None:
    today = timezone.localdate()
    for days in (0, 700, 800):
        FailedSearch.objects.create(day=today - datetime.timedelta(days=days), count=1)
    assert failed.forget_old() == 1
    assert FailedSearch.objects.count() == 2
