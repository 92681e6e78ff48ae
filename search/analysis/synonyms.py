"""Synonyms at query time: which further terms a word or run of words stands for."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from search.analysis.query_language import Word
from search.analysis.terms import Term, terms_of

Alternative = tuple[Term, ...]


class Synonyms:
    """Look-up by stems. Built from `pairs`: word or phrase -> what it also means (one-way)."""

    def __init__(self, pairs: Mapping[str, Sequence[str]]) -> None:
        self._table: dict[tuple[str, ...], list[Alternative]] = {}
        for source, targets in pairs.items():
            key = tuple(term.stem for term in terms_of(source))
            found = [tuple(terms_of(target)) for target in targets]
            if key:
                self._table.setdefault(key, []).extend(terms for terms in found if terms)
        self._longest = max(map(len, self._table), default=0)

    def of(self, stems: tuple[str, ...]) -> list[Alternative]:
        """Return the alternatives for exactly these stems."""
        return self._table.get(stems, [])

    def cut(self, words: Sequence[Word]) -> list[tuple[tuple[Word, ...], list[Alternative]]]:
        """Cut `words` into groups, longest known phrase first, each with its alternatives."""
        groups: list[tuple[tuple[Word, ...], list[Alternative]]] = []
        start = 0
        while start < len(words):
            size = 1
            for longer in range(min(self._longest, len(words) - start), 1, -1):
                if self.of(tuple(word.term.stem for word in words[start : start + longer])):
                    size = longer
                    break
            group = tuple(words[start : start + size])
            groups.append((group, self.of(tuple(word.term.stem for word in group))))
            start += size
        return groups


def synonyms_of(pairs: Mapping[str, tuple[str, ...]]) -> Synonyms:
    """Return the look-up for `pairs`, made once for equal ones."""
    return _made(tuple(pairs.items()))


@lru_cache(maxsize=8)
def _made(pairs: tuple[tuple[str, tuple[str, ...]], ...]) -> Synonyms:
    return Synonyms(dict(pairs))
