"""What both engines do alike: plan, run, relax, mend words, complete."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from search.analysis import tokenize
from search.engines import words
from search.engines.nodes import TITLE_WORDS, Every, Fuzzy, Has, HasAny, Node, Prefix
from search.engines.plan import Plan, Planner, chosen_values
from search.engines.scoring import edits
from search.index_document import IndexDocument
from search.query import Facet, Hit, ResultPage, SearchQuery, Suggestion

FEW = 10  # with fewer results for all words, those with most and with any follow
WINDOW = 10_000  # rows: no engine pages further
MOST_ROWS = 1000  # of one page
_WHOLE_EARTH_KM = 20_016.0  # no place is farther from another
_LONGEST_PREFIX = 100  # characters
_READ_FOR_CORRECTION = 20
_READ_FOR_COMPLETION = 40


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine found: the hits of one page, their total, how to count facets and values.

    `unfiltered` is the total that the text alone would give, without facet filters (or any
    number from FEW on, if it is as high): choosing a filter must never bring documents that were
    not there before.
    """

    hits: tuple[Hit, ...]
    total: int
    unfiltered: int
    counts: Callable[[], Mapping[str, Mapping[str, int]]]


class View(Protocol):
    """One state of an index, that a whole search is answered from."""

    def count(self, audience: frozenset[str], stems: Iterable[str]) -> tuple[int, dict[str, int]]:
        """Return how many documents `audience` sees, in all and with each stem."""
        ...

    def run(self, plan: Plan, query: SearchQuery) -> Found:
        """Return what `plan` finds."""
        ...

    def read(self, node: Node, limit: int) -> list[IndexDocument]:
        """Return the documents of highest standing weight that match `node`."""
        ...


def answer(view: View, query: SearchQuery) -> ResultPage:
    """Search `view` for `query`."""
    started = time.perf_counter()
    query = sensible(query)
    planner = Planner(query, view.count)
    wanted = FEW if query.sort == "relevance" else 1
    strict: int | None = None
    full = 0
    for plan in planner.plans():
        if plan.last_resort and strict:
            break
        found = view.run(plan, query)
        if strict is None:
            strict, full = found.unfiltered, found.total
        if found.unfiltered >= wanted:
            break
    return ResultPage(
        hits=found.hits,
        total=found.total,
        facets=_facets(query, found, chosen_values(query, planner.parsed)),
        suggestion=_suggestion(view, query, plan),
        took_ms=(time.perf_counter() - started) * 1000,
        relaxed=not strict and found.total > 0,
        full=full,
        page=query.page,
        size=query.size,
    )


def sensible(query: SearchQuery) -> SearchQuery:
    """Return `query` with a page, rows, an order and a circle that every engine takes alike.

    A circle that is none, or around no place on earth, holds nothing: as if nobody asked.
    """
    query = replace(query, page=max(query.page, 1), size=min(max(query.size, 1), MOST_ROWS))
    if query.near is None:
        return replace(query, sort="relevance") if query.sort == "distance" else query
    lat, lon, radius = query.near
    # false for what is no number, too
    if not (radius > 0 and abs(lat) <= 90 and abs(lon) <= 180):
        return replace(query, near=None, audience=frozenset())
    return replace(query, near=query.near._replace(radius_km=min(radius, _WHOLE_EARTH_KM)))


def rows_of(query: SearchQuery) -> range:
    """Return the rows to show, from 0; none where the page reaches beyond WINDOW."""
    stop = query.page * query.size
    return range(stop - query.size, stop) if stop <= WINDOW else range(0)


def _facets(
    query: SearchQuery, found: Found, chosen: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[Facet, ...]]:
    counted = found.counts() if query.facets else {}
    facets = {}
    for name in query.facets:
        mine = chosen.get(name, ())
        counts = dict(counted.get(name, {}))
        for value in mine:
            counts.setdefault(value, 0)
        rows = sorted([(-number, value) for value, number in counts.items()])
        facets[name] = tuple([Facet(value, -less, value in mine) for less, value in rows])
    return facets


def _visible(audience: frozenset[str], *nodes: Node) -> Every:
    return Every((HasAny("audience", tuple(sorted(audience)), 1.0), *nodes))


def _suggestion(view: View, query: SearchQuery, plan: Plan) -> str | None:
    corrections = []
    for word in plan.unknown:
        distance = edits(word.term.word)
        if distance:
            fuzzy = Fuzzy(word.term.word, distance)
            documents = view.read(_visible(query.audience, fuzzy), _READ_FOR_CORRECTION)
            better = words.correction(word, distance, documents)
            if better:
                corrections.append((word, better))
    return words.mend(query.text, corrections)


def complete(
    view: View, prefix: str, audience: frozenset[str], limit: int
) -> tuple[Suggestion, ...]:
    """Return completions of `prefix` for `audience`."""
    prefix = prefix[:_LONGEST_PREFIX]
    tokens = [token.text for token in tokenize(prefix)]
    if not tokens:
        return ()
    before = [Has(TITLE_WORDS, token) for token in tokens[:-1]]
    node = _visible(audience, *before, Prefix(TITLE_WORDS, tokens[-1]))
    return words.completions(prefix, view.read(node, _READ_FOR_COMPLETION), limit)
