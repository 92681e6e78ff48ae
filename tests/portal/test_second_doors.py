"""Wagtail's own logins and password forms: there is one door, and it looks like the portal."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.embeds.finders import get_finders
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from portal.accounts.client_address import client_address
from tests.factories.library import InfoPageFactory, SiteTree

pytestmark = pytest.mark.django_db
PROTECTED = "Was Sie aufrufen, ist mit einem Passwort geschützt."


@pytest.mark.parametrize("door", ["/verwaltung/login/", "/_util/login/"])
def test_every_login_leads_to_the_portals_and_keeps_the_way_back(client: Client, door: str) -> None:
    assert client.get(door)["Location"] == reverse("login")
    back = client.get(door, {"next": "/verwaltung/pages/"})["Location"]
    assert back == reverse("login") + "?next=%2Fverwaltung%2Fpages%2F"
    for elsewhere in ("https://boese.example.com/", "//boese.example.com", "javascript:alert(1)"):
        assert client.get(door, {"next": elsewhere})["Location"] == reverse("login")
    assert client.post(door, {"username": "a", "password": "b"})["Location"] == reverse("login")


@pytest.mark.parametrize("step", ["", "done/", "confirm/MQ/token-1/", "complete/"])
def test_a_forgotten_password_has_one_form(client: Client, step: str) -> None:
    answer = client.get(f"/verwaltung/password_reset/{step}")
    assert answer["Location"] == reverse("password_reset")


def test_a_page_with_a_password_asks_for_it_in_the_portals_look(
    client: Client, tree: SiteTree
) -> None:
    page = InfoPageFactory(parent=tree.home, slug="entwurf", title="Geheimer Titel")
    rule = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="sesam"
    )
    asked = client.get("/entwurf/").content.decode()
    assert PROTECTED in asked
    assert "kern-form-input" in asked
    assert "Geheimer Titel" not in asked
    door = reverse("wagtailcore_authenticate_with_password", args=[rule.pk, page.pk])
    wrong = client.post(door, {"password": "falsch", "return_url": "/entwurf/"})
    assert "kern-form-input--error" in wrong.content.decode()
    right = client.post(door, {"password": "sesam", "return_url": "/entwurf/"}, follow=True)
    assert "Geheimer Titel" in right.content.decode()


def test_a_collection_with_a_password_asks_for_it_in_the_portals_look(
    client: Client, tree: SiteTree
) -> None:
    rule = CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node().add_child(name="Mit Passwort"),
        restriction_type=CollectionViewRestriction.PASSWORD,
        password="sesam",
    )
    door = reverse("wagtaildocs_authenticate_with_password", args=[rule.pk])
    assert PROTECTED in client.get(door).content.decode()


def test_no_embed_asks_a_third_party() -> None:
    assert get_finders() == []


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),  # nobody is trusted: the header is the visitor's claim
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the left one is made up
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "unknown", "10.0.0.1"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_failed_logins_count_by_the_address_the_trusted_proxy_saw(
    settings, proxies: int, forwarded: str, address: str
) -> None:
    settings.KIM_TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address
