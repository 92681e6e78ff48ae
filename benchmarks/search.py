"""Speed of the search: both engines, through HTTP, and beside Wagtail's own search.

    python benchmarks/search.py [--sizes 1000 10000 100000] [--queries 500]
                                [--peer-seconds 30] [--only embedded elastic http wagtail]

Synthetic services; mixed questions (words, compounds, typos, questions, phrases, filters,
browsing), each with ten results, their number, five facets and an audience filter. Milliseconds.
"first" is the p50 of questions not asked before: the embedded engine keeps its answers until the
index changes. "ratio" is p50 divided by that of the embedded engine (HTTP: by that of the embedded
engine through HTTP; adapter: by the same requests sent raw, right after it, when the server has
seen them once), "uncached" the same of "first", "10x" first divided by that of a tenth of the
services. Elasticsearch and PostgreSQL are left out where they do not run (make services).
Wagtail's search is measured beside the largest size; it may index for twice --peer-seconds and is
asked for --peer-seconds, so "services" says how many it had. Indexes, databases and folders are
removed at the end, also after Ctrl-C.
"""

import argparse
import contextlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# run as a file, this folder would come first and this file stand for the package `search`
sys.path[:] = [str(ROOT), *(p for p in sys.path if Path(p).resolve() != ROOT / "benchmarks")]

from benchmarks import search_engines, search_places
from benchmarks.pages import run
from benchmarks.search_data import queries, services
from benchmarks.search_engines import Figures
from benchmarks.search_http import Portal
from search.engine import EngineUnavailable, SearchError, make_engine
from search.query import SearchQuery

ELASTIC = os.environ.get("KIM_TEST_ELASTICSEARCH_URL", "http://127.0.0.1:59200")
PARTS = ("embedded", "elastic", "http", "wagtail")
HEAD = ("services", "docs/s", "MB", "asked", "p50", "p95", "first", "ratio", "uncached", "10x")


class Table:
    """Prints a line as soon as it is measured, with the ratios to earlier lines."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, int], Figures] = {}
        print(f"{'':<26}{HEAD[0]:>9}{HEAD[1]:>8}{HEAD[2]:>8}{HEAD[3]:>7}", end="")
        print("".join(f"{name:>9}" for name in HEAD[4:]), flush=True)

    def line(self, name: str, size: int, figures: Figures, beside: str) -> None:
        """Print the figures of `name`; the ratios are to the line `beside` of the same size."""
        self._lines[name, size] = figures
        base = self._lines.get((beside, size))
        tenth = self._lines.get((name, size // 10))
        numbers = (
            f"{figures.rate:8.0f}" if figures.rate else " " * 8,
            f"{figures.megabytes:8.1f}" if figures.megabytes else " " * 8,
            f"{len(figures.times):7}{figures.p50:9.2f}{figures.p95:9.2f}",
            f"{figures.p50_first:9.2f}",
            f"{figures.p50 / base.p50:9.2f}" if base else " " * 9,
            f"{figures.p50_first / base.p50_first:9.2f}" if base else " " * 9,
            f"{figures.p50_first / tenth.p50_first:9.2f}" if tenth else "",
        )
        print(f"{name:<26}{figures.services or size:>9}{''.join(numbers)}", flush=True)


def measure(options: argparse.Namespace, table: Table, folder: Path) -> None:
    """Measure every size with all that `options.only` names."""
    asked = queries(options.queries)
    portal = Portal(folder / "portal") if "http" in options.only else None
    for size in options.sizes:
        documents = list(services(size))
        if {"embedded", "http"} & set(options.only):
            path = portal.index if portal else folder / "index"
            engine = make_engine("embedded", path=path)
            rate = search_engines.rebuilt(engine, documents)
            found = search_engines.embedded(engine, path, rate, asked)
            table.line("embedded", size, found, "embedded")
            engine.close()
            if portal:
                table.line("embedded, HTTP", size, portal.measured(asked), "embedded, HTTP")
        if "elastic" in options.only:
            with_elastic(size, documents, asked, table, portal)
        del documents
        if "wagtail" in options.only and size == max(options.sizes):
            wagtail(size, options, table, folder)


def with_elastic(
    size: int, documents: list, asked: list[SearchQuery], table: Table, portal: Portal | None
) -> None:
    """Measure Elasticsearch, if it runs."""
    name = search_places.elastic_name()
    engine = make_engine("elastic", url=ELASTIC, index=name, timeout=60, replicas="0")
    try:
        search_places.tidy_elastic(ELASTIC)
        rate = search_engines.rebuilt(engine, documents)
        adapter, raw = search_engines.elastic(engine, ELASTIC, rate, asked)
        table.line("Elasticsearch, raw", size, raw, "embedded")
        table.line("Elasticsearch, adapter", size, adapter, "Elasticsearch, raw")
        if portal:
            found = portal.measured(
                asked,
                KIM_SEARCH_ENGINE="elastic",
                ELASTICSEARCH_URL=ELASTIC,
                KIM_SEARCH_INDEX=name,
            )
            table.line("Elasticsearch, HTTP", size, found, "embedded, HTTP")
    except (EngineUnavailable, OSError) as error:
        print(f"Elasticsearch is left out: {error}", file=sys.stderr)
    finally:
        with contextlib.suppress(SearchError):
            engine.drop()
        engine.close()


def wagtail(size: int, options: argparse.Namespace, table: Table, folder: Path) -> None:
    """Measure Wagtail's own search on SQLite and PostgreSQL, each in a process of its own."""
    with search_places.postgres_database() as postgres:
        sqlite = folder / f"wagtail-{size}.sqlite3"
        for name, url in (("SQLite", f"sqlite:///{sqlite}"), ("PostgreSQL", postgres)):
            if not url:
                print("PostgreSQL is left out: it does not run.", file=sys.stderr)
                continue
            arguments = [url, str(size), str(options.queries), str(options.peer_seconds)]
            printed = run(["-m", "benchmarks.search_wagtail", *arguments], ROOT, dict(os.environ))
            table.line(f"Wagtail, {name}", size, Figures(**json.loads(printed)), "embedded")
        sqlite.unlink(missing_ok=True)


@contextlib.contextmanager
def ended_in_order() -> Iterator[None]:
    """Let SIGTERM end the run as Ctrl-C does, so that everything is removed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    try:
        yield
    except KeyboardInterrupt:
        sys.exit("stopped")


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", nargs="+", type=int, default=[1000, 10_000, 100_000])
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--peer-seconds", type=int, default=30)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    options = parser.parse_args()
    with ended_in_order(), search_places.folder() as folder:
        measure(options, Table(), folder)


if __name__ == "__main__":
    main()
