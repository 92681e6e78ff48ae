"""The search tree as Elasticsearch queries.

The tree becomes the plain dictionaries that are sent: some hundred query objects of
elasticsearch.dsl would take as long to make and to serialise as Elasticsearch to answer.
"""

from collections.abc import Iterable
from typing import Any

from search.engines.impacts import grades
from search.engines.nodes import (
    STEMS,
    TERMS,
    WORDS,
    Best,
    Circle,
    Every,
    Fuzzy,
    Graded,
    Has,
    HasAny,
    Node,
    Phrase,
    Prefix,
    Some,
)
from search.engines.trees import flat, joined

Body = dict[str, Any]
_MOST_WORDS = 1000  # that one typed word may mean; Elasticsearch itself stops at 50


def translate(node: Node) -> Body:
    """Return the Elasticsearch query for `node`: conditions worth constants, as in the tree."""
    if isinstance(node, Some | Graded):
        return _some(node if isinstance(node, Some) else Some((node,)))
    if isinstance(node, Every):
        return _every(joined(node))
    if isinstance(node, Best):
        return {"dis_max": {"queries": [translate(child) for child in node.nodes]}}
    return {"constant_score": {"filter": _leaf(node), "boost": getattr(node, "score", 0.0)}}


def _some(node: Some) -> Body:
    least = max(node.least, 1)
    should = _either(flat(node.nodes)) if least == 1 else [translate(c) for c in node.nodes]
    if not should:
        return {"match_none": {}}
    return {"bool": {"should": should, "minimum_should_match": least}}


def _either(nodes: Iterable[Node]) -> list[Body]:
    """Return queries for alternatives, or for what only adds to a score."""
    found: list[Body] = []
    for node in nodes:
        if isinstance(node, Graded):
            found += [
                {
                    "constant_score": {
                        "filter": {"term": {TERMS: token}},
                        "boost": node.step * impact,
                    }
                }
                for token, impact in grades(node.stem)
            ]
        else:
            found.append(translate(node))
    return found


def _every(node: Every) -> Body:
    parts: Body = {"minimum_should_match": 0}
    # what is worth nothing is a filter: Elasticsearch keeps its answer, and computes no score
    filters = [child for child in node.must if worthless(child)]
    parts["filter"] = [_plain(child) for child in filters]
    parts["must"] = [translate(child) for child in node.must if child not in filters]
    parts["must_not"] = [_plain(child) for child in node.never]
    parts["should"] = _either(node.scores)
    return {"bool": {name: value for name, value in parts.items() if value != []}}


def worthless(node: Node) -> bool:
    """Return whether `node` adds nothing to any score."""
    if isinstance(node, Some | Best):
        return all(map(worthless, node.nodes))
    if isinstance(node, Every):
        return all(map(worthless, (*node.must, *node.scores)))
    if isinstance(node, Graded):
        return not node.step
    return not getattr(node, "score", 0.0)


def _plain(node: Node) -> Body:
    """Return the query for `node` where no score counts."""
    return translate(node) if isinstance(node, Some | Every | Best | Graded) else _leaf(node)


def _leaf(node: Node) -> Body:
    if isinstance(node, Has):
        return {"term": {node.field: node.token}}
    if isinstance(node, HasAny):
        return {"terms": {node.field: list(node.values)}}
    if isinstance(node, Phrase):
        return {"match_phrase": {STEMS: {"query": " ".join(node.stems)}}}
    if isinstance(node, Fuzzy):
        fuzzy = {"value": node.word, "fuzziness": node.distance, "max_expansions": _MOST_WORDS}
        return {"fuzzy": {WORDS: fuzzy}}
    if isinstance(node, Prefix):
        return {"prefix": {node.field: {"value": node.prefix}}}
    if isinstance(node, Circle):
        place = {"lat": node.lat, "lon": node.lon}
        return {"geo_distance": {"distance": f"{node.radius_km}km", "location": place}}
    raise TypeError(f"no Elasticsearch query for {node!r}")
