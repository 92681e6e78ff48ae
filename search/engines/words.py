"""Completions and mended words, read from documents the asker may see."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from search.analysis import fold, tokenize
from search.analysis.query_language import Word
from search.analysis.tokens import read, written
from search.index_document import IndexDocument
from search.query import Suggestion

MOST_WORD_COMPLETIONS = 3


def texts(document: IndexDocument) -> Iterable[str]:
    """Yield all texts of `document`."""
    yield document.title
    yield document.summary
    for passage in document.passages:
        yield passage.heading
        yield passage.text
    yield from document.languages


def correction(word: Word, distance: int, documents: Iterable[IndexDocument]) -> str | None:
    """Return the word of `documents` most like the typed one, as written there."""
    found: Counter[str] = Counter()
    for document in documents:
        for text in texts(document):
            found.update(written(text))
    typed = word.term.word
    near: Counter[tuple[int, str]] = Counter()
    spelling: dict[str, str] = {}
    for token in sorted(found):
        folded = read(token)[0]
        if abs(len(folded) - len(typed)) <= distance and _alike(folded, typed, distance):
            edits = damerau(folded, typed, distance)
            if edits <= distance:
                near[edits, folded] += found[token]
                spelling.setdefault(folded, token)
    if not near:
        return None
    edits, best = min(near, key=lambda key: (key[0], -near[key], key[1]))
    return spelling[best] if edits else None


def _alike(one: str, two: str, limit: int) -> bool:
    """Return whether the letters of two words allow `limit` edits: quick, and true of all that do.

    An edit takes one letter away and brings one.
    """
    return (_letters(one) ^ _letters(two)).bit_count() <= 2 * limit


@lru_cache(maxsize=20_000)
def _letters(word: str) -> int:
    """Return the letters of `word` as bits."""
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) & 63)
    return found


def damerau(one: str, two: str, limit: int) -> int:
    """Return the edits between two words (swapped neighbours count one), limit + 1 if more."""
    if abs(len(one) - len(two)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        last, row, older = row, [i], before
        for j, b in enumerate(two, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        before = last
        if min(row) > limit:
            return limit + 1
    return row[-1]


def mend(text: str, corrections: Iterable[tuple[Word, str]]) -> str | None:
    """Return the query `text` with the words replaced, None if there is nothing to replace."""
    mended = text
    for word, better in sorted(corrections, key=lambda pair: -pair[0].start):
        mended = mended[: word.start] + better + mended[word.end :]
    return mended if mended != text else None


def completions(
    prefix: str, documents: Iterable[IndexDocument], limit: int
) -> tuple[Suggestion, ...]:
    """Return words that complete the last word of `prefix`, then titles, at most `limit`."""
    tokens = list(tokenize(prefix))
    if not tokens:
        return ()
    documents = list(documents)
    last = tokens[-1]
    found: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    for document in documents:
        for token in tokenize(document.title):
            if token.text.startswith(last.text) and token.text != last.text:
                found[token.text] += 1
                spelling.setdefault(token.text, document.title[token.start : token.end])
    ranked = sorted(found, key=lambda word: (-found[word], word))[:MOST_WORD_COMPLETIONS]
    titles: dict[str, Suggestion] = {}
    starts = fold(prefix.strip())
    for document in sorted(documents, key=lambda doc: not fold(doc.title).startswith(starts)):
        suggestion = Suggestion(document.title, document.url, document.kind)
        titles.setdefault(fold(document.title), suggestion)
    words = [Suggestion(prefix[: last.start] + spelling[word]) for word in ranked]
    words = [suggestion for suggestion in words if fold(suggestion.text) not in titles]
    return (*words, *titles.values())[:limit]
