"""Best passage and marks of a shown hit, by the same analysis that found it."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from search.index_document import IndexDocument, Passage
from search.wanted import Wanted

EXCERPT = 260  # characters, about
_MOST_PASSAGES = 6  # looked at closely
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


def highlight(document: IndexDocument, wanted: Wanted) -> Highlight:
    """Return the marks of `document` for what the query looks for.

    Without any match the excerpt is the summary, or the first passage.
    """
    best: tuple[float, int | None, str, list[tuple[int, int, float]]] | None = None
    for typos in (False, True) if wanted else ():
        for number, heading, body in _candidates(document, wanted, typos):
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


def _candidates(
    document: IndexDocument, wanted: Wanted, typos: bool
) -> list[tuple[int | None, str, str]]:
    """Return number, heading and text of the passages worth a closer look, in order."""
    every: list[tuple[int | None, str, str]] = [(None, "", document.summary)]
    every += [(i, p.heading, p.text) for i, p in enumerate(document.passages)]
    if len(every) <= _MOST_PASSAGES:
        return every
    estimates = [wanted.estimate(f"{heading} {text}", typos) for _, heading, text in every]
    best = sorted(range(len(every)), key=estimates.__getitem__, reverse=True)[:_MOST_PASSAGES]
    return [every[place] for place in sorted(best) if estimates[place]]


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
