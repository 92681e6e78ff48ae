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
    saturation: float = 1.5  # BM25 k1
    length: float = 0.7  # BM25 b
    exact: float = 0.15  # bonus share when the word stands as typed
    synonym: float = 0.8
    typo: float = 0.3
    phrase: float = 0.2  # bonus share when two neighbouring words of the query are neighbours
    freshness: float = 0.05  # at most this share more for what was updated today


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """What the index gets of a document's text."""

    impacts: dict[str, int]  # stem -> 1..16 sixteenths
    stems: tuple[str, ...]  # in order, GAP between fields, for phrases
    words: frozenset[str]
    title_words: tuple[str, ...]

    def impact_tokens(self) -> Iterator[str]:
        """Yield the tokens that write `impacts`."""
        for stem, impact in self.impacts.items():
            yield stem
            yield f"{stem}~{impact}"


GAP = "|"


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
    words: set[str] = set()
    title_words: list[str] = []
    count = 0
    for number, (weight, text) in enumerate(sections(document, weights)):
        for term in terms_of(text):
            count += 1
            words.add(term.word)
            stems.append(term.stem)
            frequency[term.stem] += weight
            for part in term.parts:
                frequency[part] += weight * weights.part
            if number == 0:
                title_words.append(term.word)
        stems.extend((GAP, GAP))
    pull = weights.saturation * (1 - weights.length + weights.length * count / max(average, 1.0))
    impacts = {
        stem: min(STEPS, max(1, round(STEPS * value / (value + pull))))
        for stem, value in frequency.items()
    }
    return DocumentTerms(impacts, tuple(stems), frozenset(words), tuple(title_words))


def average_length(documents: Iterable[IndexDocument], default: float = 100.0) -> float:
    """Return the mean number of words of the public ones among `documents`.

    Only public ones count: a hidden document must not move the ranking of others.
    """
    lengths = [length_of(document) for document in documents if "public" in document.audience]
    return sum(lengths) / len(lengths) if lengths else default
