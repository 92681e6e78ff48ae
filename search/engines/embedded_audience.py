"""Who may see what, as a filter of every query to the embedded index.

Documents that share their audience share one token, the whole set. There are few such sets, so
for an asker they are sorted once into seen and hidden, and the query takes the shorter way:
leave out the hidden ones, or ask for the seen ones.
"""

from collections.abc import Iterable

import tantivy
from tantivy import Occur, Query

FIELD = "seen_by"
_END = "\x1f"
_MANY = 8  # more sets than this are looked up as one set of terms

Clause = tuple[Occur, Query]


def seen_by(audience: Iterable[str]) -> str:
    """Return the one token of an audience; every document has one, also that of nobody."""
    return _END + "".join(token + _END for token in sorted(audience))


class Sight:
    """What askers see in one state of the index."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._sets = [
            (token, frozenset(token.split(_END)) - {""}, count)
            for token, count in searcher.terms_with_prefix(FIELD, "")
        ]
        self._clauses: dict[tuple[str, ...], list[Clause]] = {}

    def clauses(self, audience: tuple[str, ...]) -> list[Clause]:
        """Return what to add to a query so that it finds what `audience` may see; [] is all."""
        if audience not in self._clauses:
            self._clauses[audience] = self._sorted(frozenset(audience))
        return self._clauses[audience]

    def _sorted(self, audience: frozenset[str]) -> list[Clause]:
        seen = [(token, count) for token, members, count in self._sets if members & audience]
        hidden = [(token, count) for token, members, count in self._sets if not members & audience]
        if not seen:
            return [(Occur.Must, Query.empty_query())]
        if not hidden:
            return []
        if _effort(hidden) <= _effort(seen):
            return [(Occur.MustNot, self._any([token for token, _ in hidden]))]
        return [(Occur.Must, self._any([token for token, _ in seen]))]

    def _any(self, tokens: list[str]) -> Query:
        if len(tokens) > _MANY:
            found = Query.term_set_query(self._schema, FIELD, tokens)
        else:
            terms = [Query.term_query(self._schema, FIELD, token, "basic") for token in tokens]
            found = Query.boolean_query([(Occur.Should, term) for term in terms])
        return Query.const_score_query(found, 0.0)


def _effort(sets: list[tuple[str, int]]) -> int:
    return sum(count for _, count in sets)
