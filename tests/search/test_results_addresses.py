"""Recommended addresses of the portal itself are for those who may open what they lead to."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from content.library.models import PageAttachment
from tests.factories.library import ConceptPageFactory, SiteTree, restrict
from tests.search.making import make_organization, make_service

pytestmark = pytest.mark.django_db
HOSTS = ("", "http://testserver", "https://LOCALHOST:8000", "http://portal.kreis.test.", "//x")


def shown(client: Client, url: str, tab: str = "all") -> bool:
    """Recommend `url` for a word and say whether the page shows it."""
    SearchPromotion.objects.all().delete()
    SearchPromotion.objects.create(
        query=Query.objects.get_or_create(query_string="hilfe")[0],
        external_link_url=url,
        external_link_text="Geheimplan",
    )
    html = client.get("/suche/", {"q": "Hilfe", "tab": tab}).content.decode()
    return "Geheimplan" in html


@pytest.fixture
def closed(index: Any, site: SiteTree) -> Page:
    """A page for "Leitung"; the site is known by another name too."""
    Site.objects.update(hostname="portal.kreis.test")
    page = ConceptPageFactory(parent=site.sections["konzepte"], title="Geheimplan", slug="geheim")
    restrict(page, "Leitung")
    return page


@pytest.mark.parametrize("host", HOSTS)
def test_a_closed_page_is_for_those_who_may_see_it(
    client: Client, closed: Page, people: Any, host: str
) -> None:
    path = closed.relative_url(closed.get_site())
    for form in (path, path.rstrip("/"), f"/{path}", path.replace("g", "%67"), f"{path}?a=b#c"):
        assert not shown(client, host + form), form
    client.force_login(people["Fachkraft"])
    assert not shown(client, host + path)
    client.force_login(people["Leitung"])
    assert shown(client, host + path) == (host != "//x")
    assert not shown(client, host + path, "templates")


def test_an_open_page_and_what_is_no_page(client: Client, closed: Page, site: SiteTree) -> None:
    page = ConceptPageFactory(parent=site.sections["konzepte"], title="Offen", slug="offen")
    path = page.relative_url(page.get_site())
    for url in (path, f"http://testserver{path}", "/angebote/", "/suche/?q=Kita"):
        assert shown(client, url), url
    for url in ("/verwaltung/", f"{path}nichts/", f"/x/..{path}", "/konto/", "/media/geheim.png"):
        assert not shown(client, url), url
    page.live = False
    page.save()
    assert not shown(client, path)


def test_offers_and_providers(client: Client, index: Any, people: Any) -> None:
    inner, outer = make_service("Stille Hilfe", internal=True), make_service("Offene Stelle")
    provider = make_organization("Verein")
    assert shown(client, outer.get_absolute_url())
    assert shown(client, provider.get_absolute_url())
    assert not shown(client, f"http://testserver{inner.get_absolute_url()}")
    client.force_login(people["Fachkraft"])
    assert shown(client, f"http://testserver{inner.get_absolute_url()}")
    provider.live = False
    provider.save()
    assert not shown(client, provider.get_absolute_url())


def test_files_are_for_the_readers_of_their_page(client: Client, closed: Page, people: Any) -> None:
    document = get_document_model().objects.create(
        title="Anlage", file=ContentFile(b"x", "anlage.txt")
    )
    PageAttachment.objects.create(page=closed, document=document)
    closed.save()
    assert not shown(client, document.url)
    client.force_login(people["Leitung"])
    assert shown(client, document.url)


@pytest.mark.parametrize("url", ["http://[x/", "http:///geheim/", "http://a.test\\b/", "geheim/"])
def test_what_is_no_address_is_not_shown(client: Client, index: Any, url: str) -> None:
    assert not shown(client, url)
