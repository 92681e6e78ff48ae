"""Pages for when something went wrong."""

import pytest
from django.template import engines
from django.test import Client
from django.urls import reverse

from portal.accounts import roles
from tests.factories.library import SiteTree

pytestmark = pytest.mark.django_db


def test_a_missing_page_offers_the_search(client: Client, tree: SiteTree) -> None:
    response = client.get("/gibt-es-nicht/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "Seite nicht gefunden" in page
    assert reverse("search:results") in page


def test_an_expired_form_is_explained(tree: SiteTree) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("login"), {"username": "a@example.org", "password": "x"})
    assert response.status_code == 403
    assert "Das Formular ist abgelaufen" in response.content.decode()


def test_a_page_of_another_role_is_refused_in_plain_words(login, tree: SiteTree) -> None:
    response = login(roles.FACHKRAFT).get(reverse("wagtailusers_users:index"), follow=True)
    assert "Ihre Rolle darf diese Seite nicht sehen" in response.content.decode()


def test_the_page_for_a_fault_needs_neither_database_nor_manifest() -> None:
    page = engines["django"].get_template("500.html").render({})
    assert "Das Portal hat gerade eine Störung" in page


def test_a_request_that_cannot_be_read_is_answered_in_german(client: Client) -> None:
    many = "&".join(f"f{number}=" for number in range(30_001))
    answers = [
        client.post("/sprache/", many, content_type="application/x-www-form-urlencoded"),
        client.get("/", headers={"host": "anderswo.example.org"}),
    ]
    for answer in answers:
        assert answer.status_code == 400
        assert "Das Portal kann diese Anfrage nicht lesen" in answer.content.decode()
