"""Without the engine: more than titles, for each what they may see, page by page."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from content.directory.models import Topic
from tests.factories.library import CaseStandardPageFactory, ConceptPageFactory, SiteTree
from tests.search.making import make_organization, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(no_index: None, site: SiteTree, people: Any) -> SiteTree:
    """Services, a provider and pages that hold "Mietschulden" in different places."""
    topic = Topic.objects.create(name="Mietschulden und Wohnen")
    tied = make_service("Wohnhilfe")
    tied.topics.add(topic)
    tied.save()
    make_service("Beratungsstelle", alternate_name="Hilfe bei Mietschulden")
    make_service("Stille Hilfe", description="Bei Mietschulden", internal=True)
    make_organization("Mieterbund", alternate_name="Verein gegen Mietschulden")
    ConceptPageFactory(parent=site.sections["konzepte"], title="Mietschulden vermeiden")
    ConceptPageFactory(
        parent=site.sections["konzepte"], title="Wohnkonzept", summary="Auch Mietschulden."
    )
    page = CaseStandardPageFactory(parent=site.sections["konzepte"], title="Fallarbeit")
    page.topics.add(topic)
    page.save()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.add(Group.objects.get(name="Fachkraft"))
    return site


def titles(client: Client, **data: Any) -> list[str]:
    return [hit.hit.title for hit in client.get("/suche/", data).context["answer"].hits]


def test_names_summaries_and_topics_are_searched_titles_first(client: Client, content: Any) -> None:
    found = titles(client, q="mietschulden")
    assert found[0] == "Mietschulden vermeiden"
    assert set(found[1:]) == {"Wohnhilfe", "Beratungsstelle", "Mieterbund", "Wohnkonzept"}


def test_everybody_sees_what_is_theirs(client: Client, content: Any, people: Any) -> None:
    client.force_login(people["Partner"])
    assert len(titles(client, q="Mietschulden")) == 5
    client.force_login(people["Fachkraft"])
    assert {"Stille Hilfe", "Fallarbeit"} <= set(titles(client, q="Mietschulden"))


def test_all_words_are_needed_in_any_place(client: Client, content: Any) -> None:
    assert titles(client, q="Verein Mietschulden") == ["Mieterbund"]
    assert titles(client, q="Verein Wohnen") == []


def test_a_tab_holds(client: Client, content: Any) -> None:
    found = titles(client, q="Mietschulden", tab="standards")
    assert found == ["Mietschulden vermeiden", "Wohnkonzept"]


def test_pages_and_the_notice(client: Client, content: Any) -> None:
    for number in range(25):
        make_service(f"Mietschulden {number:02}")
    seen: list[str] = []
    for page in (1, 2, 3):
        seen += titles(client, q="Mietschulden", tab="directory", page=page)
    assert len(seen) == len(set(seen)) == 28
    html = client.get("/suche/", {"q": "Mietschulden", "tab": "directory"}).content.decode()
    assert "Eingeschränkte Suche" in html
    assert 'rel="next"' in html
    assert titles(client, q="Mietschulden", page=99)


def test_few_queries(client: Client, content: Any, people: Any) -> None:
    client.force_login(people["Fachkraft"])
    client.get("/suche/")
    with CaptureQueriesContext(connection) as asked:
        titles(client, q="Mietschulden")
    assert len(asked) <= 12, "\n".join(query["sql"][:200] for query in asked)


SPELLINGS = ["Übersetzung", "übersetzung", "ÜBERSETZUNG", "Uebersetzung", "uebersetz"]


@pytest.mark.parametrize("text", SPELLINGS)
@pytest.mark.parametrize("name", ["Übersetzung und mehr", "Amtliche Bildübersetzung"])
def test_words_are_found_in_any_spelling(
    client: Client, no_index: None, site: SiteTree, name: str, text: str
) -> None:
    make_service(name)
    make_service("Strassenkinder")
    make_service("Fußballverein Süd")
    assert titles(client, q=text) == [name]
    assert titles(client, q="straßenkinder") == ["Strassenkinder"]
    assert titles(client, q="FUSSBALLVEREIN sued") == ["Fußballverein Süd"]


def test_signs_are_read_as_the_engine_reads_them(client: Client, content: Any) -> None:
    assert titles(client, q="„Verein, Mietschulden“") == ["Mieterbund"]
    assert titles(client, q="titel:Mietschulden, vermeiden!") == ["Mietschulden vermeiden"]
    without = titles(client, q="Mietschulden -Verein -Wohnen")
    assert set(without) == {"Mietschulden vermeiden", "Beratungsstelle", "Wohnkonzept"}
    assert titles(client, q='"') == titles(client, q="")
