"""Taking German compounds apart: Gesundheitsamt -> Gesundheit + Amt.

A word is split only if known words cover it whole. Known are the lists in analysis/data and,
where installed, the noun list of the system (Debian package wngerman).
"""

import hashlib
from functools import lru_cache
from pathlib import Path

from search.analysis.folding import fold
from search.analysis.stemming import read_words, stem

SYSTEM_LIST = Path("/usr/share/dict/ngerman")
OWN_LISTS = ("domain_words.txt", "common_words.txt")
_SHORTEST_WORD = 6
_SHORTEST_PART = 3
_SHORTEST_SYSTEM_NOUN = 5
_LONGEST_SYSTEM_NOUN = 9
_LINKS = ("s", "es", "n", "en", "er", "e", "ens")


class _Lexicon:
    """Known words: as first or middle part (with link) and, by stem, as last part."""

    def __init__(self) -> None:
        self.modifiers: dict[str, str] = {}
        self.heads: set[str] = set()
        self.atoms: set[str] = set()
        self.lists: dict[str, str] = {}

    def add(self, word: str) -> None:
        base = stem(word)
        self.heads.add(base)
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
        lexicon.atoms.update(words)
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

    Fewest parts win, then the longer first part.
    """
    if len(word) < _SHORTEST_WORD or not word.isalpha() or word in _lexicon().atoms:
        return ()
    return _cover(word, 0, {}) or ()


def _cover(
    word: str, start: int, seen: dict[int, tuple[str, ...] | None]
) -> tuple[str, ...] | None:
    """Return the fewest parts that cover `word` from `start`, None if there are none."""
    if start in seen:
        return seen[start]
    lexicon = _lexicon()
    best: tuple[str, ...] | None = None
    rest = word[start:]
    if start and len(rest) >= _SHORTEST_PART and stem(rest) in lexicon.heads:
        best = (stem(rest),)
    else:
        for end in range(len(word) - _SHORTEST_PART, start + _SHORTEST_PART - 1, -1):
            modifier = lexicon.modifiers.get(word[start:end])
            tail = _cover(word, end, seen) if modifier else None
            if modifier and tail and (best is None or len(tail) + 1 < len(best)):
                best = (modifier, *tail)
    seen[start] = best
    return best
