"""The search tree as Elasticsearch queries."""

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Query

from search.engines.nodes import (
    STEMS,
    WORDS,
    Best,
    Circle,
    Every,
    Fuzzy,
    Has,
    HasAny,
    Node,
    Phrase,
    Prefix,
    Some,
)


def translate(node: Node) -> Query:
    """Return the Elasticsearch query for `node`: conditions worth constants, as in the tree."""
    if isinstance(node, Some):
        least = max(node.least, 1)
        should = [translate(child) for child in node.nodes]
        return Q("bool", should=should, minimum_should_match=least) if should else Q("match_none")
    if isinstance(node, Every):
        return Q(
            "bool",
            must=[translate(child) for child in node.must],
            must_not=[translate(child) for child in node.never],
            should=[translate(child) for child in node.scores],
            minimum_should_match=0,
        )
    if isinstance(node, Best):
        return Q("dis_max", queries=[translate(child) for child in node.nodes])
    return Q("constant_score", filter=_leaf(node), boost=getattr(node, "score", 0.0))


def _leaf(node: Node) -> Query:
    if isinstance(node, Has):
        return Q("term", **{node.field: {"value": node.token}})
    if isinstance(node, HasAny):
        return Q("terms", **{node.field: list(node.values)})
    if isinstance(node, Phrase):
        return Q("match_phrase", **{STEMS: {"query": " ".join(node.stems)}})
    if isinstance(node, Fuzzy):
        return Q("fuzzy", **{WORDS: {"value": node.word, "fuzziness": node.distance}})
    if isinstance(node, Prefix):
        return Q("prefix", **{node.field: {"value": node.prefix}})
    if isinstance(node, Circle):
        place = {"lat": node.lat, "lon": node.lon}
        return Q("geo_distance", distance=f"{node.radius_km}km", location=place)
    raise TypeError(f"no Elasticsearch query for {node!r}")
