"""Lists of services and organizations."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.directory.models import ServiceAtLocation
from portal.accounts.sync import sync_roles
from tests.factories.accounts import UserFactory
from tests.factories.directory import (
    LocationFactory,
    MunicipalityFactory,
    OrganizationFactory,
    ServiceFactory,
    TopicFactory,
    full_service,
)

pytestmark = pytest.mark.django_db


def names(response) -> list[str]:
    return [service.name for service in response.context["services"]]


@pytest.fixture
def url() -> str:
    return reverse("directory:list")


def test_empty_directory_says_what_to_do_next(client, url):
    assert "Kein Angebot passt dazu" in client.get(url).content.decode()


def test_only_published_public_services_are_listed(client, url):
    ServiceFactory(name="Offen")
    ServiceFactory(name="Entwurf", live=False)
    ServiceFactory(name="Intern", internal=True)
    ServiceFactory(name="Ohne Träger", organization__live=False)
    response = client.get(url)
    assert names(response) == ["Offen"]
    assert "1 Angebot<" in response.content.decode()


def test_staff_also_see_internal_services(client, url):
    sync_roles()
    ServiceFactory(name="Intern", internal=True)
    client.force_login(UserFactory(role="Fachkraft"))
    assert names(client.get(url)) == ["Intern"]
    client.force_login(UserFactory(role="Partner"))
    assert names(client.get(url)) == []


def test_list_goes_on_on_a_second_page_that_keeps_the_filter(client, url):
    topic = TopicFactory(name="Sprache")
    for number in range(25):
        ServiceFactory(name=f"Kurs {number:02d}").topics.add(topic)
    for service in topic.services.all():
        service.save()
    topic.services.set(list(ServiceFactory._meta.model.objects.all()))
    first = client.get(url, {"topic": topic.slug})
    assert len(names(first)) == 20
    assert "?topic=sprache&amp;page=2" in first.content.decode()
    assert len(names(client.get(url, {"topic": topic.slug, "page": 2}))) == 5


def test_page_that_does_not_exist_is_not_found(client, url):
    ServiceFactory()
    assert client.get(url, {"page": 99}).status_code == 404
    assert client.get(url, {"page": "x"}).status_code == 404


def test_municipality_finds_services_that_lie_there_or_are_responsible(client, url):
    here = MunicipalityFactory(name="Windeck", slug="windeck")
    located, responsible = ServiceFactory(name="Liegt hier"), ServiceFactory(name="Zuständig")
    ServiceFactory(name="Woanders")
    ServiceAtLocation.objects.create(service=located, location=LocationFactory(municipality=here))
    responsible.responsible_municipalities.add(here)
    responsible.save()
    assert names(client.get(url, {"municipality": "windeck"})) == ["Liegt hier", "Zuständig"]


def test_unknown_filter_gives_the_empty_state_and_no_error(client, url):
    full_service()
    response = client.get(url, {"topic": "gibt-es-nicht", "municipality": "' or 1=1"})
    assert response.status_code == 200
    assert names(response) == []


def test_number_of_queries_is_the_same_for_one_and_for_many(client, url):
    full_service()
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url)
    place = LocationFactory()
    for _ in range(15):
        ServiceAtLocation.objects.create(service=ServiceFactory(), location=place)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(one) <= 12


def test_organization_shows_its_services_and_places(client):
    service = full_service()
    LocationFactory(organization=service.organization, name="Zweigstelle")
    ServiceFactory(organization=service.organization, name="Geheim", internal=True)
    text = client.get(service.organization.get_absolute_url()).content.decode()
    assert service.name in text
    assert "Zweigstelle" in text
    assert "Geheim" not in text


def test_unpublished_organization_does_not_exist(client):
    organization = OrganizationFactory(live=False)
    assert client.get(organization.get_absolute_url()).status_code == 404


def test_organizations_count_only_visible_services(client):
    organization = OrganizationFactory(name="Verein")
    ServiceFactory(organization=organization)
    ServiceFactory(organization=organization, internal=True)
    ServiceFactory(organization=organization, live=False)
    text = client.get(reverse("directory:organizations")).content.decode()
    assert "1 Angebot" in text
    assert "Verein" in text


def test_a_long_description_ends_after_a_whole_word(client):
    OrganizationFactory(description=" ".join(["Zusammenarbeit"] * 40))
    text = client.get(reverse("directory:organizations")).content.decode()
    assert "Zusammenarbeit …" in text
