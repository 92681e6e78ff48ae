"""The search tree as tantivy queries."""

from collections.abc import Iterable

import tantivy
from tantivy import FieldType, Occur, Query

from search.engines.cells import cover
from search.engines.embedded_audience import Clause, Sight
from search.engines.impacts import grades
from search.engines.kept import Kept
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
)  # fmt: skip
from search.engines.records import box, distance_km
from search.engines.trees import flat, joined

_MOST_CIRCLES = 256  # kept
_MOST_STEMS = 5_000  # whose grades are kept

Address = tantivy.DocAddress


class Translator:
    """Translates for one searcher."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self.schema = schema
        self.searcher = searcher
        self._sight = Sight(schema, searcher)
        self._circles: Kept[Circle, Query] = Kept(_MOST_CIRCLES)
        self._grades: Kept[str, list[tuple[int, Query]]] = Kept(_MOST_STEMS)

    def __call__(self, node: Node) -> Query:
        """Return the tantivy query for `node`."""
        if isinstance(node, Has):
            term = Query.term_query(self.schema, node.field, node.token, "basic")
            return Query.const_score_query(term, node.score)
        if isinstance(node, Some):
            return self._some(node)
        if isinstance(node, Graded):
            return self._some(Some((node,)))
        if isinstance(node, Every):
            return self._every(node)
        if isinstance(node, Best):
            return Query.disjunction_max_query([self(child) for child in node.nodes], 0.0)
        if isinstance(node, HasAny) and node.field == "audience":
            return self._every(Every((node,)))
        return Query.const_score_query(self._leaf(node), getattr(node, "score", 0.0))

    def _some(self, node: Some) -> Query:
        if node.least > 1:
            children = [(Occur.Should, self(child)) for child in node.nodes]
            return Query.boolean_query(children, minimum_number_should_match=node.least)
        found = self._either(flat(node.nodes))
        return Query.boolean_query(found) if found else Query.empty_query()

    def _every(self, tree: Every) -> Query:
        node = joined(tree)
        clauses: list[Clause] = []
        worth = 0.0
        for child in node.must:
            if isinstance(child, HasAny) and child.field == "audience":
                clauses += self._sight.clauses(child.values)
                worth += child.score
            else:
                clauses.append((Occur.Must, self(child)))
        clauses += [(Occur.MustNot, self(child)) for child in node.never]
        clauses += self._either(node.scores)
        if worth or not any(occur == Occur.Must for occur, _ in clauses):
            clauses.append((Occur.Must, Query.const_score_query(Query.all_query(), worth)))
        return Query.boolean_query(clauses)

    def _either(self, nodes: Iterable[Node]) -> list[Clause]:
        """Return alternatives, or what only adds to a score, without what no document has."""
        found: list[Clause] = []
        for node in nodes:
            if isinstance(node, Graded):
                found += [
                    (Occur.Should, Query.const_score_query(having, node.step * impact))
                    for impact, having in self._graded(node.stem)
                ]
            elif not isinstance(node, Has) or self.searcher.doc_freq(node.field, node.token):
                found.append((Occur.Should, self(node)))
        return found

    def _graded(self, stem: str) -> list[tuple[int, Query]]:
        """Return the queries for documents by how much they are about `stem`, most are of none."""
        return self._grades.get(
            stem,
            lambda: [
                (impact, Query.term_query(self.schema, TERMS, token, "basic"))
                for token, impact in grades(stem)
                if self.searcher.doc_freq(TERMS, token)
            ],
        )

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
        """Return the documents in the circle: cells inside it, and what is measured around."""
        return self._circles.get(node, lambda: self._inside(node))

    def _inside(self, circle: Circle) -> Query:
        cells = cover(circle.lat, circle.lon, circle.radius_km)
        if cells is None:
            return self._measured(self.around(circle), circle)
        border = self._measured(self._in_cells(cells.border), circle)
        inside = self._in_cells(cells.inside)
        return Query.boolean_query([(Occur.Should, inside), (Occur.Should, border)])

    def _in_cells(self, tokens: list[str]) -> Query:
        return Query.term_set_query(self.schema, "cells", tokens)

    def _measured(self, query: Query, circle: Circle) -> Query:
        """Return those of `query` that lie in the circle."""
        found = self.searcher.search(query, max(1, self.searcher.num_docs), count=False)
        addresses = [address for _, address in found.hits]
        numbers = self.searcher.fast_field_values("number", addresses)
        far = self.distances(addresses, circle)
        inside = [n for n, km in zip(numbers, far, strict=True) if km <= circle.radius_km]
        return Query.term_set_query(self.schema, "number", inside)

    def distances(self, addresses: list[Address], circle: Circle) -> list[float]:
        """Return the distance in km of each document from the middle of the circle."""
        lats = self.searcher.fast_field_values("lat", addresses)
        lons = self.searcher.fast_field_values("lon", addresses)
        here = circle.lat, circle.lon
        return [
            distance_km(here, (float(a), float(o))) if a is not None and o is not None else far
            for a, o, far in zip(lats, lons, [float("inf")] * len(lats), strict=True)
        ]

    def around(self, circle: Circle) -> Query:
        """Return the documents in a box around the circle."""
        south, north, west, east = box(circle.lat, circle.lon, circle.radius_km)
        sides = (self._between("lat", south, north), self._between("lon", west, east))
        return Query.boolean_query([(Occur.Must, side) for side in sides])

    def _between(self, field: str, low: float, high: float) -> Query:
        found = Query.range_query(self.schema, field, FieldType.Float, low, high)
        return Query.const_score_query(found, 0.0)
