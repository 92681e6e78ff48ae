"""The results page: finds, filters, completes; nothing in the address makes it fail."""

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.documents import get_document_model

from content.directory.models import Language, ServiceLanguage, Topic
from content.library.models import PageAttachment
from search import outbox, parameters, views
from search.models import SynonymSet
from search.query import ResultPage
from search.results import Answer
from tests.factories.library import CaseStandardPageFactory, ConceptPageFactory, SiteTree
from tests.search.making import make_service

pytestmark = pytest.mark.django_db
URL = "/suche/"


@pytest.fixture
def offers(index: Any, site: SiteTree) -> None:
    topic = Topic.objects.create(name="Sprache")
    dari = Language.objects.create(name="Dari", code="prs")
    for number in range(12):
        service = make_service(f"Sprachkurs {number:02}", summary="Deutsch lernen in der Gruppe.")
        service.topics.add(topic)
        service.save()
        if number < 3:
            ServiceLanguage.objects.create(service=service, language=dari)
    make_service("Schwimmkurs", summary="Schwimmen für Familien.")
    outbox.drain_all()


def page(client: Client, **data: Any) -> str:
    response = client.get(URL, data)
    assert response.status_code == 200
    return response.content.decode()


def test_a_word_finds_marks_and_counts(client: Client, offers: None) -> None:
    html = page(client, q="Sprachkurs")
    assert "12 Treffer für „Sprachkurs“" in html
    assert "<mark>Sprachkurs</mark> " in html
    assert "Schwimmkurs" not in html


def test_pages_divide_the_results(client: Client, offers: None) -> None:
    first, second = page(client, q="Sprachkurs"), page(client, q="Sprachkurs", page=2)
    assert first.count("search-hit") > second.count("search-hit")
    assert 'rel="next"' in first
    assert 'rel="prev"' in second


def test_a_filter_narrows_and_can_be_taken_away(client: Client, offers: None) -> None:
    html = page(client, q="Sprachkurs", language="dari")
    assert "3 Treffer" in html
    assert "checked" in html
    assert 'href="/suche/?q=Sprachkurs"' in html
    assert "Dari" in html


def test_tabs_show_their_kinds_alone(client: Client, offers: None, site: SiteTree) -> None:
    ConceptPageFactory(parent=site.sections["konzepte"], title="Konzept Sprachkurs")
    outbox.drain_all()
    assert "13 Treffer" in page(client, q="Sprachkurs")
    assert "12 Treffer" in page(client, q="Sprachkurs", tab="directory")
    assert "1 Treffer" in page(client, q="Sprachkurs", tab="standards")


def test_the_directory_search_keeps_the_question(client: Client) -> None:
    response = client.get("/suche/angebote/", {"q": "Kurs", "language": "dari"})
    assert response.status_code == 302
    assert response["Location"] == "/suche/?q=Kurs&language=dari&tab=directory"


def test_htmx_gets_the_changing_part_alone(client: Client, offers: None) -> None:
    response = client.get(URL, {"q": "Sprachkurs"}, headers={"HX-Request": "true"})
    html = response.content.decode()
    assert "<html" not in html
    assert "12 Treffer" in html
    assert "HX-Request" in response["Vary"]


def test_nothing_found_says_what_to_do(client: Client, offers: None) -> None:
    html = page(client, q="Quantenchromodynamik", tab="directory")
    assert "Nichts gefunden" in html
    assert "kim-portal@example.org" in html
    assert "Im ganzen Portal" not in html  # as little is found there


def test_synonyms_hold_at_once(client: Client, offers: None) -> None:
    assert "Schwimmkurs" not in page(client, q="Badespass")
    SynonymSet.objects.create(terms="Badespass\nSchwimmkurs", direction="both")
    assert "Schwimmkurs" in page(client, q="Badespass").replace("<mark>", "").replace("</mark>", "")


@pytest.mark.parametrize(
    "data",
    [
        {"page": "x"},
        {"page": "-3"},
        {"page": "99999999999999999999"},
        {"page": "²"},
        {"q": "a" * 5000},
        {"q": '"offen (AND [x:y -'},
        {"q": "\x00\x01"},
        {"q": "<script>alert(1)</script>"},
        {"tab": "keiner", "sort": "keine"},
        {"topic": ["'; DROP", "x" * 500, "sprache"]},
        {"kind": "../../etc/passwd"},
        {"unknown": "1"},
    ],
)
def test_any_address_is_answered(client: Client, offers: None, data: Any) -> None:
    html = page(client, **data)
    assert "<script>alert" not in html


def test_a_page_beyond_the_last_shows_the_last(client: Client, offers: None) -> None:
    assert "Sprachkurs" in page(client, q="Sprachkurs", page=40)


def test_without_an_index_titles_are_searched(client: Client, no_index: None, site: Any) -> None:
    make_service("Sprachkurs", summary="Deutsch")
    make_service("Geheime Beratung", internal=True)
    ConceptPageFactory(parent=site.sections["konzepte"], title="Konzept Sprachkurs")
    CaseStandardPageFactory(parent=site.sections["standards"], title="Interner Sprachkurs")
    html = page(client, q="sprachkurs")
    assert "Eingeschränkte Suche" in html
    assert "2 Treffer" in html
    assert "Interner" not in html
    assert "Geheime" not in page(client, q="beratung")
    assert client.get(reverse("search:suggest"), {"q": "spr"}).json() == {"suggestions": []}


def test_a_broken_index_is_no_error(client: Client, offers: None, settings: Any) -> None:
    for file in settings.SEARCH_PATH.rglob("*"):
        if file.is_file():
            file.write_bytes(b"broken")
    from search import engine

    engine._cached_engine.cache_clear()
    assert "Eingeschränkte Suche" in page(client, q="Sprachkurs")


def test_suggestions_complete_what_is_typed(client: Client, offers: None) -> None:
    found = client.get(reverse("search:suggest"), {"q": "schw"}).json()["suggestions"]
    assert "Schwimmkurs" in {row["text"] for row in found}
    assert client.get(reverse("search:suggest"), {"q": "s"}).json() == {"suggestions": []}


def test_a_hit_in_a_file_leads_to_its_page(client: Client, index: Any, site: SiteTree) -> None:
    file = get_document_model().objects.create(
        title="Merkblatt", file=ContentFile(b"Der Sammeltopf hilft.", "merkblatt.txt")
    )
    owner = ConceptPageFactory(parent=site.sections["konzepte"])
    PageAttachment.objects.create(page=owner, document=file)
    outbox.drain_all()
    html = page(client, q="Sammeltopf", tab="documents")
    assert "<mark>Sammeltopf</mark>" in html
    assert file.url in html


def test_few_queries_however_many_results(client: Client, offers: None, people: Any) -> None:
    client.force_login(people["Fachkraft"])
    client.get(URL)
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(client, q="Sprachkurs", language="dari")
    with CaptureQueriesContext(connection) as many:
        page(client, q="kurs")
    assert max(len(few), len(many)) <= 12, json.dumps([q["sql"] for q in many], indent=1)


def test_no_page_is_offered_that_is_not_answered() -> None:
    asked = parameters.parse(QueryDict("page=1000"))
    found = Answer(asked, ResultPage(total=20_000, page=asked.page), [])
    assert views._context(found)["page_obj"].has_previous()
    assert not views._context(found)["page_obj"].has_next()
