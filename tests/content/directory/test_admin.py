"""Editing in the administration, as a coordinator does it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from content.directory.models import Location, Organization, Service, Topic
from portal.accounts.sync import sync_roles
from tests.factories.accounts import UserFactory
from tests.factories.directory import (
    LanguageFactory,
    MunicipalityFactory,
    OrganizationFactory,
    TopicFactory,
    full_service,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    sync_roles()
    client.force_login(UserFactory(role="Koordination"))
    return client


def url(model, view, *args) -> str:
    return reverse(model.snippet_viewset.get_url_name(view), args=args)


def form_values(client, address: str) -> dict[str, object]:
    """Return what the form at `address` would send as it stands."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    form = page.select_one("form#w-editor-form, form[data-edit-form]") or page.find(
        "form", method="POST"
    )
    values: dict[str, object] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name = field["name"]
        if "__prefix__" in name or name.startswith("action"):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            values[name] = chosen.get("value", "") if chosen else ""
        elif field.get("type") in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                values.setdefault(name, [])
                values[name] = [*values[name], field.get("value", "on")]
        else:
            values[name] = field.get_text() if field.name == "textarea" else field.get("value", "")
    return values


@pytest.mark.parametrize("model", [Service, Organization, Location, Topic])
def test_lists_and_forms_open_in_german(coordinator, model):
    full_service()
    entry = model.objects.first()
    for view, args in (("list", ()), ("add", ()), ("edit", (entry.pk,)), ("inspect", (entry.pk,))):
        assert coordinator.get(url(model, view, *args)).status_code == 200, view
    text = coordinator.get(url(model, "add")).content.decode()
    assert "Leer lassen, dann entsteht er aus dem Namen." in text


def test_menu_of_the_administration_names_the_directory(coordinator):
    text = coordinator.get(reverse("wagtailadmin_home")).content.decode()
    assert "Verzeichnis" in text
    assert url(Service, "list") in text


def test_partner_cannot_edit_the_directory(client):
    sync_roles()
    client.force_login(UserFactory(role="Partner"))
    response = client.get(url(Service, "list"))
    assert response.status_code in {302, 403}


def test_list_can_be_searched(coordinator):
    full_service()
    assert (
        "Sprachförderung am Morgen"
        in coordinator.get(url(Service, "list"), {"q": "liedern"}).content.decode()
    )
    assert (
        "Sprachförderung am Morgen"
        not in coordinator.get(url(Service, "list"), {"q": "schulden"}).content.decode()
    )


def test_wrong_ages_are_explained_and_the_typed_text_stays(coordinator):
    service = full_service()
    address = url(Service, "edit", service.pk)
    values = form_values(coordinator, address)
    values.update(name="Neuer Name", minimum_age="9", maximum_age="3")
    text = coordinator.post(address, values).content.decode()
    assert "Das Höchstalter darf nicht unter dem Mindestalter liegen." in text
    assert 'value="Neuer Name"' in text


def test_saving_a_draft_leaves_the_public_page_as_it_was_until_published(coordinator):
    client = Client()
    service = full_service()
    address = url(Service, "edit", service.pk)
    values = form_values(coordinator, address)
    values.update(name="Neu gefasst")
    values["phones-0-number"] = "0221 4710-999"
    assert coordinator.post(address, values).status_code == 302
    public = client.get(service.get_absolute_url()).content.decode()
    assert "Neu gefasst" not in public
    assert "4710-999" not in public
    values = form_values(coordinator, address)
    assert values["name"] == "Neu gefasst"
    coordinator.post(address, {**values, "action-publish": "1"})
    public = client.get(service.get_absolute_url()).content.decode()
    assert "Neu gefasst" in public
    assert "4710-999" in public


def test_preview_shows_the_draft_with_its_parts(coordinator):
    service = full_service()
    address = url(Service, "edit", service.pk)
    values = form_values(coordinator, address)
    values.update(description="Nur in der Vorschau.")
    values["phones-0-number"] = "0221 4710-888"
    preview = url(Service, "preview_on_edit", service.pk)
    assert coordinator.post(preview, values).json()["is_valid"]
    text = coordinator.get(preview).content.decode()
    assert "Nur in der Vorschau." in text
    assert "4710-888" in text
    assert "Arabisch" in text


@pytest.mark.parametrize("model", [Organization, Location])
def test_preview_of_organizations_and_locations_works(coordinator, model):
    full_service()
    entry = model.objects.first()
    preview = url(model, "preview_on_edit", entry.pk)
    values = form_values(coordinator, url(model, "edit", entry.pk))
    assert coordinator.post(preview, {**values, "name": "Vorschauname"}).json()["is_valid"]
    assert "Vorschauname" in coordinator.get(preview).content.decode()


def test_two_versions_can_be_compared(coordinator):
    service = full_service()
    first = service.save_revision()
    service.description = "Ganz anders."
    second = service.save_revision()
    response = coordinator.get(url(Service, "revisions_compare", service.pk, first.pk, second.pk))
    assert response.status_code == 200
    assert "Ganz anders." in response.content.decode()


def test_new_service_is_made_from_a_name_and_an_organization(coordinator):
    organization, topic = OrganizationFactory(), TopicFactory()
    MunicipalityFactory()
    LanguageFactory()
    address = url(Service, "add")
    values = form_values(coordinator, address)
    values.update(name="Café für Väter", organization=organization.pk, topics=[topic.pk])
    response = coordinator.post(address, {**values, "action-publish": "1"})
    assert response.status_code == 302
    service = Service.objects.get()
    assert service.slug == "cafe-fuer-vaeter"
    assert service.live
    assert list(service.topics.all()) == [topic]
