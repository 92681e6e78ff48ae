"""A hit as the page shows it: marks, the section it leads to, words that it lacks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise

from search import facets
from search.analysis import terms_of
from search.analysis.query_language import ParsedQuery, Word, parse
from search.analysis.synonyms import Alternative, Synonyms, synonyms_of
from search.analysis.terms import Term
from search.directory_documents import KEYWORDS
from search.engines.impacts import sections
from search.engines.scoring import edits
from search.engines.words import damerau
from search.highlight import Segment, highlight
from search.index_document import IndexDocument
from search.query import Hit, ResultPage
from search.wanted import Wanted

MOST_READ = 60_000  # characters of a document that is asked for missing words
Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class ShownHit:
    """A hit as the page shows it.

    `place` names the section or page of the best passage, `passage_url` opens it ("" where the
    format knows no such address). `missing` are words of the question that the hit lacks;
    `first_partial` stands at the first of the hits that all lack some.
    """

    kind: str
    label: str | Promise
    title: tuple[Segment, ...]
    excerpt: tuple[Segment, ...]
    url: str
    passage_url: str
    place: str
    hit: Hit
    missing: tuple[str, ...] = ()
    first_partial: bool = False


def shown_hits(page: ResultPage, text: str, words: Words) -> list[ShownHit]:
    """Return the hits of a page, marked for the question `text`."""
    wanted = Wanted(text, words)
    hits = [_shown(hit, wanted) for hit in page.hits]
    parsed = parse(text)
    if page.full >= page.total or parsed.is_question:
        return hits
    table = synonyms_of(words)
    lacking = [replace(hit, missing=_missing(hit.hit.document, parsed, table)) for hit in hits]
    first = len(lacking)
    while first and lacking[first - 1].missing:
        first -= 1
    if 0 < first < len(lacking):
        lacking[first] = replace(lacking[first], first_partial=True)
    return lacking


def _shown(hit: Hit, wanted: Wanted) -> ShownHit:
    telling = tuple(part for part in hit.document.passages if part.anchor != KEYWORDS)
    document = replace(hit.document, passages=telling)
    marks = highlight(document, wanted)
    anchor = marks.passage.anchor if marks.passage else ""
    return ShownHit(
        kind=hit.kind,
        label=facets.KIND_LABELS.get(hit.kind, hit.kind),
        title=marks.title,
        excerpt=marks.excerpt,
        url=hit.url,
        passage_url=f"{hit.url}#{anchor}" if anchor else "",
        place=_nearest_heading(document, marks.number),
        hit=hit,
    )


def _nearest_heading(document: IndexDocument, number: int | None) -> str:
    """Return the heading above passage `number`: a long section is cut into several passages."""
    if number is None:
        return ""
    anchor = document.passages[number].anchor
    for part in reversed(document.passages[: number + 1]):
        if part.heading or part.anchor != anchor:
            return part.heading if part.anchor == anchor else ""
    return ""


def _missing(document: IndexDocument, parsed: ParsedQuery, table: Synonyms) -> tuple[str, ...]:
    """Return the words, as typed, that stand nowhere in the document, in no form."""
    texts = [text for _, text in sections(document)]
    if sum(map(len, texts)) > MOST_READ:
        return ()
    terms = {term for text in texts for term in terms_of(text)}
    stems = {stem for term in terms for stem in (term.stem, *term.parts)}
    written = {term.word for term in terms}
    return tuple(
        word.typed
        for group, others in table.cut(parsed.words)
        if not any(_has_all(alternative, stems) for alternative in others)
        for word in group
        if not _has(word.term, stems, table) and not _has_nearly(word, written)
    )


def _has_all(terms: Alternative, stems: set[str]) -> bool:
    return all(term.stem in stems for term in terms)


def _has(term: Term, stems: set[str], table: Synonyms) -> bool:
    if term.stem in stems:
        return True
    return bool(term.parts) and all(
        part in stems or any(_has_all(other, stems) for other in table.of((part,)))
        for part in term.parts
    )


def _has_nearly(word: Word, written: set[str]) -> bool:
    """Return whether a word of the text is the searched one but for a mistake or an ending."""
    folded, most = word.term.word, edits(word.term.word)
    return any(
        other.startswith(folded) or (most and damerau(folded, other, most) <= most)
        for other in written
    )
