"""The report of searches without results: by week, municipality and topic, for coordinators."""

import datetime
import re
from typing import Any

import pytest
from django.test import Client

from content.directory.models import Topic
from portal.accounts.sync import sync_roles
from search.models import FailedSearch
from tests.factories.directory import MunicipalityFactory
from tests.factories.library import SiteTree

pytestmark = pytest.mark.django_db
URL = "/verwaltung/reports/failed-searches/"
MONDAY = datetime.date(2026, 11, 16)


@pytest.fixture
def counts(site: SiteTree) -> None:
    sync_roles()
    MunicipalityFactory(name="Siegburg", slug="siegburg")
    Topic.objects.create(name="Gesundheit")
    for day, terms, municipality, topic, count in (
        (0, "zahnarzt", ",siegburg,", ",gesundheit,", 2),
        (6, "zahnarzt", ",siegburg,", ",gesundheit,", 3),
        (7, "zahnarzt", "", "", 7),
        (1, "", "", "", 4),
    ):
        FailedSearch.objects.create(
            day=MONDAY + datetime.timedelta(days=day),
            terms=terms, municipality=municipality, topic=topic, count=count,
        )  # fmt: skip


def rows(response: Any) -> list[tuple[str, str, str, str, int]]:
    names = ("week_label", "terms_label", "municipality_label", "topic_label", "total")
    return [tuple(row[name] for name in names) for row in response.context["object_list"]]


def test_days_of_a_week_are_one_line(client: Client, counts: None, people: Any) -> None:
    client.force_login(people["Koordination"])
    response = client.get(URL)
    assert rows(response) == [
        ("48/2026 (ab 23.11.2026)", "zahnarzt", "", "", 7),
        ("47/2026 (ab 16.11.2026)", "zahnarzt", "Siegburg", "Gesundheit", 5),
        ("47/2026 (ab 16.11.2026)", "nicht aufbewahrte Wörter", "", "", 4),
    ]
    assert "Synonym" in response.content.decode()


def test_the_table_on_the_screen_has_the_words(client: Client, counts: None, people: Any) -> None:
    client.force_login(people["Koordination"])
    for url in (URL, URL + "results/"):
        page = client.get(url).content.decode()
        for text in ("47/2026 (ab 16.11.2026)", "zahnarzt", "Siegburg", "Gesundheit"):
            assert re.search(rf"<td[^>]*>\s*{re.escape(text)}\s*</td>", page), (url, text)


@pytest.mark.parametrize(
    ("data", "totals"),
    [
        ({"municipality": ",siegburg,"}, [5]),
        ({"topic": ",gesundheit,"}, [5]),
        ({"since": "23.11.2026"}, [7]),
        ({"until": "16.11.2026"}, [2]),
        ({"municipality": "unsinn"}, [7, 5, 4]),
    ],
)
def test_filters_narrow(
    client: Client, counts: None, people: Any, data: dict[str, str], totals: list[int]
) -> None:
    client.force_login(people["Leitung"])
    assert [row[-1] for row in rows(client.get(URL, data))] == totals


def test_the_report_can_be_taken_along(client: Client, counts: None, people: Any) -> None:
    client.force_login(people["Koordination"])
    response = client.get(URL, {"export": "csv"})
    text = b"".join(response).decode()
    assert "47/2026 (ab 16.11.2026),zahnarzt,Siegburg,Gesundheit,5" in text


def test_nothing_counted_yet_is_said(client: Client, site: SiteTree, people: Any) -> None:
    sync_roles()
    client.force_login(people["Koordination"])
    assert rows(client.get(URL)) == []


@pytest.mark.parametrize("role", ["Fachkraft", "Partner", None])
def test_others_do_not_see_the_report(
    client: Client, counts: None, people: Any, role: str | None
) -> None:
    if role:
        client.force_login(people[role])
    for url in (URL, URL + "results/", URL + "?export=csv"):
        response = client.get(url)
        assert response.status_code in (302, 403)
        assert b"zahnarzt" not in response.content
