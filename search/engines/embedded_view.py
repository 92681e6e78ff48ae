"""One state of an embedded index, searched."""

import itertools
import time
from collections.abc import Hashable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Order, Query

from search.engine import IndexStale
from search.engines import words
from search.engines.base import FEW, Found, answer, rows_of
from search.engines.embedded_documents import WEIGHTED
from search.engines.embedded_facets import FacetCounts
from search.engines.embedded_query import Address, Translator
from search.engines.embedded_store import read_info
from search.engines.kept import Kept
from search.engines.nodes import TERMS, Circle, Every, Has, HasAny, Node
from search.engines.plan import Plan
from search.engines.records import SCHEMA, decode, distance_km, title_key
from search.index_document import IndexDocument
from search.query import Hit, Near, ResultPage, SearchQuery

_MOST_CHARACTERS = 16_000_000  # of answers kept
_PAGE = 30_000  # an answer without its texts takes about as much as so many characters
_MORE = 8  # rows read before and after a page, in case that some are equal to its ends
_MOST_MORE = 1000
_FIRST_GUESS = 1.5  # times the radius that would hold enough if all lay evenly

Row = tuple[float, Address]


class EmbeddedView:
    """Answers from the commit that was newest when it was opened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.info = read_info(folder)
        if self.info.schema.partition("-")[0] != SCHEMA:
            raise IndexStale(f"The index {folder} has another layout: run rebuild_index.")
        self._meta = folder / "meta.json"
        self._commit = self._meta.stat().st_mtime_ns
        self._index = tantivy.Index.open(str(folder))
        self.searcher = self._index.searcher()
        self._translate = Translator(self._index.schema, self.searcher)
        self._pages: Kept[Hashable, ResultPage] = Kept(_MOST_CHARACTERS, _characters)
        self._facets = FacetCounts(self.searcher, self._translate)

    def is_outdated(self) -> bool:
        """Return whether there was a commit since."""
        try:
            return self._meta.stat().st_mtime_ns != self._commit
        except FileNotFoundError:
            return True

    def count(self, audience: frozenset[str], stems: Iterable[str]) -> tuple[int, dict[str, int]]:
        """Return how many documents `audience` sees, in all and with each stem."""
        visible = HasAny("audience", tuple(sorted(audience)))
        stems = {stem: self._facets.number(Every((visible, Has(TERMS, stem)))) for stem in stems}
        return self._facets.number(Every((visible,))), stems

    def answer(self, query: SearchQuery) -> ResultPage:
        """Answer `query`; what was asked before is not searched again."""
        started = time.perf_counter()
        page = self._pages.get(_key(query), lambda: answer(self, query))
        return replace(page, took_ms=(time.perf_counter() - started) * 1000)

    def run(self, plan: Plan, query: SearchQuery) -> Found:
        """Return what `plan` finds."""
        facets = self._facets.ahead(plan, query.facets)
        if query.sort == "distance" and query.near:
            rows, total = self._by_distance(plan, query, query.near)
        else:
            rows, total = self._sorted(plan, query)
        unfiltered = total
        if plan.facet_filters and total < FEW:
            unfiltered = self._facets.number(plan.text)
        hits = tuple(self._hit(score, doc, query) for score, doc in rows)
        return Found(
            hits, total, unfiltered, lambda: self._facets.of(plan, query.facets, total, facets)
        )

    def _sorted(self, plan: Plan, query: SearchQuery) -> tuple[list[Row], int]:
        order: dict[str, Any] = {"weight_by_field": "weight"}
        if query.sort == "updated":
            order = {"order_by_field": "updated_key"}
        elif query.sort == "title":
            order = {"order_by_field": "title_key", "order": Order.Asc}
        scored = query.sort == "relevance"
        rows = rows_of(query)
        if rows.start >= min(rows.stop, self.searcher.num_docs):
            return [], self._facets.number(plan.tree(scored=False))
        tree = self._translate(plan.tree(scored=scored))
        if query.sort == "title":  # no two are equal
            found = self.searcher.search(tree, query.size, offset=rows.start, **order)
            hits, total = found.hits, _total(found)
        else:
            hits, total = self._window(tree, rows, **order)
        return [(score / WEIGHTED if scored else 0.0, doc) for score, doc in hits], total

    def _window(self, query: Query, rows: range, **order: Any) -> tuple[list[Row], int]:
        """Return these rows of what `query` finds, equal ones by title, and the total.

        tantivy leaves equal ones as they lie in its files. So more rows are read on both sides,
        until those equal to the first and the last are all there.
        """
        more = _MORE
        while True:
            start = max(0, rows.start - more)
            size = rows.stop + more - start
            found = self.searcher.search(query, size, offset=start, **order)
            hits = found.hits
            shown = slice(rows.start - start, rows.stop - start)
            ends = {hits[0][0]} if start and hits else set()
            ends |= {hits[-1][0]} if len(hits) == size else set()
            if more >= _MOST_MORE or ends.isdisjoint(worth for worth, _ in hits[shown]):
                return self._by_title(hits, shown)[shown], _total(found)
            more *= 4

    def _by_title(self, hits: list[Row], shown: slice) -> list[Row]:
        """Return `hits`, equal ones by title if any of them is shown."""
        wanted = {worth for worth, _ in hits[shown]}
        rows: list[Row] = []
        for worth, group in itertools.groupby(hits, key=lambda row: row[0]):
            equal = list(group)
            if len(equal) > 1 and worth in wanted:
                equal.sort(key=lambda row: title_key(self._document(row[1])))
            rows += equal
        return rows

    def _by_distance(self, plan: Plan, query: SearchQuery, near: Near) -> tuple[list[Row], int]:
        """Return the nearest, looking in a small box first and in wider ones if that has few."""
        node = plan.tree(scored=False)
        total = self._facets.number(node)
        rows = rows_of(query)
        offset, wanted = rows.start, min(rows.stop, total)
        if offset >= wanted:
            return [], total
        radius = near.radius_km * min(1.0, _FIRST_GUESS * (wanted / total) ** 0.5)
        while True:
            circle = Circle(near.lat, near.lon, min(radius, near.radius_km))
            found = self._nearest(node, circle)
            if len(found) >= wanted or radius >= near.radius_km:
                return [(0.0, doc) for _, doc in found[offset:wanted]], total
            radius *= 2

    def _nearest(self, node: Node, circle: Circle) -> list[Row]:
        """Return (km, document) of what matches `node` in the circle, nearest first."""
        boxed = Query.boolean_query(
            [
                (tantivy.Occur.Must, self._translate(node)),
                (tantivy.Occur.Must, self._translate.around(circle)),
            ]
        )
        found = self.searcher.search(
            boxed, max(1, self.searcher.num_docs), order_by_field="title_key", order=Order.Asc
        )
        addresses = [address for _, address in found.hits]
        distances = self._translate.distances(addresses, circle)
        near = [row for row in zip(distances, addresses, strict=True) if row[0] <= circle.radius_km]
        return sorted(near, key=lambda row: row[0])

    def _hit(self, score: float, address: Address, query: SearchQuery) -> Hit:
        document = self._document(address)
        distance = None
        if query.near and document.location:
            distance = distance_km((query.near.lat, query.near.lon), document.location)
        return Hit(document.id, score, document, distance)

    def _document(self, address: Address) -> IndexDocument:
        return _source(self.searcher.doc(address))

    def read(self, node: Node, limit: int) -> list[IndexDocument]:
        """Return the documents of highest standing weight that match `node`."""
        hits, _ = self._window(self._translate(node), range(limit), order_by_field="weight")
        return [self._document(address) for _, address in hits]

    def hashes(self) -> dict[str, str]:
        """Return every document's id with its content hash."""
        found = self.searcher.search(Query.all_query(), max(1, self.searcher.num_docs), count=False)
        result = {}
        for _, address in found.hits:
            stored = self.searcher.doc(address)
            result[_source(stored).id] = str(stored.get_first("hash"))
        return result


def _key(query: SearchQuery) -> Hashable:
    """Return what tells questions apart."""
    filters = tuple(sorted((name, tuple(values)) for name, values in query.filters.items()))
    synonyms = tuple(query.synonyms.items())
    return replace(query, filters=(), synonyms=()), filters, synonyms  # type: ignore[arg-type]


def _characters(page: ResultPage) -> int:
    """Return how much memory `page` takes, in characters."""
    texts = (text for hit in page.hits for text in words.texts(hit.document))
    return _PAGE + sum(map(len, texts))


def _source(stored: tantivy.Document) -> IndexDocument:
    return decode(bytes(stored.get_first("source") or b""))


def _total(found: tantivy.SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined]  # missing in tantivy's stubs
