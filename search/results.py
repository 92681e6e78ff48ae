"""Asks the engine and shapes the answer for the page: marks, labels, filters, tabs."""

import logging
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.functional import Promise

from search import audience, facets, reduced, synonyms
from search.directory_documents import KEYWORDS
from search.engine import SearchError, get_engine
from search.highlight import Segment, highlight
from search.parameters import PAGE_SIZE, TABS, Parameters
from search.query import Hit, ResultPage, SearchQuery

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ShownHit:
    """A hit as the page shows it; `place` names the section or page that the link opens."""

    kind: str
    label: str | Promise
    title: tuple[Segment, ...]
    excerpt: tuple[Segment, ...]
    url: str
    passage_url: str
    place: str
    hit: Hit


@dataclass(frozen=True)
class Choice:
    """A value of a filter."""

    value: str
    label: str | Promise
    count: int
    selected: bool


@dataclass(frozen=True)
class Filter:
    """A filter with its values, the most frequent first."""

    name: str
    label: str | Promise
    choices: list[Choice]
    open: bool


@dataclass(frozen=True)
class Active:
    """A chosen filter and the address without it."""

    label: str | Promise
    facet: str | Promise
    query: str


@dataclass(frozen=True)
class ShownTab:
    """A tab; `count` is None where the engine did not count."""

    label: str | Promise
    query: str
    current: bool
    count: int | None


@dataclass
class Answer:
    """Everything the results page needs."""

    parameters: Parameters
    page: ResultPage
    hits: list[ShownHit]
    filters: list[Filter] = field(default_factory=list)
    active: list[Active] = field(default_factory=list)
    tabs: list[ShownTab] = field(default_factory=list)
    reduced: bool = False
    synonyms: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether nothing holds all words of a text, as far as the engine was there to say."""
        nothing = self.page.total == 0 or self.page.relaxed
        return bool(self.parameters.text) and nothing and not self.reduced


def answer(parameters: Parameters, user: Any) -> Answer:
    """Answer a question for a person; from the database where the engine can't."""
    words = synonyms.mapping()
    try:
        page = _ask(parameters, user, words)
        without_engine = False
    except (SearchError, OSError) as error:
        logger.warning("Search: the engine does not answer, reduced search: %s", error)
        page = reduced.search(parameters, user, PAGE_SIZE)
        without_engine = True
    labels = facets.labels(_values(page, parameters))
    return Answer(
        parameters=parameters,
        page=page,
        hits=[_shown(hit, parameters.text, words) for hit in page.hits],
        filters=_filters(page, parameters, labels),
        active=_active(parameters, labels),
        tabs=_tabs(page, parameters, without_engine),
        reduced=without_engine,
        synonyms=_tried(parameters.text, words),
    )


def _ask(parameters: Parameters, user: Any, words: dict[str, tuple[str, ...]]) -> ResultPage:
    kinds = parameters.filters.get("kind", parameters.tab.kinds)
    sort = parameters.sort
    if not parameters.text and sort == "relevance":
        sort = "title" if parameters.tab.name == "directory" else "updated"
    query = SearchQuery(
        text=parameters.text,
        audience=audience.of_user(user),
        filters={**parameters.filters, "kind": kinds},
        facets=tuple(dict.fromkeys(("kind", *parameters.tab.facets))),
        sort=sort,
        page=parameters.page,
        size=PAGE_SIZE,
        synonyms=words,
    )
    engine = get_engine()
    page = engine.search(query)
    if not page.hits and page.total:  # beyond the last page
        page = engine.search(replace(query, page=page.pages))
    return page


def _values(page: ResultPage, parameters: Parameters) -> dict[str, list[str]]:
    wanted = {name: [facet.value for facet in rows] for name, rows in page.facets.items()}
    for name, values in parameters.filters.items():
        wanted[name] = list(dict.fromkeys([*wanted.get(name, []), *values]))
    return wanted


def _shown(hit: Hit, text: str, words: dict[str, tuple[str, ...]]) -> ShownHit:
    telling = tuple(part for part in hit.document.passages if part.anchor != KEYWORDS)
    marks = highlight(replace(hit.document, passages=telling), text, words)
    anchor = marks.passage.anchor if marks.passage else ""
    return ShownHit(
        kind=hit.kind,
        label=facets.KIND_LABELS.get(hit.kind, hit.kind),
        title=marks.title,
        excerpt=marks.excerpt,
        url=hit.url,
        passage_url=f"{hit.url}#{anchor}" if anchor else "",
        place=marks.passage.heading if marks.passage and anchor else "",
        hit=hit,
    )


def _filters(page: ResultPage, parameters: Parameters, labels: Any) -> list[Filter]:
    found: list[Filter] = []
    for name in parameters.tab.facets:
        chosen = set(parameters.filters.get(name, ()))
        choices = [
            Choice(row.value, labels[name][row.value], row.count, row.value in chosen)
            for row in page.facets.get(name, ())
            if row.value in labels.get(name, {})
            and (row.count or row.value in chosen)
            and (name != "kind" or row.value in parameters.tab.kinds)
        ]
        counted = {choice.value for choice in choices}
        choices += [
            Choice(value, labels[name][value], 0, True)
            for value in parameters.filters.get(name, ())
            if value not in counted and value in labels.get(name, {})
        ]
        if choices:
            is_open = bool(chosen) or len(found) < 2
            found.append(Filter(name, facets.FACET_LABELS[name], choices, is_open))
    return found


def _active(parameters: Parameters, labels: Any) -> list[Active]:
    return [
        Active(
            labels.get(name, {}).get(value, value),
            facets.FACET_LABELS[name],
            parameters.without(name, value).query_string(),
        )
        for name, values in parameters.filters.items()
        for value in values
    ]


def _tabs(page: ResultPage, parameters: Parameters, without_engine: bool) -> list[ShownTab]:
    counts = {row.value: row.count for row in page.facets.get("kind", ())}
    return [
        ShownTab(
            tab.label,
            parameters.in_tab(tab).query_string(),
            tab is parameters.tab,
            None if without_engine else sum(counts.get(kind, 0) for kind in tab.kinds),
        )
        for tab in TABS.values()
    ]


def _tried(text: str, words: dict[str, tuple[str, ...]]) -> list[str]:
    """Return the synonyms that were searched too, to say so where nothing was found."""
    folded = f" {text.casefold()} "
    tried = [other for head, others in words.items() if f" {head} " in folded for other in others]
    return list(dict.fromkeys(tried))
