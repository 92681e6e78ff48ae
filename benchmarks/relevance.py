"""Relevance of the search on folders with documents.jsonl and queries.jsonl.

    python -m benchmarks.relevance ../shared/relevance/faq-de [more folders] [--elastic URL]

documents.jsonl: {"id", "title", "body"}, title or body may be missing; queries.jsonl: {"id",
"query", "relevant": [ids]}; other keys are left alone. A synonyms.json beside them ({"Kita":
["Kindergarten"]}) is searched with. Prints MRR@10, recall at 1 and 5 for each variant and
engine. Recall at k is the share of queries with a relevant document among the first k.
"""

import argparse
import contextlib
import json
import math
import sys
import tempfile
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path

from search.analysis import stem as stem_of
from search.analysis import terms, terms_of
from search.analysis.query_language import parse
from search.engine import SearchEngine, SearchError, make_engine
from search.engines.elastic import ElasticEngine
from search.index_document import IndexDocument, Passage
from search.query import SearchQuery

PUBLIC = frozenset({"public"})
BASE = "stems, one field"  # what no variant should fall below
Ranker = Callable[[str], list[str]]
Synonyms = Mapping[str, tuple[str, ...]]


class BadFolder(Exception):
    """The folder can't be measured; says which file and line."""


def read(folder: Path, name: str, *needed: str) -> list[dict]:
    """Return the rows of folder/name.jsonl. Raises BadFolder, also if a row lacks `needed`."""
    path = folder / f"{name}.jsonl"
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadFolder(f"{path}: {error}") from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadFolder(f"{path}, line {number}: {error}") from error
        if not isinstance(row, dict) or any(key not in row for key in needed):
            raise BadFolder(f"{path}, line {number}: an object with {', '.join(needed)} is needed")
        rows.append(row)
    if not rows:
        raise BadFolder(f"{path} is empty")
    return rows


def documents_of(folder: Path) -> list[IndexDocument]:
    """Return the documents of a folder, for everyone to see. Raises BadFolder."""
    return [
        IndexDocument(
            id=str(row["id"]),
            kind="info",
            title=str(row.get("title") or ""),
            passages=(Passage(text=str(row.get("body") or "")),),
            audience=PUBLIC,
        )
        for row in read(folder, "documents", "id")
    ]


def queries_of(folder: Path, known: set[str]) -> list[tuple[str, set[str]]]:
    """Return the queries with the ids of what answers them. Raises BadFolder."""
    found = []
    for row in read(folder, "queries", "query", "relevant"):
        right = row["relevant"] if isinstance(row["relevant"], list) else [row["relevant"]]
        ids = {str(number) for number in right}
        found.append((str(row["query"]), ids))
    if not any(ids & known for _, ids in found):
        raise BadFolder(f"{folder}: no query names a document of this folder as relevant")
    return found


def synonyms_of(folder: Path) -> Synonyms:
    """Return the synonyms beside the documents, {} if there are none. Raises BadFolder."""
    path = folder / "synonyms.json"
    try:
        table = json.loads(path.read_text(encoding="utf-8-sig")) if path.is_file() else {}
        return {str(word): tuple(map(str, others)) for word, others in table.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise BadFolder(f"{path}: {error}") from error


def measure(rank: Ranker, queries: list[tuple[str, set[str]]]) -> tuple[float, float, float]:
    """Return MRR@10, R@1 and R@5 of `rank`."""
    reciprocal = first = fifth = 0.0
    for text, relevant in queries:
        places = [i for i, found in enumerate(rank(text)[:10], 1) if found in relevant]
        if places:
            reciprocal += 1 / places[0]
            first += places[0] == 1
            fifth += places[0] <= 5
    return reciprocal / len(queries), first / len(queries), fifth / len(queries)


def plain_bm25(documents: list[IndexDocument], titles: int, stopwords: bool) -> Ranker:
    """Return the baseline: BM25 over stems in one field, the title counted `titles` times."""
    rows: dict[str, dict[str, float]] = defaultdict(dict)
    texts = {
        d.id: [t.stem for t in terms_of(f"{(d.title + ' ') * titles}{d.passages[0].text}")]
        for d in documents
    }
    average = sum(map(len, texts.values())) / len(texts)
    for number, stems in texts.items():
        for stem, count in Counter(stems).items():
            pull = 1.2 * (0.25 + 0.75 * len(stems) / average)
            rows[stem][number] = count * 2.2 / (count + pull)

    def rank(text: str) -> list[str]:
        asked = [w.term for w in parse(text).words] if stopwords else terms_of(text)
        scores: dict[str, float] = defaultdict(float)
        for stem in (term.stem for term in asked):
            found = rows.get(stem, {})
            idf = math.log(1 + (len(documents) - len(found) + 0.5) / (len(found) + 0.5))
            for number, value in found.items():
                scores[number] += idf * value
        return sorted(scores, key=scores.__getitem__, reverse=True)[:10]

    return rank


def ranker(engine: SearchEngine, synonyms: Synonyms) -> Ranker:
    """Return the ranking of `engine`."""

    def rank(text: str) -> list[str]:
        query = SearchQuery(text, PUBLIC, synonyms=synonyms)
        return [hit.id for hit in engine.search(query).hits]

    return rank


@contextlib.contextmanager
def whole_words() -> Iterator[None]:
    """Take no compound apart while it lasts."""
    taken_apart = terms.stem_and_parts
    caches = (terms._term, terms._read_term)
    try:
        terms.stem_and_parts = lambda word: (stem_of(word), ())
        for cache in caches:
            cache.cache_clear()
        yield
    finally:
        terms.stem_and_parts = taken_apart
        for cache in caches:
            cache.cache_clear()


def variants(
    documents: list[IndexDocument], synonyms: Synonyms, elastic: str | None
) -> Generator[tuple[str, Ranker], None, None]:
    """Yield each variant with its name, ready to be measured before the next is asked for."""
    yield BASE, plain_bm25(documents, 1, False)
    yield "stems, title twice", plain_bm25(documents, 2, False)
    yield "stems, title twice, no stop words", plain_bm25(documents, 2, True)
    with whole_words(), embedded(documents) as engine:
        yield "embedded, compounds whole", ranker(engine, synonyms)
    with embedded(documents) as engine:
        if synonyms:
            yield "embedded, without synonyms", ranker(engine, {})
        yield "embedded", ranker(engine, synonyms)
    if elastic:
        with on_elastic(elastic, documents) as engine:
            yield "elastic", ranker(engine, synonyms)


@contextlib.contextmanager
def embedded(documents: list[IndexDocument]) -> Iterator[SearchEngine]:
    """Give an embedded engine with `documents`, removed afterwards."""
    with tempfile.TemporaryDirectory() as path:
        engine = make_engine("embedded", path=path)
        try:
            engine.rebuild(documents)
            yield engine
        finally:
            engine.close()


@contextlib.contextmanager
def on_elastic(url: str, documents: list[IndexDocument]) -> Iterator[SearchEngine]:
    """Give the Elasticsearch at `url`; the index with `documents` is removed afterwards."""
    name = f"kim-relevance-{uuid.uuid4().hex[:12]}"
    engine = ElasticEngine(url, name, timeout=30, replicas="0")
    try:
        engine.rebuild(documents)
        yield engine
    finally:
        with contextlib.suppress(SearchError):
            engine.drop()
        engine.close()


def report(folder: Path, elastic: str | None) -> None:
    """Print the table of one folder. Raises BadFolder, SearchError."""
    documents = documents_of(folder)
    queries = queries_of(folder, {document.id for document in documents})
    synonyms = synonyms_of(folder)
    print(f"{folder.name}: {len(documents)} documents, {len(queries)} queries")
    print(f"{'variant':<34}{'MRR@10':>8}{'R@1':>8}{'R@5':>8}{'against stems':>15}")
    base = 0.0
    with contextlib.closing(variants(documents, synonyms, elastic)) as each:
        for name, rank in each:
            figures = measure(rank, queries)
            base = figures[0] if name == BASE else base
            columns = "".join(f"{figure:8.3f}" for figure in figures)
            print(f"{name:<34}{columns}{figures[0] - base:>+15.3f}", flush=True)


def main() -> int:
    """Measure every folder named on the command line; return 2 if one can't be measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--elastic", metavar="URL", help="measure Elasticsearch there too")
    options = parser.parse_args()
    failed = False
    for folder in options.folders:
        try:
            report(folder, options.elastic)
        except (BadFolder, SearchError) as error:
            print(f"{folder} can't be measured: {error}", file=sys.stderr)
            failed = True
    return 2 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
