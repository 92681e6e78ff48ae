"""For a person without the right, a restricted thing does not exist: at no door of the search."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from content.directory.models import Topic
from content.library.models import AgreementFile, PageAttachment
from search import audience, outbox
from search.engine import get_engine
from search.query import SearchQuery
from tests.factories.library import (
    AgreementPageFactory,
    CaseStandardPageFactory,
    ConceptPageFactory,
    SiteTree,
)
from tests.search.making import make_organization, make_service, titles

pytestmark = pytest.mark.django_db
SECRET = "Kranichflug"  # stands in every restricted thing and nowhere else


def make_file(title: str, collection: Any = None) -> Any:
    values = {"collection": collection} if collection else {}
    return get_document_model().objects.create(
        title=title, file=ContentFile(f"Text vom {SECRET}".encode(), f"{title}.txt"), **values
    )


@pytest.fixture
def world(index: Any, site: SiteTree, people: dict[str, Any]) -> dict[str, Any]:
    """Restricted things of every sort, and a public one beside."""
    topic = Topic.objects.create(name="Vogelkunde")
    service = make_service(f"Beratung {SECRET}", internal=True)
    service.topics.add(topic)
    service.save()
    standard = CaseStandardPageFactory(
        parent=site.sections["standards"], title=f"Standard {SECRET}", summary=SECRET
    )
    PageAttachment.objects.create(page=standard, document=make_file(f"Anhang {SECRET}"))
    own, other = make_organization("Eigener Träger"), make_organization("Anderer Träger")
    people["Partner"].organization = own
    people["Partner"].save()
    section = site.sections["vereinbarungen"]
    for partner in (own, other):
        page = AgreementPageFactory(
            parent=section, title=f"{partner.name} {SECRET}", partner=partner
        )
        AgreementFile.objects.create(
            agreement=page, document=make_file(f"Vertrag {partner.name} {SECRET}")
        )
    ConceptPageFactory(parent=site.sections["konzepte"], title="Öffentliches Konzept")
    outbox.drain_all()
    return people


def found_by(user: Any) -> set[str]:
    return titles(SECRET, audience.of_user(user))


def test_staff_finds_everything(world: dict[str, Any]) -> None:
    assert len(found_by(world["Fachkraft"])) == 7


def test_nobody_else_finds_a_trace(world: dict[str, Any]) -> None:
    assert found_by(AnonymousUser()) == set()


def test_a_partner_finds_the_own_agreement_and_its_file_alone(world: dict[str, Any]) -> None:
    own = {f"Eigener Träger {SECRET}", f"Vertrag Eigener Träger {SECRET}"}
    assert found_by(world["Partner"]) == own


@pytest.mark.parametrize("role", [None, "Partner"])
def test_no_door_names_what_is_restricted(
    client: Client, world: dict[str, Any], role: str | None
) -> None:
    if role:
        client.force_login(world[role])
    asked = [{"q": SECRET}, {"q": "Kranichflüg"}, {"topic": "vogelkunde"}, {}, {"q": "Beratung"}]
    for data in asked:
        html = client.get("/suche/", data).content.decode().replace(f"„{SECRET}“", "")
        assert f"Standard {SECRET}" not in html
        assert "Anderer Träger <mark>" not in html
        assert "Beratung <mark>" not in html
        assert "Vogelkunde" not in html or data.get("topic"), "no facet counts it"
    for prefix in ("Kran", "Beratung Kr", "Standard K"):
        rows = client.get("/suche/vorschlaege/", {"q": prefix}).json()["suggestions"]
        assert all("Eigener Träger" in row["text"] for row in rows if row["url"]), rows
        assert role or not rows


def test_facets_totals_and_corrections_do_not_count_what_is_restricted(
    world: dict[str, Any],
) -> None:
    tokens = audience.of_user(AnonymousUser())
    answer = get_engine().search(
        SearchQuery(text="Kranichfluk", audience=tokens, facets=("topic", "kind"))
    )
    assert answer.total == 0
    assert answer.suggestion is None
    everything = get_engine().search(SearchQuery(audience=tokens, facets=("topic", "kind")))
    assert not everything.facets["topic"]
    assert everything.total == sum(facet.count for facet in everything.facets["kind"])


def test_a_restriction_set_later_hides_the_page_and_its_file(
    index: Any, site: SiteTree, people: dict[str, Any]
) -> None:
    page = ConceptPageFactory(parent=site.sections["konzepte"], title=f"Konzept {SECRET}")
    PageAttachment.objects.create(page=page, document=make_file("Anlage"))
    outbox.drain_all()
    assert found_by(AnonymousUser()) == {f"Konzept {SECRET}", "Anlage"}
    PageViewRestriction.objects.create(page=site.sections["konzepte"], restriction_type="login")
    outbox.drain_all()
    assert found_by(AnonymousUser()) == set()
    assert found_by(people["Fachkraft"]) == {f"Konzept {SECRET}", "Anlage"}


def test_a_private_collection_hides_the_file_of_a_public_page(
    index: Any, site: SiteTree, people: dict[str, Any]
) -> None:
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    closed = root.add_child(name="Vertraulich")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    page = ConceptPageFactory(parent=site.sections["konzepte"], title="Konzept")
    PageAttachment.objects.create(page=page, document=make_file("Anlage", closed))
    outbox.drain_all()
    assert found_by(AnonymousUser()) == set()
    assert found_by(people["Partner"]) == {"Anlage"}


def test_a_file_of_no_live_page_is_found_by_nobody(
    index: Any, site: SiteTree, people: dict[str, Any]
) -> None:
    page = ConceptPageFactory(parent=site.sections["konzepte"], title="Konzept")
    PageAttachment.objects.create(page=page, document=make_file("Anlage"))
    page.unpublish()
    make_file("Lose")
    outbox.drain_all()
    assert found_by(people["Fachkraft"]) == set()


def test_roles_for_the_command_line(people: dict[str, Any]) -> None:
    assert audience.of_role("anonymous") == {"public"}
    assert "internal" in audience.of_role("Fachkraft")
    assert "internal" not in audience.of_role("partner@example.org")
    with pytest.raises(LookupError):
        audience.of_role("niemand")
