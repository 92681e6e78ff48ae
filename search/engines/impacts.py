"""How much a document is about a term, as tokens: the one ranking both engines share.

An engine's own BM25 counts every document, also those the asker may not see, so that a hidden
document could be noticed by the order of the visible ones, and two engines never agree on the
last digit. Here a document's part of BM25F (term frequency by field, saturation, length) is
computed when it is indexed and written as a token: "stem~5" for 5/16 of what the term can be
worth (beside "stem", to find and to count it). The rarity of the term (idf) is counted at
query time among the visible documents. Scores are sums of constants, equal in both engines.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from search.analysis import terms_of
from search.index_document import IndexDocument

STEPS = 16


@dataclass(frozen=True, slots=True)
class Weights:
    """The one table of ranking weights (docs/search-ranking.md explains them)."""

    title: float = 3.0
    heading: float = 1.5
    body: float = 1.0
    part: float = 0.5  # a compound's part against a word of its own, in a document
    asked_part: float = 0.75  # the same in a query
    saturation: float = 1.3  # BM25 k1
    length: float = 0.8  # BM25 b
    exact: float = 0.15  # bonus share when the word stands as typed
    stop_word: float = 0.5  # a stop word beside other words of the query
    synonym: float = 0.8
    typo: float = 0.3
    phrase: float = 0.2  # bonus share when two neighbouring words of the query are neighbours
    freshness: float = 0.05  # at most this share more for what was updated this month
    assured: float = 0.03  # the same for what somebody has confirmed


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """What the index gets of a document's text."""

    impacts: dict[str, int]  # stem -> 1..16 sixteenths
    stems: tuple[str, ...]  # in order, GAP between fields, for phrases
    words: frozenset[str]
    title_words: tuple[str, ...]

    def impact_tokens(self) -> str:
        """Return the tokens that write `impacts`, with blanks between."""
        return " ".join([f"{stem} {stem}{_MARKS[impact]}" for stem, impact in self.impacts.items()])


GAP = "|"
_MARKS = tuple(f"~{impact}" for impact in range(STEPS + 1))


def grades(stem: str) -> Iterator[tuple[str, int]]:
    """Yield the tokens of `stem`, of which a document has one, with their impacts."""
    return ((stem + _MARKS[impact], impact) for impact in range(1, STEPS + 1))


def sections(document: IndexDocument, weights: Weights = WEIGHTS) -> Iterator[tuple[float, str]]:
    """Yield the texts of `document` with their weight; the title comes first."""
    yield weights.title, document.title
    yield weights.body, document.summary
    for passage in document.passages:
        yield weights.heading, passage.heading
        yield weights.body, passage.text
    yield weights.body, " ".join((*document.languages, *document.times))


def length_of(document: IndexDocument) -> int:
    """Return the number of words of `document`."""
    return sum(1 for _, text in sections(document) for _ in terms_of(text))


def document_terms(
    document: IndexDocument, average: float, weights: Weights = WEIGHTS
) -> DocumentTerms:
    """Return the terms of `document`; `average` is the usual number of words of one."""
    frequency: dict[str, float] = defaultdict(float)
    stems: list[str] = []
    words: list[str] = []
    title_ends: int | None = None
    for weight, text in sections(document, weights):
        terms = list(terms_of(text))
        words += [term[0] for term in terms]
        here = [term[1] for term in terms]
        stems += here
        for stem in here:
            frequency[stem] += weight
        part_weight = weight * weights.part
        for part in chain.from_iterable([term[2] for term in terms]):
            frequency[part] += part_weight
        if title_ends is None:
            title_ends = len(words)
        stems += (GAP, GAP)
    long = weights.length * len(words) / max(average, 1.0)
    steps = _steps(weights.saturation * (1 - weights.length + long), frozenset(frequency.values()))
    impacts = {stem: steps[value] for stem, value in frequency.items()}
    return DocumentTerms(impacts, tuple(stems), frozenset(words), tuple(words[:title_ends]))


def _steps(pull: float, frequencies: Iterable[float]) -> dict[float, int]:
    """Return the impact of each of the few frequencies that the stems of a document have."""
    return {
        value: min(STEPS, max(1, round(STEPS * value / (value + pull)))) for value in frequencies
    }


def average_length(documents: Iterable[IndexDocument], default: float = 100.0) -> float:
    """Return the mean number of words of the public ones among `documents`.

    Only public ones count: a hidden document must not move the ranking of others.
    """
    lengths = [length_of(document) for document in documents if "public" in document.audience]
    return sum(lengths) / len(lengths) if lengths else default
