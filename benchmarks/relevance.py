"""Relevance of the search on a folder with documents.jsonl and queries.jsonl.

    python -m benchmarks.relevance ../shared/relevance/faq-de [more folders] [--elastic URL]

documents.jsonl: {"id", "title", "body"}; queries.jsonl: {"id", "query", "relevant": [ids]}.
Prints MRR@10, recall at 1 and 5 for each variant and engine. Recall at k is the share of
queries with a relevant document among the first k.
"""

import argparse
import contextlib
import json
import math
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from search.analysis import terms_of
from search.analysis.query_language import parse
from search.engine import make_engine
from search.index_document import IndexDocument, Passage
from search.query import SearchQuery

PUBLIC = frozenset({"public"})
Ranker = Callable[[str], list[str]]


def read(folder: Path, name: str) -> list[dict]:
    """Return the rows of folder/name.jsonl."""
    text = (folder / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def documents_of(folder: Path) -> list[IndexDocument]:
    """Return the documents of a folder, for everyone to see."""
    return [
        IndexDocument(
            id=str(row["id"]),
            kind="info",
            title=row.get("title", ""),
            passages=(Passage(text=row.get("body", "")),),
            audience=PUBLIC,
        )
        for row in read(folder, "documents")
    ]


def measure(rank: Ranker, queries: list[dict]) -> tuple[float, float, float]:
    """Return MRR@10, R@1 and R@5 of `rank`."""
    reciprocal = first = fifth = 0.0
    for row in queries:
        relevant = {str(number) for number in row["relevant"]}
        places = [i for i, found in enumerate(rank(row["query"])[:10], 1) if found in relevant]
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
        terms = [w.term for w in parse(text).words] if stopwords else terms_of(text)
        scores: Counter[str] = Counter()
        for stem in (term.stem for term in terms):
            found = rows.get(stem, {})
            idf = math.log(1 + (len(documents) - len(found) + 0.5) / (len(found) + 0.5))
            for number, value in found.items():
                scores[number] += idf * value
        return [number for number, _ in scores.most_common(10)]

    return rank


def engine_ranker(name: str, documents: list[IndexDocument], **options: str) -> Ranker:
    """Return the ranking of an engine, with `documents` put into it."""
    engine = make_engine(name, **options)
    engine.rebuild(documents)
    return lambda text: [hit.id for hit in engine.search(SearchQuery(text, PUBLIC)).hits]


def main() -> None:
    """Measure every folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--elastic", metavar="URL", help="measure Elasticsearch there too")
    options = parser.parse_args()
    for folder in options.folders:
        documents, queries = documents_of(folder), read(folder, "queries")
        print(f"{folder.name}: {len(documents)} documents, {len(queries)} queries")
        print(f"{'variant':<34}{'MRR@10':>8}{'R@1':>8}{'R@5':>8}")
        with contextlib.ExitStack() as stack:
            path = stack.enter_context(tempfile.TemporaryDirectory())
            variants = {
                "stems, one field": plain_bm25(documents, 1, False),
                "stems, title twice": plain_bm25(documents, 2, False),
                "stems, title twice, stop words": plain_bm25(documents, 2, True),
                "portal, embedded": engine_ranker("embedded", documents, path=path),
            }
            if options.elastic:
                variants["portal, elastic"] = engine_ranker(
                    "elastic", documents, url=options.elastic, index="kim-relevance"
                )
            for name, rank in variants.items():
                figures = "".join(f"{figure:8.3f}" for figure in measure(rank, queries))
                print(f"{name:<34}{figures}")


if __name__ == "__main__":
    main()
