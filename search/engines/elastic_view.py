"""An Elasticsearch index, searched."""

import time
from collections.abc import Iterable
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl import A, Search

from search.engines.base import Found
from search.engines.elastic_query import Body, translate
from search.engines.nodes import TERMS, Every, HasAny, Node
from search.engines.plan import Plan
from search.engines.records import decode, distance_km
from search.index_document import IndexDocument
from search.query import Hit, SearchQuery

WINDOW = 10_000  # Elasticsearch pages no further
_MOST_VALUES = 1000  # counted of one facet
_MOST_COUNTS = 20_000  # kept of (audience, stem)
_COUNTS_KEPT_SECONDS = 10.0


class ElasticView:
    """Answers from the index behind an alias."""

    def __init__(self, client: Elasticsearch, index: str) -> None:
        self.client = client
        self.index = index
        self._counts: dict[tuple[frozenset[str], str], int] = {}
        self._counted_at = 0.0

    def _ask(self, query: Body, search: Search, filters: Body | None = None) -> dict[str, Any]:
        """Return the answer to `query`, paged, sorted and counted as `search` says."""
        body = search.extra(track_total_hits=True).to_dict() | {"query": query}
        if filters:
            body["post_filter"] = filters
        # a part of the answer, while a node goes away, would look like the whole
        answer = self.client.search(index=self.index, body=body, allow_partial_search_results=False)
        return answer.body

    def forget(self) -> None:
        """Count anew, after a write."""
        self._counts = {}

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
        counts, wanted = self._counts, list(stems)
        new = [stem for stem in wanted if (audience, stem) not in counts]
        if new or (audience, "") not in counts:
            visible = translate(Every((HasAny("audience", tuple(sorted(audience))),)))
            search = Search()[:0]
            for number, stem in enumerate(new):
                search.aggs.bucket(str(number), A("filter", term={TERMS: stem}))
            answer = self._ask(visible, search)
            counts[audience, ""] = answer["hits"]["total"]["value"]
            for number, stem in enumerate(new):
                counts[audience, stem] = answer["aggregations"][str(number)]["doc_count"]
        return counts[audience, ""], {stem: counts[audience, stem] for stem in wanted}

    def run(self, plan: Plan, query: SearchQuery) -> Found:
        """Return what `plan` finds."""
        size = max(query.size, 1)
        offset = (max(query.page, 1) - 1) * size
        page = slice(offset, offset + size) if offset + size <= WINDOW else slice(0, 0)
        search = _sorted(Search(), query)[page].source(["source"])
        if plan.facet_filters:
            search.aggs.bucket("unfiltered", A("filter", match_all={}))
        for name in query.facets:
            terms = A("terms", field=f"facets.{name}", size=_MOST_VALUES)
            others = A("filter", **_filters(plan, without=name))
            search.aggs.bucket(f"facet-{name}", others).bucket("values", terms)
        filters = _filters(plan) if plan.facet_filters else None
        answer = self._ask(_weighted(plan.text), search, filters)
        total = answer["hits"]["total"]["value"]
        counted = answer.get("aggregations", {})
        counts = {
            name: {b["key"]: b["doc_count"] for b in counted[f"facet-{name}"]["values"]["buckets"]}
            for name in query.facets
        }
        hits = tuple(_hit(row, query) for row in answer["hits"]["hits"])
        unfiltered = counted["unfiltered"]["doc_count"] if plan.facet_filters else total
        return Found(hits, total, unfiltered, lambda: counts)

    def read(self, node: Node, limit: int) -> list[IndexDocument]:
        """Return the documents of highest standing weight that match `node`."""
        search = Search().sort("_score", "title_key")[:limit].source(["source"])
        answer = self._ask(_weighted(node), search)
        return [decode(row["_source"]["source"]) for row in answer["hits"]["hits"]]


def _weighted(node: Node) -> Body:
    """Return the query for `node`, its score multiplied by the documents' standing weight."""
    factor = {"field": "weight", "missing": 1}
    return {"function_score": {"query": translate(node), "field_value_factor": factor}}


def _filters(plan: Plan, without: str | None = None) -> Body:
    nodes = tuple(node for name, node in plan.facet_filters.items() if name != without)
    return translate(Every(nodes)) if nodes else {"match_all": {}}


def _sorted(search: Search, query: SearchQuery) -> Search:
    if query.sort == "updated":
        return search.sort("-updated_key")
    if query.sort == "title":
        return search.sort("title_key")
    if query.sort == "distance" and query.near:
        place = {"lat": query.near.lat, "lon": query.near.lon}
        nearest: dict[str, Any] = {"_geo_distance": {"location": place, "order": "asc"}}
        return search.sort(nearest, "title_key")
    return search.sort("_score", "title_key")


def _hit(row: dict[str, Any], query: SearchQuery) -> Hit:
    document = decode(row["_source"]["source"])
    distance = None
    if query.near and document.location:
        distance = distance_km((query.near.lat, query.near.lon), document.location)
    return Hit(document.id, row["_score"] or 0.0, document, distance)
