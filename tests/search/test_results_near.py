"""Near a place that somebody names: found, sorted and told by distance; nothing is kept."""

import re
from typing import Any

import pytest
from django.test import Client

from content.directory.models import Location, Municipality, ServiceAtLocation, Topic
from search import near, outbox
from tests.search.making import make_service

pytestmark = pytest.mark.django_db

PLACES = [
    ("Siegburg", "siegburg", "53721", 50.800, 7.207),
    ("Hennef (Sieg)", "hennef", "53773", 50.775, 7.284),
    ("Sankt Augustin", "sankt-augustin", "53757", 50.775, 7.187),
    ("Troisdorf", "troisdorf", "53840, 53842, 53844", 50.816, 7.155),
    ("Windeck", "windeck", "51570", 50.797, 7.617),
]


@pytest.fixture
def places(db: None) -> dict[str, Municipality]:
    """Five municipalities by slug."""
    return {
        slug: Municipality.objects.create(
            name=name, slug=slug, ags=f"0538200{number}", kind="town", bank="right",
            postcodes=postcodes, latitude=lat, longitude=lon,
        )
        for number, (name, slug, postcodes, lat, lon) in enumerate(PLACES)
    }  # fmt: skip


@pytest.fixture
def offers(index: Any, places: dict[str, Municipality]) -> None:
    """A language course in each place, one on the telephone."""
    topic = Topic.objects.create(name="Sprache")
    for slug, town in places.items():
        service = make_service(f"Sprachkurs {town.name}", summary="Deutsch lernen")
        if slug != "troisdorf":
            service.topics.add(topic)
            service.save()
        location = Location.objects.create(
            name="Haus", municipality=town, live=True,
            latitude=town.latitude, longitude=town.longitude,
        )  # fmt: skip
        ServiceAtLocation.objects.create(service=service, location=location)
    make_service("Sprachkurs am Telefon")
    outbox.drain_all()


def titles(client: Client, **data: Any) -> list[str]:
    response = client.get("/suche/", data)
    assert response.status_code == 200
    return [hit.hit.title for hit in response.context["answer"].hits]


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Siegburg", "siegburg"),
        ("siegburg", "siegburg"),
        ("53721", "siegburg"),
        ("53842", "troisdorf"),
        ("53842 Troisdorf", "troisdorf"),
        ("Hennef", "hennef"),
        ("Hennef (Sieg)", "hennef"),
        ("St. Augustin", "sankt-augustin"),
        ("Trois", "troisdorf"),
    ],
)
def test_a_place_is_known_by_name_and_postcode(places: Any, typed: str, slug: str) -> None:
    found = near.locate(typed).place
    assert found is not None
    assert found.slug == slug


def test_an_unknown_place_is_said_with_what_was_perhaps_meant(places: Any) -> None:
    assert near.locate("10115") == near.Located("10115", None)
    assert near.locate("Sigburg").guess == "Siegburg"
    assert near.locate("Timbuktu") == near.Located("Timbuktu", None)
    assert near.locate("S").place is None


def test_only_what_is_near_the_nearest_first(client: Client, offers: None) -> None:
    found = titles(client, near="53721", radius="10")
    assert found == [
        "Sprachkurs Siegburg",
        "Sprachkurs Sankt Augustin",
        "Sprachkurs Troisdorf",
        "Sprachkurs Hennef (Sieg)",
    ]
    assert titles(client, near="Siegburg", radius="5", sort="distance", q="Sprachkurs") == found[:3]
    assert "Sprachkurs Windeck" in titles(client, near="Siegburg", radius="50")


def test_distance_and_place_are_shown_and_can_be_taken_away(client: Client, offers: None) -> None:
    html = client.get("/suche/", {"q": "Sprachkurs", "near": "Siegburg"}).content.decode()
    assert re.search(r"6,\d km entfernt", html)
    assert "10 km um Siegburg" in html
    assert 'href="/suche/?q=Sprachkurs"' in html
    assert '<option value="distance"' in html


def test_a_place_and_a_filter_narrow_together(client: Client, offers: None) -> None:
    found = titles(client, near="Siegburg", topic="sprache")
    assert "Sprachkurs Troisdorf" not in found
    assert "Sprachkurs Siegburg" in found


def test_tabs_without_places_count_and_lead_to_all_of_theirs(client: Client, offers: None) -> None:
    response = client.get("/suche/", {"q": "Sprachkurs", "near": "Siegburg", "topic": "sprache"})
    tabs = {str(tab.label): tab for tab in response.context["answer"].tabs}
    assert tabs["Angebote"].count == 3
    assert "near" in tabs["Angebote"].query
    assert "near" not in tabs["Vorlagen"].query


def test_an_unknown_place_shows_the_whole_county_and_says_so(client: Client, offers: None) -> None:
    html = client.get("/suche/", {"q": "Sprachkurs", "near": "10115"}).content.decode()
    assert "Den Ort „10115“ kennen wir nicht" in html
    assert "6 Treffer" in html
    assert '<option value="distance"' not in html
    html = client.get("/suche/", {"near": "Windek"}).content.decode()
    assert 'href="/suche/?near=Windeck&amp;radius=10"' in html


def test_a_postcode_of_two_places_asks_which_one(client: Client, offers: None) -> None:
    Municipality.objects.filter(slug="hennef").update(postcodes="53773, 53721")
    assert near.locate("53721").choices == ("Hennef (Sieg)", "Siegburg")
    assert near.locate("53721 Siegburg").place == near.locate("Siegburg").place
    html = client.get("/suche/", {"near": "53721"}).content.decode()
    assert "„53721“ gehört zu mehreren Orten" in html
    assert 'href="/suche/?near=Siegburg&amp;radius=10"' in html
    assert "kennen wir nicht" not in html


@pytest.mark.parametrize("radius", ["", "x", "-1", "999999", "5.5"])
def test_any_radius_is_answered(client: Client, offers: None, radius: str) -> None:
    assert len(titles(client, near="Siegburg", radius=radius)) == 4


def test_nothing_of_it_is_kept(client: Client, offers: None) -> None:
    response = client.get("/suche/", {"near": "Siegburg"})
    assert not {"sessionid"} & set(response.cookies)
    assert "siegburg" not in str(response.cookies).casefold()
    assert "no-cache" in response["Cache-Control"]
