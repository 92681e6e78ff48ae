"""What editors recommend: for the word in any form, for those who may see it, nothing is kept."""

import datetime
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion
from wagtail.models import PageViewRestriction

from portal.accounts.sync import sync_roles
from search import outbox
from search.models import SynonymSet
from tests.factories.library import (
    AgreementPageFactory,
    CaseStandardPageFactory,
    ConceptPageFactory,
    SiteTree,
)
from tests.search.making import make_organization

pytestmark = pytest.mark.django_db


def recommend(term: str, **values: Any) -> SearchPromotion:
    query, _ = Query.objects.get_or_create(query_string=term.lower())
    return SearchPromotion.objects.create(query=query, **values)


def recommended(client: Client, text: str, **data: Any) -> list[str]:
    response = client.get("/suche/", {"q": text, **data})
    shown = [row.title for row in response.context["answer"].recommended]
    assert ("Empfohlen" in response.content.decode()) == bool(shown)
    return shown


def answered(client: Client, text: str) -> str:
    """Return the whole page, but for what is random in it."""
    html = client.get("/suche/", {"q": text}).content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)


@pytest.fixture
def concept(index: Any, site: SiteTree) -> Any:
    page = ConceptPageFactory(parent=site.sections["konzepte"], title="CM-Konzept")
    recommend("fallmanagement", page=page, description="Hier anfangen.")
    return page


@pytest.mark.parametrize("text", ["Fallmanagement", "FALLMANAGEMENT", " fallmanagements "])
def test_shown_for_the_word_in_any_form(client: Client, concept: Any, text: str) -> None:
    assert recommended(client, text) == ["CM-Konzept"]


def test_shown_above_the_results_with_its_description(client: Client, concept: Any) -> None:
    html = client.get("/suche/", {"q": "Fallmanagement"}).content.decode()
    assert "Hier anfangen." in html
    assert html.index("search-recommended") < html.index("Nichts gefunden")


def test_not_for_other_words_pages_or_tabs(client: Client, concept: Any) -> None:
    assert recommended(client, "Fallmanagement Siegburg") == []
    assert recommended(client, "") == []
    assert recommended(client, "Fallmanagement", tab="templates") == []
    assert recommended(client, "Fallmanagement", tab="standards") == ["CM-Konzept"]


def test_shown_for_a_synonym(client: Client, concept: Any) -> None:
    assert recommended(client, "Begleitung") == []
    SynonymSet.objects.create(terms="Begleitung\nFallmanagement", direction="forward")
    assert recommended(client, "Begleitung") == ["CM-Konzept"]


def test_a_draft_and_an_expired_page_are_not_shown(client: Client, concept: Any) -> None:
    concept.expire_at = timezone.now() - datetime.timedelta(minutes=1)
    concept.save()
    assert recommended(client, "Fallmanagement") == []
    concept.expire_at, concept.live = None, False
    concept.save()
    assert recommended(client, "Fallmanagement") == []


def test_a_restricted_page_leaves_no_trace(client: Client, concept: Any, people: Any) -> None:
    without = answered(client, "Standards")
    standard = CaseStandardPageFactory(parent=concept.get_parent(), title="Interner Standard")
    group = Group.objects.get(name="Fachkraft")
    PageViewRestriction.objects.create(page=standard, restriction_type="groups").groups.add(group)
    recommend("standards", page=standard, description="Nur intern.")
    assert answered(client, "Standards") == without
    client.force_login(people["Partner"])
    assert recommended(client, "Standards") == []
    client.force_login(people["Fachkraft"])
    assert recommended(client, "Standards") == ["Interner Standard"]


def test_an_agreement_is_for_its_partner(
    client: Client, index: Any, site: SiteTree, people: Any
) -> None:
    owner = make_organization("Träger Süd")
    page = AgreementPageFactory(
        parent=site.sections["konzepte"], title="Vereinbarung Süd", partner=owner
    )
    recommend("vereinbarung", page=page)
    assert recommended(client, "Vereinbarung") == []
    partner = people["Partner"]
    client.force_login(partner)
    assert recommended(client, "Vereinbarung") == []
    partner.organization = owner
    partner.save()
    assert recommended(client, "Vereinbarung") == ["Vereinbarung Süd"]


def test_addresses_outside_are_named_and_never_scripts(client: Client, index: Any) -> None:
    recommend("notruf", external_link_url="https://www.example.org/112", external_link_text="112")
    recommend("notruf", external_link_url="javascript:alert(1)", external_link_text="Falle")
    html = client.get("/suche/", {"q": "Notruf"}).content.decode()
    assert recommended(client, "notruf") == ["112"]
    assert "Außerhalb des Portals: www.example.org" in html
    assert "javascript:" not in html


def test_nothing_that_is_typed_is_kept(client: Client, concept: Any) -> None:
    for text in ("Fallmanagement", "Erika Mustermann", ""):
        client.get("/suche/", {"q": text})
    assert [row.query_string for row in Query.objects.all()] == ["fallmanagement"]
    assert not QueryDailyHits.objects.exists()


def test_few_queries(client: Client, concept: Any, people: Any) -> None:
    outbox.drain_all()
    recommend("cm-konzept", page=concept)
    client.force_login(people["Fachkraft"])
    client.get("/suche/", {"q": "CM-Konzept"})
    with CaptureQueriesContext(connection) as asked:
        assert recommended(client, "CM-Konzept") == ["CM-Konzept"]
    assert len(asked) <= 12, "\n".join(query["sql"] for query in asked)


def test_coordinators_keep_the_recommendations(client: Client, concept: Any, people: Any) -> None:
    sync_roles()
    for person in people.values():
        access = Permission.objects.get(codename="access_admin")
        person.user_permissions.add(access)
    client.force_login(people["Fachkraft"])
    assert client.get("/verwaltung/searchpicks/").status_code == 302
    client.force_login(people["Koordination"])
    assert "fallmanagement" in client.get("/verwaltung/searchpicks/").content.decode()
    reports = client.get("/verwaltung/").content.decode()
    assert "/verwaltung/searchpicks/search-terms" not in reports
