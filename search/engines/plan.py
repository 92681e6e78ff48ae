"""From a SearchQuery to the tree the engines run: what must match, and what it is worth."""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.analysis.query_language import ParsedQuery, Word, parse
from search.analysis.synonyms import Alternative, Synonyms
from search.analysis.terms import Term
from search.engines.impacts import STEPS, WEIGHTS, Weights
from search.engines.nodes import (
    STEMS,
    TERMS,
    TITLE_WORDS,
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
from search.query import SearchQuery

# Counts, among the documents an audience sees: all of them, and those with each stem.
Counter = Callable[[frozenset[str], Iterable[str]], tuple[int, dict[str, int]]]
_GRAIN = 1024  # scores are multiples of 1/1024/16, so that no order of summing changes them
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


def edits(word: str) -> int:
    """Return how many typing mistakes are forgiven in `word`."""
    if not word.isalpha() or len(word) < 4:
        return 0
    return 2 if len(word) >= 8 else 1


class Planner:
    """Plans one query for an engine that counts with `counter`."""

    def __init__(self, query: SearchQuery, counter: Counter, weights: Weights = WEIGHTS) -> None:
        self.query = query
        self.weights = weights
        self.parsed: ParsedQuery = parse(query.text)
        self.synonyms = _synonyms(tuple(query.synonyms.items()))
        self.groups = self.synonyms.cut(self.parsed.words)
        self.relaxed = False
        stems = self._stems()
        self.total, self.counts = counter(query.audience, stems) if stems else (0, {})

    def _stems(self) -> set[str]:
        """Return every stem the plan may ask for."""
        stems: set[str] = {word.term.stem for word in self.parsed.asides}
        stems.update(term.stem for phrase in self.parsed.phrases for term in phrase)
        for group, alternatives in self.groups:
            for term in (*(word.term for word in group), *itertools.chain(*alternatives)):
                stems.update((term.stem, *term.parts))
                for part in term.parts:
                    for other in itertools.chain(*self.synonyms.of((part,))):
                        stems.update((other.stem, *other.parts))
        return stems

    def plans(self) -> Iterator[Plan]:
        """Yield plans, each asking for less than the one before: all (or most) words, any.

        A question in a sentence is asked with any of its words at once: hardly a text holds all.
        """
        words = len(self.groups)
        most = words if words <= ALL_WORDS_UP_TO else math.ceil(words * SHARE_OF_MORE)
        if most > 1 and not self.parsed.is_question:
            yield self._plan(most)
        yield self._plan(1)
        if any(word.term.parts for word in self.parsed.words) or (
            self.parsed.phrases and self.groups
        ):
            yield self._plan(1, last_resort=True)

    def _plan(self, least: int, last_resort: bool = False) -> Plan:
        self.relaxed = last_resort
        unknown = [
            word
            for group, alternatives in self.groups
            for word in group
            if not self._known(word.term) and not alternatives
        ]
        conditions = tuple(self._condition(*group, unknown) for group in self.groups)
        scores = tuple(self._score(*group, unknown) for group in self.groups)
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
        extra = (*self._asides(), *self._neighbours(), *self._wished(wished))
        text = Every(tuple(must), never, (*scores, *extra))
        return Plan(text, self._facet_filters(), tuple(unknown), last_resort)

    def _known(self, term: Term) -> bool:
        parts = term.parts and all(self.counts.get(part) for part in term.parts)
        return bool(self.counts.get(term.stem) or parts)

    def _idf(self, stem: str) -> float:
        count = self.counts.get(stem, 0)
        return math.log(1 + (self.total - count + 0.5) / (count + 0.5))

    def _condition(
        self, group: tuple[Word, ...], alternatives: list[Alternative], unknown: list[Word]
    ) -> Node:
        own = _every([self._word_condition(word, word in unknown) for word in group])
        others = [_every([self._term_condition(t) for t in terms]) for terms in alternatives]
        return Some((own, *others)) if others else own

    def _word_condition(self, word: Word, unknown: bool) -> Node:
        if not unknown:
            return self._term_condition(word.term)
        return Some((self._term_condition(word.term), *self._guesses(word)))

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

    def _guesses(self, word: Word, score: float = 0.0) -> list[Node]:
        folded = word.term.word
        guesses: list[Node] = []
        if edits(folded):
            guesses.append(Fuzzy(folded, edits(folded), score))
        if len(folded) >= 3:
            guesses.append(Prefix(WORDS, folded, score))
        return guesses

    def _score(
        self, group: tuple[Word, ...], alternatives: list[Alternative], unknown: list[Word]
    ) -> Node:
        w = self.weights
        own: list[Node] = []
        for word in group:
            own.extend(self._term_scores(word.term, 1.0))
            own.append(Has(WORDS, word.term.word, _grain(w.exact * self._idf(word.term.stem))))
            if word in unknown:
                own.extend(self._guesses(word, _grain(w.typo * math.log(1 + self.total))))
        others = [
            Some(tuple(node for term in terms for node in self._term_scores(term, w.synonym)))
            for terms in alternatives
        ]
        return Best((Some(tuple(own)), *others)) if others else Some(tuple(own))

    def _term_scores(self, term: Term, share: float) -> list[Node]:
        w = self.weights
        nodes = self._impact(term.stem, share * self._idf(term.stem))
        for part in term.parts:
            worth = share * w.asked_part
            nodes.extend(self._impact(part, worth * self._idf(part)))
            for other in itertools.chain(*self.synonyms.of((part,))):
                nodes.extend(self._impact(other.stem, worth * w.synonym * self._idf(other.stem)))
        return nodes

    def _impact(self, stem: str, weight: float) -> list[Node]:
        if not self.counts.get(stem):
            return []
        step = _grain(weight) / STEPS
        return [Has(TERMS, f"{stem}~{impact}", step * impact) for impact in range(1, STEPS + 1)]

    def _asides(self) -> Iterator[Node]:
        """Yield what stop words are worth: nothing where every other document has them."""
        for stem in dict.fromkeys(word.term.stem for word in self.parsed.asides):
            if self.counts.get(stem, 0) * 2 <= self.total:
                yield from self._impact(stem, self.weights.stop_word * self._idf(stem))

    def _neighbours(self) -> Iterator[Node]:
        """Yield bonuses for words that stand as in the query, stop words between them too."""
        asked = set(self.parsed.words)
        run: list[Word] = []  # from the last asked word on
        for word in sorted((*self.parsed.words, *self.parsed.asides), key=lambda w: w.start):
            if word not in asked:
                run += [word] if run else []
                continue
            if run:
                yield from self._together([each.term for each in (*run, word)])
            run = [word]

    def _together(self, terms: Sequence[Term]) -> Iterator[Node]:
        stems = tuple(term.stem for term in terms)
        if all(self.counts.get(stem) for stem in stems):
            idf = min(self._idf(stems[0]), self._idf(stems[-1]))
            yield Phrase(stems, _grain(self.weights.phrase * idf))

    def _wished(self, phrases: Iterable[tuple[Term, ...]]) -> Iterator[Node]:
        for terms in phrases:
            if len(terms) > 1:
                idf = sum(self._idf(term.stem) for term in terms)
                yield Phrase(tuple(t.stem for t in terms), _grain(self.weights.phrase * idf))

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
    if query.kinds:
        both = set(query.kinds) & set(chosen.get("kind", query.kinds))
        chosen["kind"] = tuple(sorted(both))
    for name, value in parsed.filters:
        if name != "title":
            chosen[name] = (*chosen.get(name, ()), value)
    return chosen


@lru_cache(maxsize=8)
def _synonyms(pairs: tuple[tuple[str, tuple[str, ...]], ...]) -> Synonyms:
    return Synonyms(dict(pairs))


def _every(nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Every(tuple(nodes))


def _title(value: str) -> Node:
    return _every([Prefix(TITLE_WORDS, word) for word in value.split()] or [HasAny("id", ())])


def _grain(score: float) -> float:
    return round(score * _GRAIN) / _GRAIN
