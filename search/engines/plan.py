"""From a SearchQuery to the tree the engines run: what must match, and what it is worth."""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from search.analysis.query_language import ParsedQuery, Word, parse
from search.analysis.synonyms import Alternative, synonyms_of
from search.analysis.terms import Term
from search.engines.begun import begun_in
from search.engines.impacts import WEIGHTS, Weights
from search.engines.nodes import (
    STEMS,
    TERMS,
    TITLE_WORDS,
    Circle,
    Every,
    Has,
    HasAny,
    Node,
    Phrase,
    Prefix,
    Some,
)  # fmt: skip
from search.engines.scoring import Scorer, guesses, twin_of
from search.query import SearchQuery

# Counts, among the documents an audience sees: all of them, and those with each stem.
Counter = Callable[[frozenset[str], Iterable[str]], tuple[int, dict[str, int]]]
ALL_WORDS_UP_TO = 3
SHARE_OF_MORE = 0.75


@dataclass(frozen=True, slots=True)
class Plan:
    """The tree without facet filters, those filters by facet, and the words nobody uses.

    `last_resort` accepts a part of a compound for the whole, and the words of a quoted phrase
    apart, for want of anything better.
    """

    text: Every
    facet_filters: dict[str, Node]
    unknown: tuple[Word, ...]
    last_resort: bool

    def tree(self, without: str | None = None, scored: bool = True) -> Every:
        """Return the whole tree; to count a facet, `without` its filters and not `scored`."""
        must = [node for name, node in self.facet_filters.items() if name != without]
        text = self.text if scored else Every(self.text.must, self.text.never)
        return Every((*must, text))


class Planner:
    """Plans one query for an engine that counts with `counter`."""

    def __init__(self, query: SearchQuery, counter: Counter, weights: Weights = WEIGHTS) -> None:
        self.query = query
        self.parsed: ParsedQuery = parse(query.text)
        self.synonyms = synonyms_of(query.synonyms)
        self.groups = self.synonyms.cut(self.parsed.words)
        self.relaxed = self.twins = False
        self.begun = begun_in(query.text, self.parsed)
        stems = self._stems()
        total, counts = counter(query.audience, stems) if stems else (0, {})
        self.scorer = Scorer(self.parsed, self.synonyms, total, counts, weights)

    def _stems(self) -> set[str]:
        """Return every stem the plan may ask for."""
        stems: set[str] = {word.term.stem for word in self.parsed.asides}
        stems.update(term.stem for phrase in self.parsed.phrases for term in phrase)
        stems.update(twin_of(word) for word in self.parsed.words if twin_of(word))
        stems.update(self.begun.parts if self.begun else ())
        for group, alternatives in self.groups:
            for term in (*(word.term for word in group), *itertools.chain(*alternatives)):
                stems.update((term.stem, *term.parts))
                for part in term.parts:
                    for other in itertools.chain(*self.synonyms.of((part,))):
                        stems.update((other.stem, *other.parts))
        return stems

    def plans(self) -> Iterator[Plan]:
        """Yield plans, each asking for less: all (or most) words, any, such with umlauts too.

        A question in a sentence is asked with any of its words at once: hardly a text holds all.
        """
        words = len(self.groups)
        most = words if words <= ALL_WORDS_UP_TO else math.ceil(words * SHARE_OF_MORE)
        if most > 1 and not self.parsed.is_question:
            yield self._plan(most)
        yield self._plan(1)
        if any(map(twin_of, self.parsed.words)):
            yield self._plan(1, twins=True)
        parts = self.begun or any(word.term.parts for word in self.parsed.words)
        if parts or (self.parsed.phrases and self.groups):
            yield self._plan(1, last_resort=True)

    def _plan(self, least: int, last_resort: bool = False, twins: bool = False) -> Plan:
        self.relaxed = last_resort
        self.twins = twins or last_resort
        unknown = [
            word
            for group, alternatives in self.groups
            for word in group
            if not self.scorer.known(word.term) and not alternatives
        ]
        conditions = tuple(self._condition(*group, unknown) for group in self.groups)
        scores = tuple(
            self.scorer.group(group, unknown, self.twins, self.begun) for group in self.groups
        )
        visible = tuple(sorted(self.query.audience))
        must: list[Node] = [HasAny("audience", visible, 0.0 if scores else 1.0)]
        if self.query.near:
            must.append(Circle(*self.query.near))
        wished = list(self.parsed.wished)
        if last_resort and conditions:
            wished += self.parsed.phrases
        else:
            must.extend(self._phrase(terms) for terms in self.parsed.phrases)
        must.extend(_title(value) for name, value in self.parsed.filters if name == "title")
        if conditions:
            must.append(Some(conditions, least))
        never = tuple(self._phrase(terms) for terms in self.parsed.excluded)
        text = Every(tuple(must), never, (*scores, *self.scorer.extras(wished)))
        return Plan(text, self._facet_filters(), tuple(unknown), last_resort)

    def _condition(
        self, group: tuple[Word, ...], alternatives: list[Alternative], unknown: list[Word]
    ) -> Node:
        own = _every([self._word_condition(word, word in unknown) for word in group])
        others = [_every([self._term_condition(t) for t in terms]) for terms in alternatives]
        return Some((own, *others)) if others else own

    def _word_condition(self, word: Word, unknown: bool) -> Node:
        ways = [self._term_condition(word.term)]
        if unknown:
            ways += guesses(word, self.parsed.is_question)
        if unknown and self.begun and word == self.begun.word:
            ways += [self.begun.whole(), self.begun.apart(self.relaxed)]
        if self.twins and twin_of(word):
            ways.append(Has(TERMS, twin_of(word)))
        return Some(tuple(ways)) if len(ways) > 1 else ways[0]

    def _term_condition(self, term: Term) -> Node:
        if not term.parts:
            return Has(TERMS, term.stem)
        # a document with the whole compound is indexed under its parts too
        parts = [self._part_condition(part) for part in term.parts]
        return Some(tuple(parts)) if self.relaxed else _every(parts)

    def _part_condition(self, part: str) -> Node:
        others = self.synonyms.of((part,))
        conditions = [_every([Has(TERMS, term.stem) for term in terms]) for terms in others]
        return Some((Has(TERMS, part), *conditions)) if conditions else Has(TERMS, part)

    def _phrase(self, terms: tuple[Term, ...]) -> Node:
        if len(terms) == 1:
            return Has(STEMS, terms[0].stem)
        return Phrase(tuple(term.stem for term in terms))

    def _facet_filters(self) -> dict[str, Node]:
        chosen = chosen_values(self.query, self.parsed)
        return {name: HasAny(f"facets.{name}", values) for name, values in chosen.items()}


def chosen_values(query: SearchQuery, parsed: ParsedQuery) -> dict[str, tuple[str, ...]]:
    """Return the values filtered by, per facet, from filters, kinds and field:value."""
    chosen = {name: tuple(values) for name, values in query.filters.items() if values}
    for name, typed in parsed.filters:
        if name != "title":
            meant = tuple(value for *label, value in query.names if label == [name, typed])
            chosen[name] = (*chosen.get(name, ()), *(meant or (typed,)))
    if query.kinds:
        both = set(query.kinds) & set(chosen.get("kind", query.kinds))
        chosen["kind"] = tuple(sorted(both))
    return chosen


def _every(nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Every(tuple(nodes))


def _title(value: str) -> Node:
    return _every([Prefix(TITLE_WORDS, word) for word in value.split()] or [HasAny("id", ())])
