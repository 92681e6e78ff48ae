"""What a match is worth: the weights of impacts.py times the rarity among visible documents."""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from search.analysis.query_language import ParsedQuery, Word
from search.analysis.stemming import with_umlaut
from search.analysis.synonyms import Alternative, Synonyms
from search.analysis.terms import Term
from search.engines.begun import Begun
from search.engines.impacts import STEPS, WEIGHTS, Weights
from search.engines.nodes import WORDS, Best, Fuzzy, Graded, Has, Node, Phrase, Prefix, Some

_GRAIN = 1024  # scores are multiples of 1/1024/16, so that no order of summing changes them
_LEAST_IDF = 0.02  # of a word that every document has: it still tells more of it from less
Group = tuple[tuple[Word, ...], list[Alternative]]


def edits(word: str) -> int:
    """Return how many typing mistakes are forgiven in `word`."""
    if not word.isalpha() or len(word) < 4:
        return 0
    return 2 if len(word) >= 8 else 1


def guesses(word: Word, sentence: bool, score: float = 0.0) -> list[Node]:
    """Return what an unknown word may mean: one with a typo or, as a keyword, a beginning."""
    folded = word.term.word
    found: list[Node] = []
    if edits(folded):
        found.append(Fuzzy(folded, edits(folded), score))
    if len(folded) >= 3 and not sentence:
        found.append(Prefix(WORDS, folded, score))
    return found


def twin_of(word: Word) -> str:
    """Return the stem that a word typed without its umlaut may mean: Forderung, Förderung."""
    return with_umlaut(word.term.stem)


class Scorer:
    """Scores one query, with `total` documents visible and `counts` of them having a stem."""

    def __init__(
        self,
        parsed: ParsedQuery,
        synonyms: Synonyms,
        total: int,
        counts: Mapping[str, int],
        weights: Weights = WEIGHTS,
    ) -> None:
        self.parsed = parsed
        self.synonyms = synonyms
        self.total = total
        self.counts = counts
        self.weights = weights

    def known(self, term: Term) -> bool:
        """Return whether a visible document has `term`, or some have all its parts."""
        parts = term.parts and all(self.counts.get(part) for part in term.parts)
        return bool(self.counts.get(term.stem) or parts)

    def _idf(self, stem: str) -> float:
        count = self.counts.get(stem, 0)
        return max(_LEAST_IDF, math.log(1 + (self.total - count + 0.5) / (count + 0.5)))

    def group(
        self, group: Group, unknown: list[Word], twins: bool, begun: Begun | None = None
    ) -> Node:
        """Return what a group of words is worth, or the best of its synonyms."""
        w = self.weights
        words, alternatives = group
        own: list[Node] = []
        for word in words:
            own.extend(self._term(word.term, 1.0))
            own.append(Has(WORDS, word.term.word, _grain(w.exact * self._idf(word.term.stem))))
            if word in unknown:
                worth = _grain(w.typo * math.log(1 + self.total))
                own.extend(guesses(word, self.parsed.is_question, worth))
                own.extend(self._begun(begun) if begun and begun.word == word else ())
            if twins and twin_of(word):
                own.extend(self._impact(twin_of(word), w.typo * self._idf(twin_of(word))))
        whole = self._worth(word.term for word in words)
        others = []
        for terms in alternatives:
            # however many words a synonym has, it is worth less than what it stands for
            share = w.synonym * min(1.0, whole / self._worth(terms))
            others.append(Some(tuple(node for term in terms for node in self._term(term, share))))
        return Best((Some(tuple(own)), *others)) if others else Some(tuple(own))

    def _begun(self, begun: Begun) -> Iterator[Node]:
        """Yield what a word not typed to its end is worth: whole more than its parts apart."""
        typo = self.weights.typo
        most = math.log(1 + self.total)
        yield begun.whole(_grain(typo * most * (1 + self.parsed.is_question)))
        for part in begun.parts:
            yield from self._impact(part, typo / 2 / len(begun.parts) * self._idf(part))
        yield from begun.last(_grain(typo / 8 * most))

    def _term(self, term: Term, share: float) -> list[Node]:
        w = self.weights
        nodes = self._impact(term.stem, share * self._idf(term.stem))
        for part in term.parts:
            worth = share * w.asked_part
            nodes.extend(self._impact(part, worth * self._idf(part)))
            for other in itertools.chain(*self.synonyms.of((part,))):
                nodes.extend(self._impact(other.stem, worth * w.synonym * self._idf(other.stem)))
        return nodes

    def _worth(self, terms: Iterable[Term]) -> float:
        """Return the most that `terms` could be worth."""
        part = self.weights.asked_part
        return sum(self._idf(term.stem) + part * sum(map(self._idf, term.parts)) for term in terms)

    def _impact(self, stem: str, weight: float) -> list[Node]:
        if not self.counts.get(stem):
            return []
        return [Graded(stem, _grain(weight) / STEPS)]

    def extras(self, wished: Iterable[tuple[Term, ...]]) -> Iterator[Node]:
        """Yield what is worth something beside the words: stop words, neighbours, phrases."""
        yield from self._asides()
        yield from self._neighbours()
        for terms in wished:
            if len(terms) > 1:
                worth = self.weights.phrase * sum(self._idf(term.stem) for term in terms)
                yield Phrase(tuple(term.stem for term in terms), _grain(worth))

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


def _grain(score: float) -> float:
    return round(score * _GRAIN) / _GRAIN
