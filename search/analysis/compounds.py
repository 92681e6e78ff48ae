"""Taking German compounds apart: Gesundheitsamt -> Gesundheit + Amt.

A word is split only if known words cover it whole. Known are the lists in analysis/data and,
where installed, the noun list of the system (Debian package wngerman).
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from search.analysis.folding import fold
from search.analysis.stemming import OWN_LISTS, plain_stem, read_words, stem

SYSTEM_LIST = Path("/usr/share/dict/ngerman")
_SHORTEST_WORD = 6
_LONGEST_WORD = 60  # the work grows with the cube of the length
_SHORTEST_PART = 3
_SHORTEST_SYSTEM_NOUN = 5
_LONGEST_SYSTEM_NOUN = 9
_LINKS = ("s", "es", "n", "en", "er", "e", "ens")


class _Lexicon:
    """Known words: as first or middle part (with link) and, by stem, as last part."""

    def __init__(self) -> None:
        self.modifiers: dict[str, str] = {}
        self.heads: set[str] = set()
        self.words: set[str] = set()  # as listed
        self.atoms: set[str] = set()  # stems of our own lists' words: not taken apart
        self.lists: dict[str, str] = {}

    def add(self, word: str) -> None:
        base = stem(word)
        self.heads.add(base)
        self.words.add(word)
        self.modifiers.setdefault(word, base)
        for link in _LINKS:
            if not (link == "s" and word.endswith("s")):
                self.modifiers.setdefault(word + link, base)
        if word.endswith("e") and len(word) > 4:
            self.modifiers.setdefault(word[:-1], base)
            self.modifiers.setdefault(word[:-1] + "s", base)
        elif word.endswith("en") and len(word) > 5:
            self.modifiers.setdefault(word[:-2], base)


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    lexicon = _Lexicon()
    for name in OWN_LISTS:
        words = [fold(word) for line in read_words(name) for word in line]
        for word in words:
            lexicon.add(word)
        lexicon.atoms.update(map(stem, words))
        lexicon.lists[name] = _digest("\n".join(words))
    if SYSTEM_LIST.is_file():
        text = SYSTEM_LIST.read_text(encoding="utf-8", errors="replace")
        for word in _nouns(text):
            lexicon.add(word)
        lexicon.lists[SYSTEM_LIST.name] = _digest(text)
    return lexicon


def _nouns(text: str) -> list[str]:
    """Return the short nouns of a word list; the long ones are compounds themselves."""
    lengths = range(_SHORTEST_SYSTEM_NOUN, _LONGEST_SYSTEM_NOUN + 1)
    return [
        fold(word)
        for word in text.splitlines()
        if len(word) in lengths and word[:1].isupper() and word[1:].islower() and word.isalpha()
    ]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def word_lists() -> dict[str, str]:
    """Return the names of the lists in use, each with a digest of its words."""
    return dict(_lexicon().lists)


def split(word: str) -> tuple[str, ...]:
    """Return the stems of the parts of a folded `word`, () if it is no known compound.

    Fewest parts win, then fewest links (Antrag-steller, not Antrags-teller), then the longer
    first part.
    """
    found = _best_cover(word)
    return found.parts if found else ()


def stem_and_parts(word: str) -> tuple[str, tuple[str, ...]]:
    """Return the stem of a folded `word` and the stems of its parts, () if it is no compound.

    A compound is inflected as its last part, so it ends with the stem of that (as in kurs of
    Sprachkurse, bus of Schulbusse); what is before stays as written.
    """
    found = _best_cover(word)
    if not found:
        return stem(word), ()
    return word[: found.head] + plain_stem(word[found.head :]), found.parts


class _Cover(NamedTuple):
    """One way to cover the end of a word; fewer parts, then fewer links are better."""

    size: int
    links: int
    parts: tuple[str, ...]  # stems
    head: int  # where the last part begins


def _best_cover(word: str) -> _Cover | None:
    """Return the best way to cover `word` whole, None if it is no compound."""
    if not _SHORTEST_WORD <= len(word) <= _LONGEST_WORD:
        return None
    if not word.isalpha() or stem(word) in _lexicon().atoms:
        return None
    covers: dict[int, _Cover | None] = {}
    # from the end, so that what covers the rest is known already
    for start in range(len(word) - _SHORTEST_PART, -1, -1):
        covers[start] = _cover(word, start, covers)
    return covers[0]


@lru_cache(maxsize=1000)
def begun(word: str) -> tuple[tuple[str, ...], str]:
    """Return the stems of the parts that a compound begins with, and what is left of it.

    For a folded `word` whose end is not typed yet: kindergartenpl is Kindergarten and "pl". As
    much as possible is covered, by as few parts as possible; a known word is not taken apart.
    """
    lexicon = _lexicon()
    if not (_SHORTEST_WORD <= len(word) <= _LONGEST_WORD and word.isalpha()):
        return (), word
    if stem(word) in lexicon.heads:
        return (), word
    covers: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(_SHORTEST_PART, len(word)):
        known = ((start, lexicon.modifiers.get(word[start:end])) for start in covers)
        ways = [
            (*covers[start], base)
            for start, base in known
            if base and end - start >= _SHORTEST_PART
        ]
        if ways:
            covers[end] = min(ways, key=len)
    longest = max(covers)
    return covers[longest], word[longest:]


def _cover(word: str, start: int, covers: dict[int, _Cover | None]) -> _Cover | None:
    """Return the best cover of `word` from `start`, given those of all later starts."""
    lexicon = _lexicon()
    if start and stem(word[start:]) in lexicon.heads:
        return _Cover(1, 0, (stem(word[start:]),), start)
    best: _Cover | None = None
    for end in range(len(word) - _SHORTEST_PART, start + _SHORTEST_PART - 1, -1):
        modifier = lexicon.modifiers.get(word[start:end])
        rest = covers.get(end) if modifier else None
        if modifier and rest:
            linked = word[start:end] not in lexicon.words
            parts = (modifier, *rest.parts)
            cover = _Cover(rest.size + 1, rest.links + linked, parts, rest.head)
            if best is None or cover[:2] < best[:2]:
                best = cover
    return best
