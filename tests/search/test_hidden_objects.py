"""With and without what a role may not see, the site answers every search with the same bytes."""

import random
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.http import QueryDict
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page

from content.directory.models import Topic
from content.library.models import PageAttachment
from search import audience, near, parameters, promotions, rebuilding, results, synonyms, views
from search import engine as engine_module
from search.models import SynonymSet
from tests.factories.directory import MunicipalityFactory
from tests.factories.library import (
    AgreementPageFactory,
    CaseStandardPageFactory,
    ConceptPageFactory,
    SiteTree,
    restrict,
)
from tests.search.making import make_organization, make_service

QUERIES = 1_000  # per role and engine
# of these the results page is made and compared byte by byte, of the others what it is made from:
# the answer of the engine (hits, scores, total, facets, did-you-mean), completions, recommendations
PAGES = {"embedded": 1_000, "elastic": 100}  # a page asks a server up to 30 questions
ROLES = ("anonymous", "Partner", "Fachkraft", "Koordination")
STAFF = {"Fachkraft", "Koordination", "Leitung"}
VISIBLE = (
    "Sprachkurs", "Beratung", "Kita", "Familie", "Schulden", "Siegburg", "Wohnung",
    "Deutsch lernen",
)  # fmt: skip
SECRET = (
    "Härtefallkommission", "Kranichflug", "Geheimprojekt", "Sprachförderung", "Zusatzvertrag",
    "Kitaausbau",
)  # fmt: skip
FILTERS = (
    "topic=gesundheit",
    "topic=vogelkunde",
    "municipality=siegburg",
    "kind=service",
    "near=siegburg",
    "",
)
TABS = ("all", "directory", "standards", "documents", "templates")


class World:
    """Things of every sort; `seen_by` names the roles that may see each restricted one."""

    def __init__(self) -> None:
        self.chance = random.Random(23)
        self.seen_by: list[tuple[Any, set[str]]] = []

    def text(self, *more: str) -> str:
        words = self.chance.choices([*VISIBLE, *more], k=self.chance.randrange(4, 30))
        return " ".join(words)

    def hide(self, thing: Any, *roles: str) -> None:
        self.seen_by.append((thing, set(roles)))

    def remove_hidden_from(self, role: str) -> None:
        for thing, roles in reversed(self.seen_by):
            if role not in roles:
                thing.delete()


@pytest.fixture
def world(db: None, site: SiteTree, people: dict[str, Any]) -> World:
    made = World()
    MunicipalityFactory(name="Siegburg", slug="siegburg")
    topics = [Topic.objects.create(name=name) for name in ("Gesundheit", "Vogelkunde")]
    SynonymSet.objects.create(terms="Kita\nKranichflug")
    _services(made, topics)
    _pages(made, site)
    _agreements_and_files(made, site, people)
    _recommendations(made, site)
    return made


def _services(made: World, topics: list[Topic]) -> None:
    for number in range(40):
        inner = number % 4 == 0
        words = SECRET if inner else ()
        name = f"{made.text(*words)[:60]} {number}"
        service = make_service(name, summary=made.text(*words), internal=inner)
        service.topics.add(topics[inner])
        service.save()
        if inner:
            made.hide(service, *STAFF)
    draft = make_service("Kranichflug Sprachkurs", summary=made.text(*SECRET))
    draft.live = False
    draft.save()
    made.hide(draft)


def _pages(made: World, site: SiteTree) -> None:
    for number in range(12):
        parent = site.sections["konzepte"]
        ConceptPageFactory(parent=parent, title=f"Konzept {number}", summary=made.text())
        page = CaseStandardPageFactory(
            parent=site.sections["standards"],
            title=f"Standard {SECRET[number % 6]} {number}",
            summary=made.text(*SECRET),
        )
        made.hide(page, *STAFF)
        closed = ConceptPageFactory(
            parent=parent, title=f"Konzept Leitung {number}", summary=made.text(*SECRET)
        )
        restrict(closed, "Leitung")
        made.hide(closed, "Leitung")
    made.hide(
        ConceptPageFactory(parent=site.sections["konzepte"], title="Kita Kranichflug", live=False)
    )


def _agreements_and_files(made: World, site: SiteTree, people: dict[str, Any]) -> None:
    own, other = make_organization("Eigener Träger"), make_organization("Anderer Träger")
    people["Partner"].organization = own
    people["Partner"].save()
    for partner in (own, other):
        page = AgreementPageFactory(
            parent=site.sections["vereinbarungen"],
            title=f"Zusatzvertrag {partner}",
            partner=partner,
        )
        made.hide(page, *STAFF, *({"Partner"} if partner is own else ()))
    private = Collection.get_first_root_node().add_child(name="Leitung")
    rule = CollectionViewRestriction.objects.create(collection=private, restriction_type="groups")
    rule.groups.set(people["Leitung"].groups.all())
    carrier = ConceptPageFactory(parent=site.sections["konzepte"], title="Konzept mit Anhang")
    for number in range(5):
        document = get_document_model().objects.create(
            title=f"Anlage Sprachförderung {number}",
            collection=private,
            file=ContentFile(made.text(*SECRET).encode(), f"anlage{number}.txt"),
        )
        PageAttachment.objects.create(page=carrier, document=document)
        made.hide(document, "Leitung")


def _recommendations(made: World, site: SiteTree) -> None:
    shown = ConceptPageFactory(parent=site.sections["konzepte"], title="Empfohlenes Konzept")
    pages = [shown, *(thing for thing, _roles in made.seen_by if isinstance(thing, Page))]
    for text in (*VISIBLE, *SECRET):
        query = Query.get(text)
        for place, page in enumerate(made.chance.sample(pages[1:], 3)):
            SearchPromotion.objects.create(query=query, page=page, sort_order=place)
    SearchPromotion.objects.create(query=Query.get("Kita"), page=shown, sort_order=9)
    for place, (thing, _roles) in enumerate(made.chance.sample(made.seen_by, 20)):
        url, query = address_of(thing), Query.get(made.chance.choice((*VISIBLE, *SECRET)))
        SearchPromotion.objects.create(
            query=query,
            external_link_url=url,
            external_link_text=f"Geheim {thing}",
            sort_order=-place,
        )


def address_of(thing: Any) -> str:
    """Return the whole address, as somebody copies it from the browser."""
    path = thing.get_url() if isinstance(thing, Page) else getattr(thing, "url", None)
    return f"http://localhost{path or thing.get_absolute_url()}"


def addresses(count: int) -> Iterator[tuple[str, str]]:
    """Yield query strings and prefixes: words of both worlds, typos, phrases, filters, tabs."""
    chance = random.Random(5)
    for _ in range(count):
        words = chance.choices([*VISIBLE, *SECRET, *SECRET], k=chance.randrange(1, 4))
        if chance.random() < 0.3:
            place = chance.randrange(1, len(words[0]))
            words[0] = words[0][:place] + words[0][place + 1 :]
        text = " ".join(words)
        if chance.random() < 0.1:
            text = f'"{text}"'
        elif chance.random() < 0.1:
            text = f"{words[0]} -{words[-1]}"
        parts = [f"tab={chance.choice(TABS)}", chance.choice(FILTERS)]
        if chance.random() < 0.1:
            parts.append(chance.choice(("sort=title", "sort=updated", "page=2")))
        yield f"q={text}&{'&'.join(parts)}", text[: chance.randrange(2, 8)]


def answers(user: Any, count: int) -> list[tuple[bytes, bytes]]:
    """Return the changing part of the results page and the suggestions for every query."""
    factory = RequestFactory(headers={"hx-request": "true"})
    page, suggest = HtmxMiddleware(views.results_page), HtmxMiddleware(views.suggest)
    found = []
    for query, prefix in islice(addresses(QUERIES), count):
        one = factory.get(f"/suche/?{query}")
        two = factory.get("/suche/vorschlaege/", {"q": prefix})
        one.user = two.user = user
        found.append((page(one).content, suggest(two).content))
    return found


def bare_answers(user: Any, start: int) -> list[tuple[Any, Any, Any]]:
    """Return what the engine answers and what is recommended, from query number `start` on."""
    tokens, words = audience.of_user(user), synonyms.mapping()
    engine = engine_module.get_engine()
    asked, prefixes = [], []
    for query, prefix in islice(addresses(QUERIES), start, None):
        asked.append(parameters.parse(QueryDict(query)))
        prefixes.append(prefix)
    questions = [
        results._Asking(one, tokens, words, near.locate(one.near) if one.near else None).query(one)
        for one in asked
    ]
    with ThreadPoolExecutor(4) as pool:
        pages = list(pool.map(engine.search, questions))
        completions = list(pool.map(lambda prefix: engine.suggest(prefix, tokens), prefixes))
    recommended = [
        promotions.recommended(one.text, user, words, one.tab.kinds) if one.text else []
        for one in asked
    ]
    same = [replace(page, took_ms=0.0) for page in pages]
    return list(zip(same, completions, recommended, strict=True))


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=pytest.mark.services)])
def fresh_index(request: Any, settings: Any, tmp_path: Any) -> Iterator[Callable[[str], None]]:
    """Build an index of the database's present state under a name, and ask it from then on."""
    drops = []
    settings.SEARCH_ENGINE = request.param
    if request.param == "elastic":
        settings.ELASTICSEARCH_URL = request.getfixturevalue("elasticsearch_url")

    def build(name: str) -> None:
        settings.SEARCH_PATH = tmp_path / name
        settings.SEARCH_INDEX = f"kimtest-{uuid.uuid4().hex[:8]}-{name}"
        engine_module._cached_engine.cache_clear()
        rebuilding.rebuild()
        if request.param == "elastic":
            drops.append(engine_module.get_engine().drop)  # type: ignore[attr-defined]

    yield build
    for drop in drops:
        drop()
    engine_module._cached_engine.cache_clear()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_not_see_changes_no_answer(
    role: str,
    world: World,
    people: dict[str, Any],
    fresh_index: Callable[[str], None],
    settings: Any,
) -> None:
    user = people.get(role, AnonymousUser())
    count = PAGES[settings.SEARCH_ENGINE]
    fresh_index("with")
    with_hidden, bare = answers(user, count), bare_answers(user, count)
    with transaction.atomic():
        world.remove_hidden_from(role)
        ContentType.objects.clear_cache()
        fresh_index("without")
        without, bare_without = answers(user, count), bare_answers(user, count)
        transaction.set_rollback(True)
    assert connection.in_atomic_block
    asked = list(addresses(QUERIES))
    for (query, prefix), one, two in zip(asked, with_hidden, without, strict=False):
        assert one[0] == two[0], query
        assert one[1] == two[1], prefix
    for question, first, second in zip(asked[count:], bare, bare_without, strict=True):
        assert first == second, question
    assert len(with_hidden) + len(bare) == QUERIES
    assert any(b"search-hit" in page for page, _suggestions in without)
    assert any(b"Empfohlenes Konzept" in page for page, _suggestions in without)
    assert any(b'"text"' in suggestions for _page, suggestions in without)
    if bare_without:
        pages, completions, recommended = zip(*bare_without, strict=True)
        assert all(map(any, (completions, recommended, [page.suggestion for page in pages])))
        assert any(page.total for page in pages)


@pytest.mark.django_db
def test_the_hidden_words_are_there_to_be_found(
    world: World, people: dict[str, Any], fresh_index: Callable[[str], None]
) -> None:
    fresh_index("with")
    leader = people["Leitung"]
    request = RequestFactory(headers={"hx-request": "true"}).get("/suche/?q=Härtefallkommission")
    request.user = leader
    assert b"search-hit" in HtmxMiddleware(views.results_page)(request).content
