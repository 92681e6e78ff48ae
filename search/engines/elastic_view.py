"""An Elasticsearch index, searched."""

import time
from collections.abc import Iterable
from typing import Any

from elasticsearch.dsl import Search

from search.engines.base import FEW, Found
from search.engines.elastic_frame import counts, frame
from search.engines.elastic_query import Body, translate
from search.engines.elastic_requests import Searches, understood
from search.engines.nodes import TERMS, Every, HasAny, Node
from search.engines.plan import Plan
from search.engines.records import decode, distance_km
from search.index_document import IndexDocument
from search.query import Hit, SearchQuery

_MOST_COUNTS = 20_000  # kept of (audience, stem)
_COUNTS_KEPT_SECONDS = 10.0


class ElasticView:
    """Answers from the index behind an alias."""

    def __init__(self, searches: Searches) -> None:
        self._searches = searches
        self._counts: dict[tuple[frozenset[str], str], int] = {}
        self._counted_at = 0.0

    def _ask(self, query: Body, around: Body) -> Body:
        """Return the answer to `query`, paged, sorted and counted as `around` says."""
        return self._searches.answer(around | {"query": query})

    def forget(self) -> None:
        """Count anew, after a write."""
        self._counts = {}

    @understood()
    def count(self, audience: frozenset[str], stems: Iterable[str]) -> tuple[int, dict[str, int]]:
        """Return how many documents `audience` sees, in all and with each stem.

        Counts are kept some seconds: they only weigh words against each other.
        """
        if (
            time.monotonic() - self._counted_at > _COUNTS_KEPT_SECONDS
            or len(self._counts) > _MOST_COUNTS
        ):
            self._counts = {}
            self._counted_at = time.monotonic()
        known, wanted = self._counts, list(stems)
        new = [stem for stem in wanted if (audience, stem) not in known]
        if new or (audience, "") not in known:
            visible = translate(Every((HasAny("audience", tuple(sorted(audience))),)))
            having = {str(n): {"filter": {"term": {TERMS: stem}}} for n, stem in enumerate(new)}
            answer = self._ask(visible, {"size": 0, "track_total_hits": True, "aggs": having})
            known[audience, ""] = answer["hits"]["total"]["value"]
            for number, stem in enumerate(new):
                known[audience, stem] = answer["aggregations"][str(number)]["doc_count"]
        return known[audience, ""], {stem: known[audience, stem] for stem in wanted}

    @understood()
    def run(self, plan: Plan, query: SearchQuery) -> Found:
        """Return what `plan` finds."""
        answer = self._ask(_weighted(plan.text), frame(query, plan.facet_filters))
        total = answer["hits"]["total"]["value"]
        unfiltered = total
        if plan.facet_filters and total < FEW:
            everything = self._ask(translate(plan.text), {"size": 0, "track_total_hits": True})
            unfiltered = everything["hits"]["total"]["value"]
        hits = tuple(_hit(row, query) for row in answer["hits"]["hits"])
        return Found(hits, total, unfiltered, lambda: counts(query.facets, answer))

    @understood()
    def read(self, node: Node, limit: int) -> list[IndexDocument]:
        """Return the documents of highest standing weight that match `node`."""
        heaviest = Search().sort("-weight", "title_key")[:limit].source(["source"])
        answer = self._ask(translate(node), heaviest.to_dict())
        return [decode(row["_source"]["source"]) for row in answer["hits"]["hits"]]


def _weighted(node: Node) -> Body:
    """Return the query for `node`, its score multiplied by the documents' standing weight."""
    factor = {"field": "weight", "missing": 1}
    return {"function_score": {"query": translate(node), "field_value_factor": factor}}


def _hit(row: dict[str, Any], query: SearchQuery) -> Hit:
    document = decode(row["_source"]["source"])
    distance = None
    if query.near and document.location:
        distance = distance_km((query.near.lat, query.near.lon), document.location)
    return Hit(document.id, row["_score"] or 0.0, document, distance)
