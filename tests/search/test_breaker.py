"""An engine that stays silent costs one request its time, not all of them."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from search import engine as engine_module
from search.breaker import Breaker
from search.engine import EngineUnavailable, IndexMissing
from search.query import SearchQuery
from tests.search.making import make_service

QUESTION = SearchQuery("Kita", frozenset({"public"}))


class Engine:
    """Raises what it is told to."""

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self.asked = 0

    def search(self, query: SearchQuery) -> str:
        self.asked += 1
        if self.failure:
            raise self.failure
        return "found"


def test_after_a_failure_the_engine_is_left_alone_and_then_asked_once() -> None:
    engine: Any = Engine()
    breaker = Breaker(engine, pause=0.3)
    engine.failure = EngineUnavailable("silent")
    for _ in range(5):
        with pytest.raises(EngineUnavailable):
            breaker.search(QUESTION)
    assert engine.asked == 1
    time.sleep(0.35)
    for _ in range(3):
        with pytest.raises(EngineUnavailable):
            breaker.search(QUESTION)
    assert engine.asked == 2
    time.sleep(0.35)
    engine.failure = None
    assert [breaker.search(QUESTION) for _ in range(3)] == ["found"] * 3


def test_an_index_that_is_missing_is_asked_every_time() -> None:
    engine: Any = Engine()
    engine.failure = IndexMissing("none")
    breaker = Breaker(engine)
    for _ in range(2):
        with pytest.raises(IndexMissing):
            breaker.search(QUESTION)
    assert engine.asked == 2


@pytest.fixture
def silent(settings: Any) -> Iterator[socket.socket]:
    """An Elasticsearch that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.SEARCH_ENGINE = "elastic"
        settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{server.getsockname()[1]}"
        engine_module._cached_engine.cache_clear()
        yield server
    engine_module._cached_engine.cache_clear()


@pytest.mark.django_db
def test_pages_and_suggestions_wait_once_for_a_silent_engine(
    client: Client, silent: socket.socket, site: Any
) -> None:
    make_service("Sprachkurs")
    for _ in range(3):
        page = client.get("/suche/", {"q": "Sprachkurs"})
        assert page.status_code == 200
        assert "Eingeschränkte Suche" in page.content.decode()
        assert "Sprachkurs" in page.content.decode()
        assert client.get("/suche/vorschlaege/", {"q": "Spra"}).json() == {"suggestions": []}
    silent.setblocking(False)
    connections = 0
    while True:
        try:
            silent.accept()
        except BlockingIOError:
            break
        connections += 1
    assert connections == 1
