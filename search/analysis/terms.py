"""From text to search terms: word, stem and compound parts of every token."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from search.analysis.compounds import stem_and_parts, word_lists
from search.analysis.stemming import stem_lists
from search.analysis.tokens import Token, read, written

# Raise when the tokens of an unchanged text change: indexes then ask for a rebuild.
ANALYSIS = "7"


class Term(NamedTuple):
    """A folded word, its stem, and the stems of its parts (none if it is no compound)."""

    word: str
    stem: str
    parts: tuple[str, ...]


@lru_cache(maxsize=50_000)
def _term(word: str, pieces: tuple[str, ...]) -> Term:
    own, found = stem_and_parts(word)
    if pieces:
        each = (stem_and_parts(piece) for piece in pieces)
        found = tuple(part for whole, parts in each for part in (*parts, whole))
    return Term(word, own, tuple(part for part in dict.fromkeys(found) if part != own))


def analyse(token: Token) -> Term:
    """Return word, stem and compound parts of `token`."""
    return _term(token.text, token.pieces)


def terms_of(text: str) -> Iterator[Term]:
    """Yield the terms of `text` in order."""
    return filter(None, map(_read_term, written(text)))


@lru_cache(maxsize=50_000)
def _read_term(token: str) -> Term | None:
    word, pieces = read(token)
    return _term(word, pieces) if word else None


@lru_cache(maxsize=1)
def analysis_version() -> str:
    """Return a short text that changes with this code's version and the word lists in use."""
    used = word_lists() | stem_lists()
    lists = ";".join(f"{name}:{digest}" for name, digest in used.items())
    return f"{ANALYSIS}-{hashlib.sha256(lists.encode()).hexdigest()[:8]}"
