"""One state of an embedded index, searched."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Order, Query

from search.engines.base import FEW, Found
from search.engines.embedded_query import Translator
from search.engines.embedded_store import read_info
from search.engines.nodes import TERMS, Every, Has, HasAny, Node
from search.engines.plan import Plan
from search.engines.records import decode, distance_km
from search.index_document import IndexDocument
from search.query import Hit, SearchQuery

_MOST_VALUES = 1000  # counted of one facet
_MOST_COUNTS = 20_000  # kept of (audience, stem)
_MOST_FACETS = 256  # questions whose facet counts are kept


class EmbeddedView:
    """Answers from the commit that was newest when it was opened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.info = read_info(folder)
        self._meta = folder / "meta.json"
        self._commit = self._meta.stat().st_mtime_ns
        self._index = tantivy.Index.open(str(folder))
        self.searcher = self._index.searcher()
        self._translate = Translator(self._index.schema, self.searcher)
        self._counts: dict[tuple[frozenset[str], str], int] = {}
        self._facets: dict[tuple[Node, tuple[str, ...]], dict[str, dict[str, int]]] = {}

    def is_outdated(self) -> bool:
        """Return whether there was a commit since."""
        try:
            return self._meta.stat().st_mtime_ns != self._commit
        except FileNotFoundError:
            return True

    def count(self, audience: frozenset[str], stems: Iterable[str]) -> tuple[int, dict[str, int]]:
        """Return how many documents `audience` sees, in all and with each stem."""
        if len(self._counts) > _MOST_COUNTS:
            self._counts.clear()
        return self._count(audience, ""), {stem: self._count(audience, stem) for stem in stems}

    def _count(self, audience: frozenset[str], stem: str) -> int:
        key = (audience, stem)
        if key not in self._counts:
            visible = HasAny("audience", tuple(sorted(audience)))
            must = (visible, Has(TERMS, stem)) if stem else (visible,)
            self._counts[key] = _total(self.searcher.search(self._translate(Every(must)), 1))
        return self._counts[key]

    def run(self, plan: Plan, query: SearchQuery) -> Found:
        """Return what `plan` finds."""
        tree = self._translate(plan.tree())
        if query.sort == "distance" and query.near:
            rows, total = self._by_distance(tree, query)
        else:
            rows, total = self._sorted(tree, query)
        unfiltered = total
        if plan.facet_filters and total < FEW:
            unfiltered = _total(self.searcher.search(self._translate(plan.text), 1))
        hits = tuple(self._hit(score, doc, query) for score, doc in rows)
        return Found(hits, total, unfiltered, lambda: self._facet_counts(plan, query.facets))

    def _sorted(
        self, tree: Query, query: SearchQuery
    ) -> tuple[list[tuple[float, tantivy.DocAddress]], int]:
        order: dict[str, Any] = {"weight_by_field": "weight"}
        if query.sort == "updated":
            order = {"order_by_field": "updated_key"}
        elif query.sort == "title":
            order = {"order_by_field": "title_key", "order": Order.Asc}
        offset = (max(query.page, 1) - 1) * query.size
        found = self.searcher.search(tree, max(query.size, 1), offset=offset, **order)
        scored = query.sort == "relevance"
        return [(score if scored else 0.0, doc) for score, doc in found.hits], _total(found)

    def _by_distance(
        self, tree: Query, query: SearchQuery
    ) -> tuple[list[tuple[float, tantivy.DocAddress]], int]:
        if not query.near:
            return [], 0
        found = self.searcher.search(
            tree, max(1, self.searcher.num_docs), order_by_field="title_key", order=Order.Asc
        )
        addresses = [address for _, address in found.hits]
        lats = self.searcher.fast_field_values("lat", addresses)
        lons = self.searcher.fast_field_values("lon", addresses)
        here = (query.near.lat, query.near.lon)
        places = zip(lats, lons, strict=True)
        distances = [distance_km(here, (float(a or 0), float(b or 0))) for a, b in places]
        order = sorted(range(len(addresses)), key=distances.__getitem__)
        offset = (max(query.page, 1) - 1) * query.size
        return [(0.0, addresses[i]) for i in order[offset : offset + query.size]], _total(found)

    def _facet_counts(self, plan: Plan, names: tuple[str, ...]) -> dict[str, dict[str, int]]:
        free = tuple(name for name in names if name not in plan.facet_filters)
        counts = dict(self._aggregate(plan.tree(scored=False), free))
        for name in names:
            if name in plan.facet_filters:
                counts |= self._aggregate(plan.tree(without=name, scored=False), (name,))
        return counts

    def _aggregate(self, node: Node, names: tuple[str, ...]) -> dict[str, dict[str, int]]:
        """Return counts by facet and value; those of the last questions are kept."""
        if not names or not self.searcher.num_docs:
            return {}
        kept = self._facets.get((node, names))
        if kept is None:
            if len(self._facets) >= _MOST_FACETS:
                self._facets.clear()
            kept = self._facets[node, names] = self._count_values(self._translate(node), names)
        return kept

    def _count_values(self, tree: Query, names: tuple[str, ...]) -> dict[str, dict[str, int]]:
        terms = {
            name: {"terms": {"field": f"facets.{name}", "size": _MOST_VALUES}} for name in names
        }
        found = self.searcher.aggregate(tree, terms)
        return {
            name: {bucket["key"]: bucket["doc_count"] for bucket in found[name]["buckets"]}
            for name in names
        }

    def _hit(self, score: float, address: tantivy.DocAddress, query: SearchQuery) -> Hit:
        document = self._document(address)
        distance = None
        if query.near and document.location:
            distance = distance_km((query.near.lat, query.near.lon), document.location)
        return Hit(document.id, score, document, distance)

    def _document(self, address: tantivy.DocAddress) -> IndexDocument:
        return _source(self.searcher.doc(address))

    def read(self, node: Node, limit: int) -> list[IndexDocument]:
        """Return the documents of highest standing weight that match `node`."""
        found = self.searcher.search(
            self._translate(node), limit, count=False, weight_by_field="weight"
        )
        return [self._document(address) for _, address in found.hits]

    def hashes(self) -> dict[str, str]:
        """Return every document's id with its content hash."""
        found = self.searcher.search(Query.all_query(), max(1, self.searcher.num_docs), count=False)
        result = {}
        for _, address in found.hits:
            stored = self.searcher.doc(address)
            result[_source(stored).id] = str(stored.get_first("hash"))
        return result


def _source(stored: tantivy.Document) -> IndexDocument:
    return decode(bytes(stored.get_first("source") or b"").decode())


def _total(found: tantivy.SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined]  # missing in tantivy's stubs
