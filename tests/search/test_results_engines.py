"""The results page is the same on both engines."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from content.directory.models import (
    Language,
    Location,
    Municipality,
    ServiceAtLocation,
    ServiceLanguage,
    Topic,
)
from search import engine as engine_module
from search import rebuilding
from search.engine import get_engine
from tests.factories.library import ConceptPageFactory, SiteTree
from tests.search.making import make_service

pytestmark = pytest.mark.django_db

QUESTIONS: list[dict[str, Any]] = [
    {},
    {"q": "Sprachkurs"},
    {"q": "Sprachkurs Dari"},
    {"q": "Sprachkurs", "tab": "directory", "language": "dari"},
    {"q": "Sprachkurs", "near": "53721", "radius": "10"},
    {"near": "Siegburg", "radius": "50", "topic": "sprache"},
    {"q": "Sprachkrus"},
    {"q": "Sprachkurs", "tab": "templates"},
    {"q": "Konzept", "topic": "sprache", "near": "Windeck", "radius": "5"},
    {"q": "Sprachkurs", "page": "2", "sort": "title"},
    {"q": "Quastenflosser"},
]


@pytest.fixture
def offers(db: None, site: SiteTree) -> None:
    """Courses in two places, a concept."""
    dari = Language.objects.create(name="Dari", code="prs")
    topic = Topic.objects.create(name="Sprache")
    spots = [("Siegburg", "53721", 50.800, 7.207), ("Windeck", "51570", 50.797, 7.617)]
    for number in range(14):
        name, postcodes, lat, lon = spots[number % 2]
        town, _ = Municipality.objects.get_or_create(
            slug=name.lower(),
            defaults={
                "name": name, "ags": f"0538206{number}", "kind": "town", "bank": "right",
                "postcodes": postcodes, "latitude": lat, "longitude": lon,
            },
        )  # fmt: skip
        service = make_service(f"Sprachkurs {number:02}", assured_date="2026-05-01")
        place = Location.objects.create(
            name="Haus", municipality=town, latitude=lat + number / 1000, longitude=lon, live=True
        )
        ServiceAtLocation.objects.create(service=service, location=place)
        if number < 4:
            ServiceLanguage.objects.create(service=service, language=dari)
            service.topics.add(topic)
            service.save()
    ConceptPageFactory(parent=site.sections["konzepte"], title="Konzept Sprachkurs")


@pytest.fixture
def use(settings: Any, tmp_path: Path, elasticsearch_url: str) -> Iterator[Any]:
    """`use(engine)`: the site's engine from now on, built from the database."""
    settings.SEARCH_PATH = tmp_path / "index"
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.SEARCH_INDEX = f"kim-page-{uuid.uuid4().hex[:8]}"

    def choose(name: str) -> None:
        settings.SEARCH_ENGINE = name
        engine_module._cached_engine.cache_clear()
        rebuilding.rebuild()

    yield choose
    client = get_engine().client  # type: ignore[attr-defined]  # the last one is Elasticsearch
    for index in client.indices.get_alias(name=settings.SEARCH_INDEX):
        client.indices.delete(index=index)
    engine_module._cached_engine.cache_clear()


def seen(client: Client, question: dict[str, Any]) -> Any:
    answer = client.get("/suche/", question).context["answer"]
    assert not answer.reduced
    return {
        "total": answer.page.total,
        "hits": [
            (hit.hit.id, hit.hit.distance_km and round(hit.hit.distance_km, 3), hit.missing)
            for hit in answer.hits
        ],
        "confirmed": [hit.hit.document.assured for hit in answer.hits],
        "full": answer.page.full,
        "tabs": [(str(tab.label), tab.count) for tab in answer.tabs],
        "filters": [
            (f.name, [(c.value, c.count) for c in f.choices + f.more]) for f in answer.filters
        ],
        "suggestion": answer.suggestion,
        "near_misses": answer.near_misses,
    }


def test_both_engines_give_the_same_pages(client: Client, offers: None, use: Any) -> None:
    use("embedded")
    embedded = [seen(client, question) for question in QUESTIONS]
    use("elastic")
    elastic = [seen(client, question) for question in QUESTIONS]
    for question, one, other in zip(QUESTIONS, embedded, elastic, strict=True):
        assert one == other, question
    assert any(page["near_misses"] for page in embedded)
