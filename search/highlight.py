"""Best passage and marks of a shown hit, by the same analysis that found it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from search.analysis import Token, analyse, fold, tokenize
from search.analysis.compounds import split
from search.analysis.query_language import parse
from search.analysis.stemming import stem
from search.analysis.synonyms import Synonyms
from search.engines.scoring import edits
from search.engines.words import damerau
from search.index_document import IndexDocument, Passage

EXCERPT = 260  # characters, about
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")


class Segment(NamedTuple):
    """A run of plain text (escape it as usual), to be marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Highlight:
    """Marked title, the passage that answers best, and a marked excerpt of it.

    `passage` is None where the excerpt comes from the summary; `number` is its position.
    """

    title: tuple[Segment, ...]
    excerpt: tuple[Segment, ...]
    passage: Passage | None = None
    number: int | None = None


class _Wanted:
    """What the query looks for: stems (parts included) and, for typos, the words themselves."""

    def __init__(self, text: str, synonyms: Mapping[str, Sequence[str]]) -> None:
        parsed = parse(text)
        table = Synonyms(synonyms)
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

    def weigh(self, token: Token) -> float:
        """Return 1 for a searched word, less for one that shares a part with it, else 0."""
        if token.text not in self._weights:
            self._weights[token.text] = self._weigh(token)
        return self._weights[token.text]

    def _weigh(self, token: Token) -> float:
        term = analyse(token)
        if term.stem in self.stems:
            return 1.0
        if term.stem in self.parts or not self.stems.isdisjoint(term.parts):
            return 0.5
        return 0.0 if self.parts.isdisjoint(term.parts) else 0.25

    def nearly(self, token: Token) -> bool:
        """Return whether `token` is a searched word but for a typing mistake."""
        return any(
            word != token.text and damerau(word, token.text, edits(word)) <= edits(word)
            for word in self.words
            if edits(word)
        )

    def marks(self, text: str, typos: bool) -> list[tuple[int, int, float]]:
        """Return (start, end, weight) of what to mark in `text`."""
        found = []
        for token in tokenize(text):
            weight = self.weigh(token)
            if weight == 1.0 or (weight and token.pieces):
                found.append((token.start, token.end, weight))
            elif weight:
                found.append((*self._part(text, token), weight))
            elif typos and self.nearly(token):
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


def highlight(
    document: IndexDocument, text: str, synonyms: Mapping[str, Sequence[str]] | None = None
) -> Highlight:
    """Return the marks of `document` for the query `text` (with the synonyms it was asked with).

    Without any match the excerpt is the summary, or the first passage.
    """
    wanted = _Wanted(text, synonyms or {})
    best: tuple[float, int | None, str, list[tuple[int, int, float]]] | None = None
    for typos in (False, True):
        for number, heading, body in _candidates(document):
            marks = wanted.marks(body, typos)
            weight = _worth(marks, body) + 0.5 * _worth(wanted.marks(heading, typos), heading)
            if weight and (best is None or weight > best[0]):
                best = (weight, number, body, marks)
        if best or any(wanted.marks(document.title, False)):
            break
    title_marks = wanted.marks(document.title, typos=False) or wanted.marks(document.title, True)
    title = _segments(document.title, 0, len(document.title), title_marks)
    if best is None:
        body = document.summary or next((p.text for p in document.passages if p.text), "")
        best = (0.0, None, body, [])
    _, number, body, marks = best
    passage = document.passages[number] if number is not None else None
    return Highlight(title, _excerpt(body, marks), passage, number)


def _candidates(document: IndexDocument) -> list[tuple[int | None, str, str]]:
    summary: list[tuple[int | None, str, str]] = [(None, "", document.summary)]
    return summary + [(i, p.heading, p.text) for i, p in enumerate(document.passages)]


def _worth(marks: list[tuple[int, int, float]], text: str) -> float:
    """Return how well marks cover the query: different words count more than repeats."""
    kinds: dict[str, float] = {}
    for start, end, weight in marks:
        key = text[start:end].lower()[:5]
        kinds[key] = max(kinds.get(key, 0.0), weight)
    return sum(kinds.values()) + 0.01 * min(len(marks), 20)


def _excerpt(text: str, marks: list[tuple[int, int, float]]) -> tuple[Segment, ...]:
    """Return about EXCERPT characters of `text` around its densest marks, marked."""
    if len(text) <= EXCERPT:
        return _segments(text, 0, len(text), marks)
    start = 0
    if marks:
        inside = [
            (sum(w for a, b, w in marks if a >= s and b <= s + EXCERPT - 40), -s)
            for s, _, _ in marks
        ]
        start = _sentence_start(text, -max(inside)[1])
    end = start + EXCERPT
    if end < len(text):
        end = text.rfind(" ", start, end) if " " in text[start:end] else end
    segments = list(_segments(text, start, min(end, len(text)), marks))
    if start:
        segments.insert(0, Segment("… ", False))
    if end < len(text):
        segments.append(Segment(" …", False))
    return tuple(segments)


def _sentence_start(text: str, position: int) -> int:
    """Return where the sentence of `position` begins, or a word a little before it."""
    starts = [m.end() for m in _SENTENCE.finditer(text, max(0, position - 120), position)]
    if starts:
        return starts[-1]
    if position < 80:
        return 0
    return text.rfind(" ", 0, position - 40) + 1


def _segments(
    text: str, start: int, end: int, marks: list[tuple[int, int, float]]
) -> tuple[Segment, ...]:
    segments = []
    position = start
    for left, right, _ in marks:
        if left < position or right > end:
            continue
        if left > position:
            segments.append(Segment(text[position:left], False))
        segments.append(Segment(text[left:right], True))
        position = right
    if position < end:
        segments.append(Segment(text[position:end], False))
    return tuple(segments)
