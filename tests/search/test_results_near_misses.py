"""Nothing found: what would find something, with its count, and whom to ask."""

from typing import Any

import pytest
from django.test import Client

from content.directory.models import Language, ServiceLanguage, Topic
from search import outbox
from search.models import SynonymSet
from tests.search.making import make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def offers(index: Any, site: Any) -> None:
    """Twelve language courses, three of them in Dari; one swimming course of another topic."""
    topics = {name: Topic.objects.create(name=name) for name in ("Sprache", "Sport")}
    dari = Language.objects.create(name="Dari", code="prs")
    for number in range(12):
        service = make_service(f"Sprachkurs {number:02}")
        service.topics.add(topics["Sprache"])
        service.save()
        if number < 3:
            ServiceLanguage.objects.create(service=service, language=dari)
    swimming = make_service("Schwimmkurs")
    swimming.topics.add(topics["Sport"])
    swimming.save()
    outbox.drain_all()


def misses(client: Client, **data: Any) -> dict[str, int]:
    """Return what the page offers, by label; every link must hold what it says."""
    answer = client.get("/suche/", data).context["answer"]
    assert answer.page.total == 0
    for miss in answer.near_misses:
        found = client.get(f"/suche/?{miss.query}").context["answer"].page.total
        assert found == miss.count
    return {miss.label: miss.count for miss in answer.near_misses}


def test_without_the_filter_that_leaves_most_out(client: Client, offers: None) -> None:
    found = misses(client, q="Sprachkurs", topic="sport", language="dari", tab="directory")
    assert found == {"Ohne den Filter Thema: Sport": 3}


def test_in_the_whole_portal(client: Client, offers: None) -> None:
    assert misses(client, q="Sprachkurs", tab="templates") == {"Im ganzen Portal": 12}


def test_without_a_word(client: Client, offers: None) -> None:
    found = misses(client, q="Sprachkurs Quastenflosser", topic="sport", language="dari")
    assert found == {"Ohne den Filter Thema: Sport": 3}
    found = misses(client, q="Schwimmkurs Sprachkurs", language="dari", topic="sport")
    assert found["Ohne den Filter Sprache: Dari"] == 1


def test_without_the_signs_of_the_query_language(client: Client, offers: None) -> None:
    assert set(misses(client, q='"kurs Sprachkurs"')) == {"Nur die Wörter: kurs Sprachkurs"}


@pytest.mark.parametrize("text", ['ort:"kurs Sprachkurs"', 'kurs thema:"Sprachkurs"'])
def test_without_the_field_before_a_quote(client: Client, offers: None, text: str) -> None:
    assert set(misses(client, q=text)) == {"Nur die Wörter: kurs Sprachkurs"}


def test_without_everything_where_one_change_is_too_little(client: Client, offers: None) -> None:
    found = misses(client, q="Sprachkurs", topic="sport", language="dari", tab="directory", near="")
    assert found
    found = misses(client, q="Schwimmkurs", topic="sprache", phase="x", tab="standards")
    assert found["Im ganzen Portal, ohne Filter"] == 1


def test_where_nothing_helps_nothing_is_offered(client: Client, offers: None) -> None:
    assert misses(client, q="Quastenflosser", tab="standards", topic="sport") == {}


def test_synonyms_that_were_tried_are_named_and_whom_to_ask(client: Client, offers: None) -> None:
    SynonymSet.objects.create(terms="Quastenflosser\nUrfisch", direction="both")
    html = client.get("/suche/", {"q": "Quastenflosser"}).content.decode()
    assert "Diese Wörter wurden mitgesucht: Urfisch" in " ".join(html.split())
    assert 'href="mailto:kim-portal@example.org"' in html


def test_a_hidden_offer_is_no_near_miss(client: Client, offers: None, people: Any) -> None:
    hidden = make_service("Geheimkurs", internal=True)
    hidden.topics.add(Topic.objects.get(name="Sport"))
    hidden.save()
    outbox.drain_all()
    assert misses(client, q="Geheimkurs", topic="sprache") == {}
    client.force_login(people["Fachkraft"])
    assert misses(client, q="Geheimkurs", topic="sprache") == {"Ohne den Filter Thema: Sprache": 1}


def test_the_suggestion_keeps_filters_and_tab(client: Client, offers: None) -> None:
    answer = client.get("/suche/", {"q": "Schwimmkrus", "tab": "directory"}).context["answer"]
    assert answer.suggestion[0].casefold() == "schwimmkurs"
    assert "tab=directory" in answer.suggestion[1]
