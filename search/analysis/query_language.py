"""Reading what people type: words, "phrases", -excluded and field:value. Never raises."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from search.analysis.folding import fold
from search.analysis.stemming import read_words
from search.analysis.terms import Term, analyse, terms_of
from search.analysis.tokens import tokenize

LONGEST_TEXT = 1000  # characters read
MOST_WORDS = 40
SENTENCE = 9  # so many words are a sentence, in which quotes and dashes are no commands
# what may stand before a colon -> facet name, or "title"
FIELDS = {
    "art": "kind", "kind": "kind", "typ": "kind",
    "thema": "topic", "topic": "topic",
    "zielgruppe": "target_group", "target_group": "target_group",
    "ort": "municipality", "kommune": "municipality", "municipality": "municipality",
    "sprache": "language", "language": "language",
    "rechtskreis": "legal_area", "legal_area": "legal_area",
    "phase": "phase",
    "titel": "title", "title": "title",
}  # fmt: skip
_QUOTES = str.maketrans(dict.fromkeys("„“”«»‟〝〞＂", '"'))
_SPECIAL = re.compile(
    r'(?:(?<=\s)|^)(?P<minus>[-−–])?(?:(?P<field>\w{2,20}):)?(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<bare>[^\s"]+))'
)
# "Haupteingang und -ausgang" leaves a word's beginning out and excludes nothing
_SHARED_BEGINNING = re.compile(r"(?:\b(?:und|oder|sowie|bzw\.?)|[,/&])\s*$", re.IGNORECASE)


class Word(NamedTuple):
    """A searched word: its terms and how it was typed (with its place in the query text)."""

    term: Term
    typed: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """What a query text asks for. `filters` are (facet name or "title", folded value).

    `asides` are the stop words beside other words: not asked for, but worth a little. `wished`
    are phrases quoted within a question: better if they stand there, but not needed.
    """

    words: tuple[Word, ...] = ()
    asides: tuple[Word, ...] = ()
    phrases: tuple[tuple[Term, ...], ...] = ()
    wished: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[tuple[Term, ...], ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    is_question: bool = False


@lru_cache(maxsize=2)
def word_set(name: str) -> frozenset[str]:
    """Return the folded words of a list: "stopwords.txt" or "question_words.txt"."""
    return frozenset(fold(word) for line in read_words(name) for word in line)


def parse(text: str) -> ParsedQuery:
    """Return what `text` asks for; anything that is no special form is read as words."""
    text = text[:LONGEST_TEXT].translate(_QUOTES).replace("\x00", " ")
    asking = _is_question(text)
    phrases: list[tuple[Term, ...]] = []
    excluded: list[tuple[Term, ...]] = []
    filters: list[tuple[str, str]] = []
    rest = list(text)
    for match in _SPECIAL.finditer(text):
        content = match["quoted"] if match["quoted"] is not None else match["bare"]
        field = FIELDS.get(fold(match["field"] or ""))
        terms = tuple(terms_of(content))[:MOST_WORDS]
        if match["minus"] and terms:
            if asking or _SHARED_BEGINNING.search(text[: match.start()]):
                continue
            excluded.append(terms)
        elif field and content:
            filters.append((field, fold(content).strip()))
        elif match["quoted"] is not None and terms and not match["field"]:
            phrases.append(terms)
            if asking:
                continue
        else:
            continue
        rest[match.start() : match.end()] = " " * (match.end() - match.start())
    words = _words("".join(rest))
    telling = [word for word in words if word.term.word not in word_set("stopwords.txt")]
    asked = tuple(telling or ([] if phrases and not asking else words))[:MOST_WORDS]
    return ParsedQuery(
        asked,
        tuple(word for word in words if word not in asked)[:MOST_WORDS] if asked else (),
        () if asking else tuple(phrases),
        tuple(phrases) if asking else (),
        tuple(excluded),
        tuple(filters),
        is_question=asking,
    )


def _is_question(text: str) -> bool:
    words = [token.text for token in tokenize(text)]
    asking = any(word in word_set("question_words.txt") for word in words)
    return asking or "?" in text or len(words) >= SENTENCE


def _words(text: str) -> list[Word]:
    return [
        Word(analyse(token), text[token.start : token.end], token.start, token.end)
        for token in tokenize(text)
    ]
