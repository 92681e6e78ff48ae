"""The frame around every page: who sees which links, and what it costs."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from portal.accounts import roles
from tests.factories.directory import ServiceFactory
from tests.factories.library import (
    ConceptPageFactory,
    InfoPageFactory,
    SectionPageFactory,
    SiteTree,
)

pytestmark = pytest.mark.django_db


def links(client: Client, where: str) -> set[str]:
    soup = BeautifulSoup(client.get(reverse("password_reset")).content, "html.parser")
    return {anchor.get_text(strip=True) for anchor in soup.select(f"{where} a")}


def test_visitors_without_account_see_no_internal_section(client: Client, tree: SiteTree) -> None:
    shown = links(client, "nav")
    assert {"Suche", "Angebote", "Konzepte", "Vorlagen"} <= shown
    assert not shown & {"Standards", "Vereinbarungen"}


@pytest.mark.parametrize(
    ("role", "standards", "agreements"),
    [
        (roles.FACHKRAFT, True, True),
        (roles.KOORDINATION, True, True),
        (roles.PARTNER, False, True),
    ],
)
def test_each_role_sees_the_sections_open_to_it(role, standards, agreements, login) -> None:
    shown = links(login(role), "nav")
    assert ("Standards" in shown) is standards
    assert ("Vereinbarungen" in shown) is agreements


def test_a_password_or_login_restriction_closes_a_section_too(
    client: Client, login, tree: SiteTree
) -> None:
    for slug, kind in (("mit-passwort", "password"), ("mit-login", "login")):
        page = SectionPageFactory(parent=tree.home, slug=slug, title=slug, show_in_menus=True)
        PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
    assert not links(client, "nav") & {"mit-passwort", "mit-login"}
    assert links(login(roles.PARTNER), "nav") & {"mit-passwort", "mit-login"} == {"mit-login"}


def test_drafts_and_pages_outside_the_menu_stay_out(client: Client, tree: SiteTree) -> None:
    SectionPageFactory(parent=tree.home, title="Entwurf", live=False, show_in_menus=True)
    InfoPageFactory(parent=tree.home, title="Nebensache")
    assert not links(client, "nav") & {"Entwurf", "Nebensache"}


def test_the_footer_leads_to_the_legal_pages(client: Client, tree: SiteTree) -> None:
    assert links(client, "footer") == {"Impressum", "Datenschutz", "Erklärung zur Barrierefreiheit"}


@pytest.mark.parametrize(
    ("role", "edits"), [(roles.FACHKRAFT, False), (roles.PARTNER, False), (roles.LEITUNG, True)]
)
def test_the_way_into_the_editing_area_shows_for_editors_only(role, edits, login) -> None:
    assert ("Redaktion" in links(login(role), ".frame-menu")) is edits


def test_the_frame_costs_three_queries_however_many_sections(login, tree: SiteTree) -> None:
    client = login(roles.FACHKRAFT)
    for number in range(12):
        SectionPageFactory(parent=tree.home, title=f"Mehr {number}", show_in_menus=True)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("password_change"))
    assert len(queries) <= 2 + 3  # session and user, then the frame


def test_the_language_can_be_chosen(client: Client, tree: SiteTree) -> None:
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    page = client.get(reverse("login")).content.decode()
    assert '<html lang="en">' in page
    assert "Forgot your password?" in page


@pytest.mark.parametrize(("role", "shown"), [(roles.KOORDINATION, True), (roles.FACHKRAFT, False)])
def test_editors_reach_the_editing_form_from_the_page(role, shown, login, tree) -> None:
    page = ConceptPageFactory(parent=tree.sections["konzepte"])
    service = ServiceFactory(live=True)
    client = login(role)
    for address, edit in (
        (page.get_url(), reverse("wagtailadmin_pages:edit", args=[page.pk])),
        (service.get_absolute_url(), f"/edit/{service.pk}/"),
    ):
        html = client.get(address).content.decode()
        assert (f'{edit}"' in html) is shown
