"""The home page shows each role what it comes for."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.directory.models import Organization, Service
from portal.accounts import roles
from portal.attention import AGREEMENTS, DRAFTS, REVIEWS, SERVICES, attention_groups
from tests.factories.accounts import UserFactory
from tests.factories.library import (
    AgreementPageFactory,
    CaseStandardPageFactory,
    ConceptPageFactory,
    NewsPageFactory,
    SiteTree,
)

pytestmark = pytest.mark.django_db


def text(client: Client) -> str:
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    return soup.main.get_text(" ", strip=True)


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


@pytest.fixture
def partner() -> Organization:
    return Organization.objects.create(name="Träger Eins", slug="traeger-eins")


def test_visitors_without_account_see_news_and_nothing_internal(
    client: Client, tree: SiteTree, partner: Organization
) -> None:
    NewsPageFactory(parent=tree.sections["aktuelles"], title="Neues für alle")
    NewsPageFactory(parent=tree.sections["standards"], title="Nur für Fachkräfte")
    AgreementPageFactory(parent=tree.sections["vereinbarungen"], title="Geheim", partner=partner)
    shown = text(client)
    assert "Neues für alle" in shown
    assert "Nur für Fachkräfte" not in shown
    assert "Geheim" not in shown
    assert "Braucht Ihre Aufmerksamkeit" not in shown


def test_partners_see_their_own_agreements_only(tree: SiteTree, partner: Organization) -> None:
    section = tree.sections["vereinbarungen"]
    other = Organization.objects.create(name="Träger Zwei", slug="traeger-zwei")
    AgreementPageFactory(parent=section, title="Mit uns", partner=partner)
    AgreementPageFactory(parent=section, title="Mit anderen", partner=other)
    client = Client()
    client.force_login(
        UserFactory(role=roles.PARTNER, organization=partner),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    shown = text(client)
    assert "Mit uns" in shown
    assert "Mit anderen" not in shown


def test_a_partner_without_organization_is_told_whom_to_ask(login) -> None:
    assert "Ihr Konto gehört noch zu keinem Träger" in text(login(roles.PARTNER))


def test_case_managers_get_no_list_of_editorial_work(login) -> None:
    shown = text(login(roles.FACHKRAFT))
    assert "Neueste Fassungen" in shown
    assert "Braucht Ihre Aufmerksamkeit" not in shown


def test_coordinators_see_what_waits_for_them(login, tree: SiteTree, partner) -> None:
    concept = ConceptPageFactory(parent=tree.sections["konzepte"], title="Entwurf", live=True)
    concept.title = "Neuer Titel"
    concept.save_revision()
    late = {"live": True, "review_date": in_days(-3)}
    CaseStandardPageFactory(parent=tree.sections["standards"], title="Alter Standard", **late)
    AgreementPageFactory(
        parent=tree.sections["vereinbarungen"],
        title="Läuft aus",
        partner=partner,
        state="signed",
        signed_on=in_days(-300),
        term_end=in_days(30),
    )
    Service.objects.create(organization=partner, name="Altes Angebot", slug="a", assured_date=None)
    Service.objects.create(
        organization=partner, name="Frisches Angebot", slug="f", assured_date=in_days(-5)
    )
    shown = text(login(roles.KOORDINATION))
    for title in ("Neuer Titel", "Alter Standard", "Läuft aus", "Altes Angebot"):
        assert title in shown
    assert "Frisches Angebot" not in shown


def test_counts_are_of_all_kinds_and_lists_stay_short(tree: SiteTree, partner) -> None:
    for number in range(7):
        CaseStandardPageFactory(
            parent=tree.sections["standards"], title=f"S{number}", review_date=in_days(-number - 1)
        )
    ConceptPageFactory(parent=tree.sections["konzepte"], title="Ältestes", review_date=in_days(-99))
    groups = {group.key: group for group in attention_groups()}
    assert groups[REVIEWS].count == 8
    assert [item.title for item in groups[REVIEWS].items][:2] == ["Ältestes", "S6"]
    assert len(groups[REVIEWS].items) == 5
    assert {groups[key].count for key in (DRAFTS, SERVICES, AGREEMENTS)} == {0}


@pytest.mark.parametrize("role", [roles.KOORDINATION, roles.FACHKRAFT, roles.PARTNER])
def test_the_home_page_costs_at_most_twelve_queries(role, login, tree: SiteTree, partner) -> None:
    for number in range(15):
        NewsPageFactory(parent=tree.sections["aktuelles"])
        Service.objects.create(organization=partner, name=f"N{number}", slug=f"n{number}")
    client = login(role)
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) <= 12, "\n".join(query["sql"][:150] for query in queries)


def test_a_group_can_be_seen_whole(login, tree: SiteTree, partner: Organization) -> None:
    for number in range(7):
        Service.objects.create(organization=partner, name=f"Angebot {number}", slug=f"a{number}")
    client = login(roles.KOORDINATION)
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    section = soup.find(id=SERVICES)
    assert len(section.select("ul a")) == 5
    link = section.select_one("a[href^='?alle']")
    assert "Alle 7 anzeigen" in link.get_text()
    soup = BeautifulSoup(client.get("/" + link["href"]).content, "html.parser")
    assert len(soup.find(id=SERVICES).select("ul a")) == 7
    assert "Weniger anzeigen" in soup.find(id=SERVICES).get_text()
    assert client.get("/?alle=unsinn").status_code == 200
