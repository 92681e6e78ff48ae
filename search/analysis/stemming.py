"""Stems: Snowball's German stemmer, helped where it leaves forms of one word apart.

simplemma would know more forms, but its dictionary costs 118 MB in every process and a second
at start; the rules below cover what this field needs.
"""

import hashlib
import re
from functools import lru_cache
from importlib.resources import files

import Stemmer

from search.analysis.verbs import forms_of_verb

_CACHED_WORDS = 50_000
_LISTS = ("stem_overrides.txt", "umlaut_words.txt")
OWN_LISTS = ("domain_words.txt", "common_words.txt")
# Beraterin/Beraterinnen -> Berater; Polizistin -> Polizist; Studentin -> Student
_FEMININE = re.compile(r"(?<=[a-z]{2})(er|ist|ent|ant|or|at|loge|arzt)in(?:nen)?$")
# Ministerium(s) -> Ministeri, as Snowball makes of Ministerien
_LATIN = re.compile(r"(?<=[a-z]{2}i)(?:um|ums)$")
_PLURAL_S = re.compile(r"(?<=[a-z]{2}[^aeioul]y|[a-z]{2}[^aeioul]o)s$")


def read_words(name: str) -> list[list[str]]:
    """Return the lines of analysis/data/`name`, split at blanks, without comments."""
    text = files("search.analysis").joinpath("data", name).read_text(encoding="utf-8")
    lines = (line.split("#")[0].split() for line in text.splitlines())
    return [line for line in lines if line]


def stem_lists() -> dict[str, str]:
    """Return the names of the lists that stems depend on, each with a digest of its words."""
    return {
        name: hashlib.sha256(repr(read_words(name)).encode()).hexdigest()[:12] for name in _LISTS
    }


@lru_cache(maxsize=1)
def _overrides() -> dict[str, str]:
    from search.analysis.folding import fold

    nouns = [fold(noun) for name in OWN_LISTS for line in read_words(name) for noun in line]
    verbs = {form: noun for noun in nouns for form in forms_of_verb(noun) if form not in nouns}
    listed = {
        fold(form): fold(base)
        for base, *forms in read_words("stem_overrides.txt")
        for form in forms
    }
    return verbs | listed


@lru_cache(maxsize=1)
def _forms() -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for form in _overrides():
        forms.setdefault(stem(form), []).append(form)
    return forms


def forms_of(base: str) -> list[str]:
    """Return the folded words that share the stem `base` by the list of exceptions."""
    return _forms().get(base, [])


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("german", 0)


@lru_cache(maxsize=_CACHED_WORDS)
def stem(word: str) -> str:
    """Return the stem of a folded `word` ("haeuser" and "haus" give the same).

    What holds a digit or a paragraph sign is returned as it is.
    """
    if not word.isalpha():
        return word
    word = _base_form(word)
    base: str = _stemmer().stemWord(word)
    return _spelt(base, word) if base in _two_words() else base


def plain_stem(word: str) -> str:
    """Return the stem of a folded `word` without umlauts, also where they make another word."""
    base: str = _stemmer().stemWord(_base_form(word))
    return base


def _base_form(word: str) -> str:
    """Return `word` with what Snowball does not know about its forms mended."""
    word = _overrides().get(word, word)
    if len(word) > 6:
        word = _FEMININE.sub(r"\1", word)
        word = _LATIN.sub("", word)
    if len(word) > 4:
        word = _PLURAL_S.sub("", word)
    return word


@lru_cache(maxsize=1)
def _two_words() -> dict[str, str]:
    """Return the stems that Snowball gives two words, as "forder" of Forderung and Förderung.

    Snowball takes umlauts away, so that Häuser and Haus meet; here the word with umlaut keeps it.
    """
    from search.analysis.folding import fold

    words = [fold(word) for line in read_words("umlaut_words.txt") for word in line]
    words = [_overrides().get(word, word) for word in words]
    bases = {word: str(_stemmer().stemWord(word)) for word in words}
    return {base: _spelt(base, word) for word, base in bases.items()}


def _spelt(base: str, word: str) -> str:
    """Return the stem `base` with the umlaut (as ae, oe, ue) that `word` has there, if any."""
    for place, letter in enumerate(base):
        if letter in "aou" and word.startswith(base[: place + 1] + "e"):
            return base[: place + 1] + "e" + base[place + 1 :]
    return base


def with_umlaut(stem: str) -> str:
    """Return the stem of the other word that `stem` may mean, typed without umlaut, or ""."""
    return _two_words().get(stem, "")
