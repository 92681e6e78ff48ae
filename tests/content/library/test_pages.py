"""Every page kind shows itself to those who may see it, and to nobody else."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.library.models import PageAttachment
from portal.page_blocks import footnote, heading, note, steps, stream, table, text
from tests.factories.directory import OrganizationFactory
from tests.factories.library import (
    AgreementPageFactory,
    CaseStandardPageFactory,
    ConceptPageFactory,
    InfoPageFactory,
    NewsPageFactory,
    restrict,
)

pytestmark = pytest.mark.django_db
STAFF = ["Fachkraft", "Koordination", "Leitung", "Administration"]
MOST_QUERIES = 12


def make_pages(tree):
    sections = tree.sections
    return {
        "concept": ConceptPageFactory(parent=sections["konzepte"]),
        "standard": CaseStandardPageFactory(parent=sections["standards"]),
        "agreement": AgreementPageFactory(
            parent=sections["vereinbarungen"], partner=OrganizationFactory()
        ),
        "news": NewsPageFactory(parent=sections["aktuelles"]),
        "info": InfoPageFactory(parent=tree.home),
        "section": sections["konzepte"],
        "home": tree.home,
    }


@pytest.mark.parametrize("kind", ["concept", "news", "info", "section", "home"])
def test_a_visitor_reads_public_pages(tree, browse, kind):
    page = make_pages(tree)[kind]
    response = browse(None).get(page.get_url())
    assert response.status_code == 200
    assert kind == "home" or page.title in response.content.decode()


@pytest.mark.parametrize("role", STAFF)
def test_staff_read_standards(tree, browse, role):
    page = make_pages(tree)["standard"]
    assert page.title in browse(role).get(page.get_url()).content.decode()


@pytest.mark.parametrize("kind", ["standard", "agreement"])
def test_a_visitor_is_asked_to_log_in(tree, browse, kind):
    page = make_pages(tree)[kind]
    response = browse(None).get(page.get_url())
    assert response.status_code == 302
    assert "/konto/anmelden/" in response["Location"]


def test_a_partner_is_refused_a_standard(tree, browse):
    page = make_pages(tree)["standard"]
    assert browse("Partner").get(page.get_url()).status_code == 403


def test_a_partner_reads_the_own_agreement_only(tree, browse, person):
    own, other = OrganizationFactory(), OrganizationFactory()
    section = tree.sections["vereinbarungen"]
    mine = AgreementPageFactory(parent=section, partner=own, title="Mit uns")
    theirs = AgreementPageFactory(parent=section, partner=other, title="Mit anderen")
    client = browse(person("Partner", organization=own))
    assert client.get(mine.get_url()).status_code == 200
    assert client.get(theirs.get_url()).status_code == 403
    listing = client.get(section.get_url()).content.decode()
    assert "Mit uns" in listing
    assert "Mit anderen" not in listing


def test_a_coordinator_reads_every_agreement(tree, browse):
    page = make_pages(tree)["agreement"]
    assert browse("Koordination").get(page.get_url()).status_code == 200


def test_an_inactive_person_counts_as_a_visitor(tree, browse, person):
    page = make_pages(tree)["standard"]
    client = browse(person("Fachkraft", is_active=False))
    assert client.get(page.get_url()).status_code == 302


def test_a_list_leaves_out_what_a_visitor_may_not_see(tree, browse):
    section = tree.sections["aktuelles"]
    NewsPageFactory(parent=section, title="Für alle")
    restrict(NewsPageFactory(parent=section, title="Nur intern"), "Fachkraft")
    listing = browse(None).get(section.get_url()).content.decode()
    assert "Für alle" in listing
    assert "Nur intern" not in listing


def test_an_empty_section_says_what_to_do(tree, browse):
    listing = browse(None).get(tree.sections["konzepte"].get_url()).content.decode()
    assert "Hier gibt es noch nichts." in listing


def test_a_long_list_has_pages(tree, browse):
    section = tree.sections["aktuelles"]
    for number in range(21):
        day = datetime.date(2026, 1, 1) + datetime.timedelta(days=number)
        NewsPageFactory(parent=section, title=f"Nachricht Nr. {number:02d}", date=day)
    section.child_order = "newest"
    section.save()
    first = browse(None).get(section.get_url()).content.decode()
    second = browse(None).get(section.get_url() + "?page=2").content.decode()
    assert "Nachricht Nr. 20" in first
    assert "Nachricht Nr. 00" not in first
    assert "Nachricht Nr. 00" in second


def test_an_unpublished_page_is_not_found(tree, browse):
    page = ConceptPageFactory(parent=tree.sections["konzepte"], live=False)
    assert browse(None).get(page.get_url()).status_code == 404


@pytest.mark.parametrize("more", ["x/", "x/" * 30, "x/" * 900])
def test_an_address_below_a_page_is_not_found_however_deep(tree, browse, more):
    page = ConceptPageFactory(parent=tree.sections["konzepte"])
    assert browse(None).get(page.get_url() + more).status_code == 404


def test_an_alias_costs_no_more_queries_than_its_page(tree, browse):
    page = CaseStandardPageFactory(parent=tree.sections["standards"])
    alias = page.create_alias(update_slug="alias")
    client = browse("Fachkraft")
    client.get(alias.get_url())
    with CaptureQueriesContext(connection) as queries:
        assert client.get(alias.get_url()).status_code == 200
    assert len(queries) <= MOST_QUERIES, "\n".join(row["sql"] for row in queries)


def test_the_phase_navigation_leads_to_the_next_standard(tree, browse):
    section = tree.sections["standards"]
    first = CaseStandardPageFactory(parent=section, phase="access")
    later = CaseStandardPageFactory(parent=section, phase="monitoring")
    html = browse("Fachkraft").get(first.get_url()).content.decode()
    assert f'href="{later.get_url()}" rel="next"' in html
    assert 'rel="prev"' not in html


def test_the_body_shows_contents_anchors_and_footnotes(tree, browse):
    body = [
        heading("Über uns"),
        text("Ein Satz [1] mit <b>Nachweis</b>, ein anderer [7] ohne."),
        footnote("Woher das kommt."),
        heading("Über uns"),
        heading("Näheres", 3),
        steps(("Anrufen", "Zuerst.")),
        note("Achtung", "Bitte lesen."),
        table("Zahlen", ["Ort", "Zahl"], ["Siegburg", "1"]),
    ]
    page = ConceptPageFactory(parent=tree.sections["konzepte"], body=stream(body))
    html = browse(None).get(page.get_url()).content.decode()
    for piece in ('id="ueber-uns"', 'id="ueber-uns-2"', 'href="#naeheres"', "<caption"):
        assert piece in html
    assert 'href="#fussnote-1"' in html
    assert "[7]" in html


@pytest.mark.parametrize("kind", ["concept", "standard", "agreement", "news", "info", "section"])
@pytest.mark.parametrize("role", ["Fachkraft", "Koordination"])
def test_a_page_costs_few_queries_whatever_it_lists(tree, browse, document, kind, role):
    page = make_pages(tree)[kind]
    for number in range(5):
        CaseStandardPageFactory(parent=tree.sections["standards"], phase="access")
        ConceptPageFactory(parent=tree.sections["konzepte"])
        PageAttachment.objects.create(page=page, document=document, sort_order=number)
    client = browse(role)
    address = page.get_url()
    client.get(address)  # fills what is cached for all requests, such as the site's own address
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= MOST_QUERIES, "\n".join(row["sql"] for row in queries)
