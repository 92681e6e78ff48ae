"""The portal's engines, measured for benchmarks/search.py."""

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from search.engine import SearchEngine
from search.engines.elastic import ElasticEngine
from search.index_document import IndexDocument
from search.query import SearchQuery

WARM_UP = 20  # questions
Request = tuple[str, bytes]


@dataclass(frozen=True)
class Figures:
    """Milliseconds of each question and of those not asked before; how the index was made.

    `services` is their number where not all came into the index in time.
    """

    times: list[float]
    first: list[float]
    rate: float = 0.0  # documents per second
    megabytes: float = 0.0
    services: int = 0

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p50_first(self) -> float:
        return statistics.median(self.first)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[18] if len(self.times) > 1 else self.p50


def timed(ask: Callable[[], Any]) -> float:
    """Return the milliseconds that `ask` takes."""
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


def measured(
    asked: Iterable[Any],
    ask: Callable[[Any], Any],
    key: Callable[[Any], str] = repr,
    seconds: float = 600.0,
) -> tuple[list[float], list[float]]:
    """Return the times of all questions and of those not asked before, for at most `seconds`."""
    seen: set[str] = set()
    times, first = [], []
    ends = time.monotonic() + seconds
    for question in asked:
        taken = timed(lambda question=question: ask(question))
        times.append(taken)
        if key(question) not in seen:
            first.append(taken)
            seen.add(key(question))
        if time.monotonic() > ends:
            break
    return times, first


def rebuilt(engine: SearchEngine, documents: list[IndexDocument]) -> float:
    """Fill `engine`; return documents per second."""
    gc.collect()
    gc.freeze()  # the documents are this benchmark's: in a portal they pass by one by one
    start = time.perf_counter()
    engine.rebuild(documents)
    rate = len(documents) / (time.perf_counter() - start)
    gc.unfreeze()
    return rate


def warm(engine: SearchEngine, questions: list[SearchQuery]) -> None:
    """Load code, word lists and files with other questions than those that are measured."""
    for question in questions[:WARM_UP]:
        engine.search(SearchQuery(f"{question.text} Anderes", question.audience))


def embedded(engine: SearchEngine, folder: Path, rate: float, asked: list[SearchQuery]) -> Figures:
    """Measure the embedded engine, whose index lies in `folder`."""
    warm(engine, asked)
    times, first = measured(asked, engine.search)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Figures(times, first, rate, size / 1e6)


def elastic(
    engine: ElasticEngine, url: str, rate: float, asked: list[SearchQuery]
) -> tuple[Figures, Figures]:
    """Measure the adapter and, after each question, what it sent for it, sent without it.

    Raw are the same bytes to the same addresses over one connection of http.client that is kept
    open; the answers are read with the adapter's JSON parser, and then thrown away.
    """
    warm(engine, asked)
    server = urlsplit(url)
    seen: set[str] = set()
    ours, ours_first, raw, raw_first = [], [], [], []
    with closing(HTTPConnection(server.hostname or "", server.port, timeout=60)) as connection:
        for question in asked:
            with _requests(engine) as noted:
                one = timed(lambda question=question: engine.search(question))
            sent = [(target, orjson.dumps(body)) for target, body in noted]
            two = timed(lambda sent=sent: _send(connection, sent))
            ours.append(one)
            raw.append(two)
            if repr(question) not in seen:
                ours_first.append(one)
                raw_first.append(two)
                seen.add(repr(question))
    stats = engine.client.indices.stats(index=engine.index, metric="store")
    size = stats["_all"]["primaries"]["store"]["size_in_bytes"] / 1e6
    return Figures(ours, ours_first, rate, size), Figures(raw, raw_first)


@contextmanager
def _requests(engine: ElasticEngine) -> Iterator[list[tuple[str, Any]]]:
    """Give a list that address and body of every request come into, as they are sent."""
    sent: list[tuple[str, Any]] = []
    transport = engine.client._transport
    perform = transport.perform_request

    def noted(method: str, target: str, **more: Any) -> Any:
        sent.append((target, more.get("body")))
        return perform(method, target, **more)

    transport.perform_request = noted  # type: ignore[method-assign,assignment]
    try:
        yield sent
    finally:
        del transport.perform_request  # type: ignore[method-assign]


def _send(connection: HTTPConnection, requests: list[Request]) -> None:
    for target, body in requests:
        connection.request("POST", target, body, {"Content-Type": "application/json"})
        orjson.loads(connection.getresponse().read())
