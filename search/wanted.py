"""What a query looks for in a text, and where it stands there."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from search.analysis import Token, analyse, fold, tokenize
from search.analysis.compounds import split
from search.analysis.query_language import parse
from search.analysis.stemming import forms_of, stem
from search.analysis.synonyms import synonyms_of
from search.engines.scoring import edits
from search.engines.words import damerau

_PLAIN = (("ä", "a"), ("ae", "a"), ("ö", "o"), ("oe", "o"), ("ü", "u"), ("ue", "u"), ("ß", "ss"))
_WORD = re.compile(r"\w{3,}")


class Wanted:
    """What the query looks for: stems (parts included) and, for typos, the words themselves.

    Remembers what each word is worth: made once for all hits of a page. False where nothing is
    looked for.
    """

    def __init__(self, text: str, synonyms: Mapping[str, tuple[str, ...]]) -> None:
        parsed = parse(text)
        table = synonyms_of(synonyms)
        terms = [word.term for word in parsed.words]
        terms += [term for phrase in parsed.phrases for term in phrase]
        for _, alternatives in table.cut(parsed.words):
            terms += [term for alternative in alternatives for term in alternative]
        parts = [part for term in terms for part in term.parts]
        for part in parts:
            terms += [term for alternative in table.of((part,)) for term in alternative]
        self.stems = {term.stem for term in terms}
        self.parts = {part for term in terms for part in term.parts}
        self.words = {word.term.word for word in parsed.words}
        self._weights: dict[str, float] = {}
        self._nearly: dict[str, bool] = {}
        self._seen: set[str] = set()
        self._near: set[str] = set()
        self._hints = _hints(self.stems | self.parts)

    def __bool__(self) -> bool:
        return bool(self.stems)

    def weigh(self, token: Token) -> float:
        """Return 1 for a searched word, less for one that shares a part with it, else 0."""
        if token.text not in self._weights:
            self._weights[token.text] = self._weigh(token)
        return self._weights[token.text]

    def _weigh(self, token: Token) -> float:
        if not self._hints.search(plain(token.text)):
            return 0.0  # most words; analysing them all would take seconds in a long document
        term = analyse(token)
        if term.stem in self.stems:
            return 1.0
        if term.stem in self.parts or not self.stems.isdisjoint(term.parts):
            return 0.5
        return 0.0 if self.parts.isdisjoint(term.parts) else 0.25

    def nearly(self, word: str) -> bool:
        """Return whether the folded `word` is a searched one but for a typing mistake."""
        if word not in self._nearly:
            self._nearly[word] = any(
                searched != word
                and abs(len(searched) - len(word)) <= edits(searched)
                and len(set(searched) ^ set(word)) <= 2 * edits(searched)
                and damerau(searched, word, edits(searched)) <= edits(searched)
                for searched in self.words
                if edits(searched)
            )
        return self._nearly[word]

    def estimate(self, text: str, typos: bool) -> float:
        """Return quickly about how much of what is searched `text` holds."""
        if typos:
            written = set(_WORD.findall(text.lower()))
            self._near.update(word for word in written - self._seen if self.nearly(fold(word)))
            self._seen |= written
            return len(written & self._near)
        found = self._hints.findall(plain(text))
        return len(set(found)) + 0.01 * min(len(found), 20)

    def marks(self, text: str, typos: bool) -> list[tuple[int, int, float]]:
        """Return (start, end, weight) of what to mark in `text`."""
        found: list[tuple[int, int, float]] = []
        if not self:
            return found
        for token in tokenize(text):
            weight = self.weigh(token)
            if weight == 1.0 or (weight and token.pieces):
                found.append((token.start, token.end, weight))
            elif weight:
                found.append((*self._part(text, token), weight))
            elif typos and self.nearly(token.text):
                found.append((token.start, token.end, 0.5))
        return found

    def _part(self, text: str, token: Token) -> tuple[int, int]:
        """Return the place of the searched part in a compound: Breitband in Breitbandnetzen."""
        wanted = self.stems | self.parts
        word = text[token.start : token.end].lower()
        places = [_place(word, part) for part in (*split(token.text),) if part in wanted]
        known = [place for place in places if place]
        if not known:
            return token.start, token.end
        start, end = min(a for a, _ in known), max(b for _, b in known)
        return token.start + start, token.start + end


@lru_cache(maxsize=10_000)
def _place(word: str, part: str) -> tuple[int, int] | None:
    """Return where the longest run of `word` with the stem `part` stands."""
    for size in range(len(word), 2, -1):
        for start in range(len(word) - size + 1):
            if stem(fold(word[start : start + size])) == part:
                return start, start + size
    return None


def plain(text: str) -> str:
    """Return `text` in lower case without umlauts, in which stems are found as they are."""
    text = text.lower()
    for letters, letter in _PLAIN:
        text = text.replace(letters, letter)
    return text


def _hints(stems: Iterable[str]) -> re.Pattern[str]:
    """Return what every word with one of `stems`, or with such a part, holds in plain text."""
    hints = set()
    for base in stems:
        hints.add("sgb" if base.startswith("sgb") else plain(base).strip("§"))
        hints.update(plain(form)[: max(3, len(form) - 2)] for form in forms_of(base))
    return re.compile("|".join(map(re.escape, sorted(hints, key=len, reverse=True))) or "(?!)")
