"""What goes around a question to Elasticsearch: page, order, filters and facet counts.

Questions that differ in their words alone share it, so it is made once for each shape.
"""

from functools import lru_cache
from typing import Any

from elasticsearch.dsl import A, Search

from search.engines.base import rows_of
from search.engines.elastic_query import Body, translate
from search.engines.nodes import Every, Node
from search.query import Near, SearchQuery, Sort

_MOST_VALUES = 1000  # counted of one facet
_KEPT = 512  # shapes of questions

Filters = tuple[tuple[str, Node], ...]


def frame(query: SearchQuery, filters: dict[str, Node]) -> Body:
    """Return the request for `query` without what is searched for. Not to be changed."""
    near = query.near if query.sort == "distance" else None
    rows = rows_of(query)
    page = rows.start, len(rows)
    return _frame(query.facets, tuple(filters.items()), query.sort, near, page)


def counts(names: tuple[str, ...], answer: Body) -> dict[str, dict[str, int]]:
    """Return the counts by facet and value in an answer."""
    return {
        name: {
            bucket["key"]: bucket["doc_count"]
            for bucket in answer["aggregations"][f"facet-{name}"]["values"]["buckets"]
        }
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
    if filters:
        search.aggs.bucket("unfiltered", A("filter", match_all={}))
    for name in names:
        others = A("filter", **_all(filters, without=name))
        values = A("terms", field=f"facets.{name}", size=_MOST_VALUES)
        search.aggs.bucket(f"facet-{name}", others).bucket("values", values)
    body: Body = search.to_dict()
    return body | {"post_filter": _all(filters)} if filters else body


def _all(filters: Filters, without: str | None = None) -> Body:
    nodes = tuple(node for name, node in filters if name != without)
    return translate(Every(nodes)) if nodes else {"match_all": {}}


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
