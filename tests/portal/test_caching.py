"""What only some may see is not kept by caches that others share."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.factories.directory import OrganizationFactory
from tests.factories.library import AgreementPageFactory, SiteTree

pytestmark = pytest.mark.django_db


def test_pages_for_people_who_are_logged_in_are_private(login: Callable[[str], Client]) -> None:
    for address in ("/konzepte/", "/angebote/", "/gibt-es-nicht/"):
        response = login("Fachkraft").get(address)
        assert response.headers["Cache-Control"] == "private, no-cache"


def test_visitors_get_no_private_mark(tree: SiteTree) -> None:
    assert "private" not in Client().get("/konzepte/").headers.get("Cache-Control", "")


def test_an_agreement_is_never_kept_even_where_its_section_is_open(
    tree: SiteTree, login: Callable[[str], Client]
) -> None:
    PageViewRestriction.objects.all().delete()
    page = AgreementPageFactory(
        parent=tree.sections["vereinbarungen"], partner=OrganizationFactory()
    )
    assert "no-store" in login("Koordination").get(page.get_url()).headers["Cache-Control"]
