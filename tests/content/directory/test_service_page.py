"""The public page of a service."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from content.directory.models import Phone, Schedule, ServiceLanguage
from content.directory.service_parts import parts_from_database, parts_from_draft
from portal.accounts.sync import sync_roles
from tests.factories.accounts import UserFactory
from tests.factories.directory import LanguageFactory, ServiceFactory, full_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def roles() -> None:
    sync_roles()


def login(client: Client, role: str) -> Client:
    client.force_login(UserFactory(role=role))
    return client


def test_page_shows_everything_that_a_referral_needs(client):
    text = client.get(full_service().get_absolute_url()).content.decode()
    for expected in (
        "Sprachförderung am Morgen",
        "Kinder üben Deutsch mit Liedern.",
        "3 bis 6 Jahre",
        "Nur für",
        "Mit Vorrang für: Duldung",
        "Troisdorf",
        "SGB VIII",
        "Arabisch – Donnerstag 14-16 Uhr",
        "nur mit Termin",
        "Die Kita meldet das Kind an.",
        "vier Wochen",
        "nur das Mittagessen",
        "Aufzug vorhanden",
        "nach Anmeldung",
        "Musterstraße 1",
        'href="tel:+492214710123"',
        'href="tel:+493023125111"',
        "mailto:kontakt@example.org",
        "14:00 bis 16:30 Uhr",
        "2 von 8",
        "Zuletzt bestätigt am 01.03.2026",
        "Fehler per E-Mail melden",
    ):
        assert expected in text, expected


def test_opening_hours_begin_with_monday_whatever_the_order_of_entry(client):
    text = client.get(full_service().get_absolute_url()).content.decode()
    assert text.index("Montag") < text.index("14:00 bis 16:30")
    assert text.index("09:00 bis 12:00") < text.index("14:00 bis 16:30")


def test_page_asks_no_other_server_for_anything(client):
    text = client.get(full_service().get_absolute_url()).content.decode()
    assert 'src="http' not in text
    assert "<iframe" not in text


def test_draft_does_not_exist_for_the_public_nor_for_staff(client, roles):
    service = full_service(live=False)
    assert client.get(service.get_absolute_url()).status_code == 404
    assert login(client, "Fachkraft").get(service.get_absolute_url()).status_code == 404


def test_text_of_a_draft_change_does_not_leak(client):
    service = full_service()
    service.description = "Noch geheim."
    service.save_revision()
    assert "Noch geheim" not in client.get(service.get_absolute_url()).content.decode()


def test_service_of_an_unpublished_organization_does_not_exist(client):
    service = full_service()
    service.organization.unpublish()
    assert client.get(service.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [("Fachkraft", 200), ("Koordination", 200), ("Leitung", 200), ("Partner", 404)],
)
def test_internal_service_is_for_staff_only(client, roles, role, status):
    service = full_service(internal=True)
    assert login(client, role).get(service.get_absolute_url()).status_code == status


def test_internal_service_does_not_exist_for_the_public(client):
    service = full_service(internal=True)
    response = client.get(service.get_absolute_url())
    assert response.status_code == 404
    assert service.name not in response.content.decode()


def test_location_that_is_not_published_is_left_out(client):
    service = full_service()
    service.service_at_locations.get().location.unpublish()
    assert "Haus am Markt" not in client.get(service.get_absolute_url()).content.decode()


def test_page_and_preview_read_the_same_parts():
    service = full_service()
    from_database, from_draft = parts_from_database(service), parts_from_draft(service)
    assert from_database == from_draft


def test_number_of_queries_does_not_grow_with_the_parts(
    client, roles, django_assert_max_num_queries
):
    service = full_service(internal=True)
    for number in range(10):
        service.language_slots.add(ServiceLanguage(language=LanguageFactory()))
        service.phones.add(Phone(number=f"0221 4710-{number:03d}"))
        service.schedules.add(
            Schedule(byday="TU", opens_at=datetime.time(8), closes_at=datetime.time(9 + number))
        )
    service.save()
    login(client, "Fachkraft")
    client.get(service.get_absolute_url())
    with django_assert_max_num_queries(12):
        assert client.get(service.get_absolute_url()).status_code == 200


def test_service_with_nothing_but_a_name_has_a_page(client):
    text = client.get(ServiceFactory(name="Nur ein Name").get_absolute_url()).content.decode()
    assert "Deutsch; weitere Sprachen sind nicht bekannt." in text
    assert "den ganzen Kreis" in text


def test_markup_in_a_description_is_shown_as_text(client):
    service = full_service(description="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(service.get_absolute_url()).content.decode()


def test_an_entry_confirmed_long_ago_asks_to_check_before_a_referral(client):
    today = timezone.localdate()
    old = ServiceFactory(assured_date=today - datetime.timedelta(days=366))
    fresh = ServiceFactory(assured_date=today - datetime.timedelta(days=365))
    never = ServiceFactory(assured_date=None)
    for service, expected in ((old, True), (fresh, False), (never, False)):
        page = client.get(service.get_absolute_url()).content.decode()
        assert ("mehr als ein Jahr her" in page) is expected
