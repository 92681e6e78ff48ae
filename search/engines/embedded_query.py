"""The search tree as tantivy queries."""

import tantivy
from tantivy import FieldType, Occur, Query

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
)  # fmt: skip
from search.engines.records import box, distance_km


class Translator:
    """Translates for one searcher."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self.schema = schema
        self.searcher = searcher

    def __call__(self, node: Node) -> Query:
        """Return the tantivy query for `node`."""
        if isinstance(node, Has):
            term = Query.term_query(self.schema, node.field, node.token, "basic")
            return Query.const_score_query(term, node.score)
        if isinstance(node, Some):
            return self._some(node)
        if isinstance(node, Every):
            return self._every(node)
        if isinstance(node, Best):
            return Query.disjunction_max_query([self(child) for child in node.nodes], 0.0)
        return Query.const_score_query(self._leaf(node), getattr(node, "score", 0.0))

    def _some(self, node: Some) -> Query:
        children = [(Occur.Should, self(child)) for child in node.nodes]
        if not children:
            return Query.empty_query()
        if node.least > 1:
            return Query.boolean_query(children, minimum_number_should_match=node.least)
        return Query.boolean_query(children)

    def _every(self, node: Every) -> Query:
        clauses = [(Occur.Must, self(child)) for child in node.must]
        clauses += [(Occur.MustNot, self(child)) for child in node.never]
        clauses += [(Occur.Should, self(child)) for child in node.scores]
        return Query.boolean_query(clauses)

    def _leaf(self, node: Node) -> Query:
        if isinstance(node, HasAny):
            return self._has_any(node)
        if isinstance(node, Phrase):
            return Query.phrase_query(self.schema, STEMS, list(node.stems))
        if isinstance(node, Fuzzy):
            return Query.fuzzy_term_query(self.schema, WORDS, node.word, node.distance)
        if isinstance(node, Prefix):
            return self._prefix(node)
        if isinstance(node, Circle):
            return self._circle(node)
        raise TypeError(f"no tantivy query for {node!r}")

    def _has_any(self, node: HasAny) -> Query:
        if len(node.values) == 1:
            return Query.term_query(self.schema, node.field, node.values[0], "basic")
        terms = [Query.term_query(self.schema, node.field, value, "basic") for value in node.values]
        return Query.boolean_query([(Occur.Should, term) for term in terms])

    def _prefix(self, node: Prefix) -> Query:
        # of distance 0 as a prefix: no regular expression that the text could break
        return Query.fuzzy_term_query(self.schema, node.field, node.prefix, distance=0, prefix=True)

    def _circle(self, node: Circle) -> Query:
        numbers = [number for number, _ in self.inside(node)]
        return Query.term_set_query(self.schema, "number", numbers)

    def inside(self, circle: Circle) -> list[tuple[int, float]]:
        """Return (number, distance in km) of the documents in `circle`, whoever may see them."""
        south, north, west, east = box(*_tuple(circle))
        in_box = Query.boolean_query(
            [
                (Occur.Must, self._between("lat", south, north)),
                (Occur.Must, self._between("lon", west, east)),
            ]
        )
        found = self.searcher.search(in_box, max(1, self.searcher.num_docs), count=False)
        addresses = [address for _, address in found.hits]
        places = zip(
            *(
                self.searcher.fast_field_values(name, addresses)
                for name in ("number", "lat", "lon")
            ),
            strict=True,
        )
        measured = [(n, distance_km((circle.lat, circle.lon), (a, o))) for n, a, o in places]
        return [pair for pair in measured if pair[1] <= circle.radius_km]

    def _between(self, field: str, low: float, high: float) -> Query:
        return Query.range_query(self.schema, field, FieldType.Float, low, high)


def _tuple(circle: Circle) -> tuple[float, float, float]:
    return circle.lat, circle.lon, circle.radius_km
