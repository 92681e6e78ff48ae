"""What goes around a question to Elasticsearch: page, order, filters and facet counts.

Questions that differ in their words alone share it, so it is made once for each shape.
"""

from functools import lru_cache
from typing import Any

from elasticsearch.dsl import A, Search

from search.engines.base import rows_of
from search.engines.elastic_query import Body, translate
from search.engines.elastic_requests import understood
from search.engines.nodes import Every, Node
from search.query import Near, SearchQuery, Sort

_MOST_VALUES = 1000  # counted of one facet
_KEPT = 512  # shapes of questions
_FACET, _WITHIN = "facet-", "within-"

Filters = tuple[tuple[str, Node], ...]


def frame(query: SearchQuery, filters: dict[str, Node]) -> Body:
    """Return the request for `query` without what is searched for. Not to be changed."""
    near = query.near if query.sort == "distance" else None
    rows = rows_of(query)
    page = rows.start, len(rows)
    return _frame(query.facets, tuple(filters.items()), query.sort, near, page)


@understood()
def counts(names: tuple[str, ...], answer: Body) -> dict[str, dict[str, int]]:
    """Return the counts by facet and value in an answer."""
    found: Body = answer["aggregations"]
    for name, within in list(found.items()):
        if name.startswith(_WITHIN):
            found = found | within
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in found[f"{_FACET}{name}"]["buckets"]}
        for name in names
    }


@lru_cache(maxsize=_KEPT)
def _frame(
    names: tuple[str, ...], filters: Filters, sort: Sort, near: Near | None, page: tuple[int, int]
) -> Body:
    offset, size = page
    search = (
        _sorted(Search(), sort, near)[offset : offset + size]
        .source(["source"])
        .extra(track_total_hits=True)
    )
    for number, (others, group) in enumerate(_grouped(names, filters).items()):
        # one filter for all facets that share it, and none where none is needed: each costs as
        # much as what it holds
        within = A("filter", **_all(others))
        place = search.aggs.bucket(f"{_WITHIN}{number}", within) if others else search.aggs
        for name in group:
            place.bucket(f"{_FACET}{name}", "terms", field=f"facets.{name}", size=_MOST_VALUES)
    body: Body = search.to_dict()
    return body | {"post_filter": _all(filters)} if filters else body


def _grouped(names: tuple[str, ...], filters: Filters) -> dict[Filters, list[str]]:
    """Return the facets by the filters they are counted with: all but their own."""
    found: dict[Filters, list[str]] = {}
    for name in names:
        found.setdefault(tuple(row for row in filters if row[0] != name), []).append(name)
    return found


def _all(filters: Filters) -> Body:
    return translate(Every(tuple(node for _, node in filters)))


def _sorted(search: Search, sort: Sort, near: Near | None) -> Search:
    if sort == "updated":
        return search.sort("-updated_key", "title_key")
    if sort == "title":
        return search.sort("title_key")
    if near:
        place = {"lat": near.lat, "lon": near.lon}
        nearest: dict[str, Any] = {"_geo_distance": {"location": place, "order": "asc"}}
        return search.sort(nearest, "title_key")
    return search.sort("_score", "title_key")
