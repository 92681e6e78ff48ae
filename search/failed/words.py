"""Which words of a search may be counted: listed ones only, so that no name and no number is.

A name can't be told from a word nobody has listed, so it is the unlisted word that goes. Listed are
the words of the analysis, those of everyday needs, the terms of the directory and the synonyms;
compounds of listed words count as listed, unless they end like a family name.
"""

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from search.analysis.compounds import split
from search.analysis.folding import fold
from search.analysis.stemming import OWN_LISTS, read_words, stem
from search.analysis.tokens import Token, tokenize

MAX_WORDS = 6
# after these a name follows, listed or not
_BEFORE_A_NAME = frozenset(
    {
        "herr", "herrn", "frau", "familie", "fam", "name", "namens", "vorname", "nachname",
        "heisst", "geborene", "doktor", "dr", "prof",
    }
)  # fmt: skip


def countable_words(text: str, further: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words of `text` that may be counted, in lower case and order, at most six.

    `further` are more listed words or expressions: terms of the directory, synonyms. Numbers,
    unlisted words, what looks like a name and the two words after "Frau" or "Herr" are left out.
    """
    more = frozenset(stem(token.text) for entry in further for token in tokenize(entry))
    kept: list[str] = []
    name_follows = 0
    for token in tokenize(text):
        if token.text in _BEFORE_A_NAME:
            name_follows = 2
            continue
        written = text[token.start : token.end].lower()
        if not name_follows and _is_countable(token, more) and written not in kept:
            kept.append(written)
        name_follows = max(0, name_follows - 1)
    return tuple(kept[:MAX_WORDS])


def _is_countable(token: Token, more: frozenset[str]) -> bool:
    if token.pieces:
        return all(_is_countable(Token(piece, 0, 0), more) for piece in token.pieces)
    word = token.text
    if not word.isalpha():
        return False
    own = stem(word)
    if own in _names():
        return False
    if own in _listed() or own in more:
        return True
    parts = split(word)
    return (
        bool(parts) and parts[-1] not in _name_ends() and all(part in _listed() for part in parts)
    )


def _read(name: str) -> frozenset[str]:
    text = files("search.failed").joinpath(name).read_text(encoding="utf-8")
    lines = (line.split("#")[0] for line in text.splitlines())
    return frozenset(stem(fold(word)) for line in lines for word in line.split())


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    own = (word for name in OWN_LISTS for line in read_words(name) for word in line)
    return frozenset(stem(fold(word)) for word in own) | _read("everyday_words.txt")


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return _read("name_words.txt")


@lru_cache(maxsize=1)
def _name_ends() -> frozenset[str]:
    return _read("name_ends.txt")
