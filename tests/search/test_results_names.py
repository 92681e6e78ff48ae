"""What is typed as field:value narrows like the filters: by labels as shown, within the tab."""

import json
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.http import QueryDict

from content.directory.models import (
    Language,
    LegalArea,
    Location,
    ServiceAtLocation,
    ServiceLanguage,
    Topic,
)
from search import outbox, results
from search.parameters import parse
from tests.factories.library import ConceptPageFactory, SiteTree
from tests.search.making import make_service, make_town

pytestmark = pytest.mark.django_db
COUNSEL = {"Beratung Arabisch", "Beratung Dari", "Beratung Kurmandschi", "Beratung Sorani"}


@pytest.fixture
def offers(index: Any, site: SiteTree) -> None:
    """Offers in four languages, one of them in Bad Honnef, and a concept."""
    languages = [
        ("Arabisch", "ar"),
        ("Dari", "prs"),
        ("Kurdisch (Kurmandschi)", "kmr"),
        ("Kurdisch (Sorani)", "ckb"),
    ]
    offers = {}
    for name, code in languages:
        language = Language.objects.create(name=name, code=code, slug=code)
        offers[code] = make_service("Beratung " + name.split("(")[-1].strip(")"))
        ServiceLanguage.objects.create(service=offers[code], language=language)
    town = make_town("Bad Honnef")
    town.slug = "bad-honnef"
    town.save()
    house = Location.objects.create(name="Haus", municipality=town, live=True)
    ServiceAtLocation.objects.create(service=offers["ar"], location=house)
    topic = Topic.objects.create(name="Sprache und Sprachkurse", slug="sprache")
    offers["prs"].topics.add(topic, Topic.objects.create(name="Sprache", slug="reden"))
    offers["prs"].legal_areas.add(LegalArea.objects.create(name="SGB II", slug="sgb-ii"))
    offers["kmr"].topics.add(Topic.objects.get(slug="reden"))
    for offer in offers.values():
        offer.save()
    ConceptPageFactory(parent=site.sections["konzepte"], title="Konzept Beratung")
    outbox.drain_all()


def ask(text: str, **more: str) -> results.Answer:
    address = QueryDict(mutable=True)
    address.update({"q": text, **more})
    answer = results.answer(parse(address), AnonymousUser())
    assert not answer.reduced
    return answer


def found(text: str, **more: str) -> set[str]:
    return {hit.title for hit in ask(text, **more).page.hits}


NAMED = [
    ('ort:"Bad Honnef"', {"Beratung Arabisch"}),
    ("ort:„bad  honnef“", {"Beratung Arabisch"}),
    ("ort:bad-honnef", {"Beratung Arabisch"}),
    ("beratung sprache:Arabisch", {"Beratung Arabisch"}),
    ("sprache:ar", {"Beratung Arabisch"}),
    ("sprache:dari sprache:arabisch", {"Beratung Arabisch", "Beratung Dari"}),
    ("sprache:Kurdisch", {"Beratung Kurmandschi", "Beratung Sorani"}),
    ('sprache:"Kurdisch (Sorani)"', {"Beratung Sorani"}),
    ('thema:"Sprache und Sprachkurse"', {"Beratung Dari"}),
    ("thema:sprache", {"Beratung Dari"}),  # a slug is itself before it is another's label
    ('rechtskreis:"SGB II"', {"Beratung Dari"}),
    ("beratung art:Angebot", COUNSEL),
    ("beratung art:service art:Konzept", {*COUNSEL, "Konzept Beratung"}),
    ("beratung art:concept", {"Konzept Beratung"}),
    ("sprache:klingonisch", set()),
    ("art:quatsch", set()),
]


def test_labels_and_slugs_narrow(offers: None) -> None:
    assert {text: found(text) for text, _ in NAMED} == dict(NAMED)


def test_a_kind_that_is_typed_stays_within_the_tab(offers: None) -> None:
    assert found("art:concept", tab="directory") == set()
    assert found("beratung art:concept", tab="standards") == {"Konzept Beratung"}
    answer = ask("beratung art:concept", tab="directory")
    assert "Im ganzen Portal" in {miss.label for miss in answer.near_misses}
    assert [tab.count for tab in answer.tabs] == [1, 0, 1, 0, 0]


def test_a_kind_keeps_the_counts_of_the_others(offers: None) -> None:
    plain, typed, chosen = (
        {row.value: row.count for row in answer.page.facets["kind"] if row.count}
        for answer in (
            ask("beratung"),
            ask("beratung art:Konzept"),
            ask("beratung", kind="concept"),
        )
    )
    assert plain == typed == chosen == {"service": 4, "concept": 1}


def test_the_command_knows_labels_and_orders(offers: None) -> None:
    out = StringIO()
    call_command("search", 'ort:"Bad Honnef"', "--json", "--sort", "distance", stdout=out)
    assert [hit["title"] for hit in json.loads(out.getvalue())["hits"]] == ["Beratung Arabisch"]
    with pytest.raises(CommandError, match="--sort"):
        call_command("search", "Beratung", "--sort", "nearest")
