"""Asks the engine and shapes the answer for the page."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from django.utils.functional import Promise

from search import audience, facets, near, promotions, reduced, synonyms
from search.analysis.query_language import parse
from search.engine import SearchError, get_engine
from search.engines.plan import chosen_values
from search.facets import Label
from search.near import Located
from search.near_misses import NearMiss, near_misses
from search.parameters import PAGE_SIZE, TABS, Parameters, Tab
from search.query import ResultPage, SearchQuery, Sort
from search.results_filters import Active, Filter, active, filters, values_of
from search.results_hits import ShownHit, Words, shown_hits

logger = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True)
class ShownTab:
    """A tab; `count` is None where the engine did not count."""

    label: str | Promise
    query: str
    current: bool
    count: int | None


@dataclass
class Answer:
    """Everything the results page needs.

    `located` is the place asked for, as far as it is known; `places` are the names that may be
    typed there. `suggestion` is (words, address) of what was perhaps meant.
    """

    parameters: Parameters
    page: ResultPage
    hits: list[ShownHit]
    recommended: list[promotions.Recommendation] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    active: list[Active] = field(default_factory=list)
    tabs: list[ShownTab] = field(default_factory=list)
    located: Located | None = None
    places: list[Label] = field(default_factory=list)
    suggestion: tuple[str, str] | None = None
    near_misses: list[NearMiss] = field(default_factory=list)
    synonyms: list[str] = field(default_factory=list)
    reduced: bool = False

    @property
    def failed(self) -> bool:
        """Whether nothing holds all words of a text, as far as the engine was there to say."""
        nothing = self.page.total == 0 or self.page.relaxed
        return bool(self.parameters.text) and nothing and not self.reduced


def answer(parameters: Parameters, user: Any) -> Answer:
    """Answer a question for a person; from the database where the engine can't."""
    words = synonyms.mapping()
    located = near.locate(parameters.near) if parameters.near else None
    asking = _Asking(parameters, audience.of_user(user), words, located)
    try:
        page = asking.page()
    except (SearchError, OSError) as error:
        logger.warning("Search: the engine does not answer, reduced search: %s", error)
        return _reduced(parameters, user, words, located)
    uncounted: dict[str, int] = {}
    counts = _while_it_answers(asking.counts_by_tab, uncounted)
    whole = ("municipality",) if parameters.tab.has_places else ()
    labels = facets.labels(values_of(page, parameters), whole)
    nothing = not page.total and (parameters.text or parameters.filters or parameters.near)
    ask_nearly = partial(near_misses, parameters, labels, asking.count)
    return Answer(
        parameters=parameters,
        page=page,
        hits=shown_hits(page, parameters.text, words),
        recommended=_recommended(parameters, user, words),
        filters=filters(page, parameters, labels),
        active=active(parameters, labels, located),
        tabs=_tabs(parameters, counts),
        located=located,
        places=sorted(labels["municipality"].values(), key=str) if whole else [],
        suggestion=_suggestion(page, parameters),
        near_misses=_while_it_answers(ask_nearly, []) if nothing else [],
        synonyms=_tried(parameters.text, words),
    )


def _while_it_answers(ask: Callable[[], T], otherwise: T) -> T:
    """Return what is shown beside the results, `otherwise` where the engine fails meanwhile."""
    try:
        return ask()
    except (SearchError, OSError) as error:
        logger.warning("Search: the engine stopped answering: %s", error)
        return otherwise


class _Asking:
    """One person's question to the engine, and the questions beside it that only count."""

    def __init__(
        self, asked: Parameters, tokens: frozenset[str], words: Words, located: Located | None
    ) -> None:
        self.asked = asked
        self.tokens = tokens
        self.words = words
        self.place = located.place if located else None
        self.names = facets.named(asked.text)
        self.engine = get_engine()
        self._known: dict[Any, Mapping[str, int]] = {}

    def query(self, asked: Parameters) -> SearchQuery:
        """Return the engine's question for `asked`; an unknown place does not narrow it."""
        place = self.place if asked.near else None
        return SearchQuery(
            text=asked.text,
            audience=self.tokens,
            kinds=asked.tab.kinds,
            filters=asked.filters,
            facets=tuple(dict.fromkeys(("kind", *asked.tab.facets))),
            near=place.circle(asked.radius) if place else None,
            sort=_sort(asked, bool(place)),
            page=asked.page,
            size=PAGE_SIZE,
            synonyms=self.words,
            names=self.names,
        )

    def page(self) -> ResultPage:
        """Return the page asked for, the last one where there are not so many."""
        query = self.query(self.asked)
        page = self.engine.search(query)
        if not page.hits and page.total:
            page = self.engine.search(replace(query, page=page.pages))
        self._known[_narrowing(self.asked)] = _kinds(page)
        return page

    def count(self, asked: Parameters) -> int:
        """Return how much another question finds."""
        return self.engine.search(replace(self.query(asked), facets=(), size=1, page=1)).total

    def counts_by_tab(self) -> dict[str, int]:
        """Return how much each tab holds: with those filters that are kept when it is opened."""
        return {tab.name: self._count_of(self.asked.in_tab(tab)) for tab in TABS.values()}

    def _count_of(self, asked: Parameters) -> int:
        key = _narrowing(asked)
        if key not in self._known:
            query = replace(self.query(asked), facets=("kind",), size=1, page=1)
            self._known[key] = _kinds(self.engine.search(query))
        kinds = chosen_values(self.query(asked), parse(asked.text))["kind"]
        return sum(self._known[key].get(kind, 0) for kind in kinds)


def _narrowing(asked: Parameters) -> Any:
    """Return what decides the counts of the kinds: equal where one answer serves for both."""
    kept = frozenset((name, values) for name, values in asked.filters.items() if name != "kind")
    return kept, asked.near, asked.radius, asked.sort


def _kinds(page: ResultPage) -> dict[str, int]:
    return {row.value: row.count for row in page.facets.get("kind", ())}


def _sort(asked: Parameters, has_place: bool) -> Sort:
    if asked.sort == "distance" and not has_place:
        return "relevance" if asked.text else "updated"
    if asked.sort == "relevance" and not asked.text:
        if has_place:
            return "distance"
        return "title" if asked.tab.name == "directory" else "updated"
    return asked.sort


def _reduced(parameters: Parameters, user: Any, words: Words, located: Located | None) -> Answer:
    """Answer from the database, without filters, places, counts and recommendations."""
    page = reduced.search(parameters, user, PAGE_SIZE)
    return Answer(
        parameters=parameters,
        page=page,
        hits=shown_hits(page, parameters.text, words),
        tabs=_tabs(parameters, {}),
        located=located,
        reduced=True,
    )


def _recommended(
    parameters: Parameters, user: Any, words: Words
) -> list[promotions.Recommendation]:
    if parameters.page > 1:
        return []
    return promotions.recommended(parameters.text, user, words, parameters.tab.kinds)


def _tabs(parameters: Parameters, counts: dict[str, int]) -> list[ShownTab]:
    def shown(tab: Tab) -> ShownTab:
        query = parameters.in_tab(tab).query_string()
        return ShownTab(tab.label, query, tab is parameters.tab, counts.get(tab.name))

    return [shown(tab) for tab in TABS.values()]


def _suggestion(page: ResultPage, parameters: Parameters) -> tuple[str, str] | None:
    if not page.suggestion:
        return None
    return page.suggestion, parameters.with_text(page.suggestion).query_string()


def _tried(text: str, words: Words) -> list[str]:
    """Return the synonyms that were searched too, to say so where nothing was found."""
    folded = f" {text.casefold()} "
    tried = [other for head, others in words.items() if f" {head} " in folded for other in others]
    return list(dict.fromkeys(tried))
