"""Plain connections to Elasticsearch, against a small server of this test's own."""

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from elasticsearch import ConnectionError, ConnectionTimeout, TransportError

from search.engine import EngineUnavailable, IndexMissing, SearchError, make_engine
from search.engines.elastic_requests import Searches, connected
from search.query import SearchQuery

NOTHING: dict[str, Any] = {"hits": {"total": {"value": 0}, "hits": []}}
ONCE = {"request_timeout": 0.3, "max_retries": 0}


class Server(ThreadingHTTPServer):
    """Answers every request alike and remembers them, with the connections they came by."""

    daemon_threads = True
    request_queue_size = 50  # of 20 threads at once none is turned away

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status = 200
        self.product = "Elasticsearch"
        self.answer: Any = NOTHING
        self.hangs_up = False
        self.asked: list[tuple[str, dict[str, str], Any]] = []
        self.connections: set[int] = set()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, dict(self.headers), body))
        self.server.connections.add(self.client_address[1])
        content = json.dumps(self.server.answer).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-Elastic-Product", self.server.product)
        self.end_headers()
        self.wfile.write(content)
        self.close_connection = self.server.hangs_up  # without having said so

    def log_message(self, *args: Any) -> None:
        """Print nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as found:
        thread = threading.Thread(target=found.serve_forever, args=(0.01,))
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def searches(address: str, patience: dict[str, Any] = ONCE) -> Searches:
    client = connected([f"http://{address}"], patience)
    return Searches(client, "kim", patience)


def test_a_connection_serves_many_requests(server):
    asker = searches(server.address)
    assert [asker.answer({"size": n}) for n in range(3)] == [NOTHING] * 3
    assert len(server.connections) == 1
    assert [body for _, _, body in server.asked] == [{"size": n} for n in range(3)]
    assert server.asked[0][0] == "/kim/_search?allow_partial_search_results=false"


def test_a_connection_that_the_server_closed_is_not_used_again(server):
    asker = searches(server.address)
    server.hangs_up = True
    for _ in range(3):
        assert asker.answer({}) == NOTHING
        (connection,) = asker._transport.node_pool.get()._idle
        connection.sock.settimeout(5)
        assert connection.sock.recv(1, socket.MSG_PEEK) == b""  # the server is through
    assert len(server.connections) == 3


def test_threads_have_a_connection_each(server):
    asker = searches(server.address, {**ONCE, "request_timeout": 10})
    found: list[Any] = []
    threads = [
        threading.Thread(target=lambda: found.append([asker.answer({}) for _ in range(5)]))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[NOTHING] * 5] * 20
    node = asker._transport.node_pool.get()
    assert 1 <= len(node._idle) <= 10
    node.close()
    assert not node._idle


def test_path_and_password_of_the_address_are_sent(server):
    searches(f"kim:geheim@{server.address}/such").answer({})
    path, headers, _ = server.asked[0]
    assert path == "/such/kim/_search?allow_partial_search_results=false"
    assert {name.lower(): value for name, value in headers.items()}["authorization"] == (
        "Basic a2ltOmdlaGVpbQ=="
    )


def test_a_silent_server_costs_the_timeout():
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(ConnectionTimeout):
        searches(f"127.0.0.1:{silent.getsockname()[1]}").answer({})


@pytest.mark.parametrize("begun", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n{"])
def test_a_server_that_drips_costs_the_timeout_too(begun):
    through = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as slow:

        def drip() -> None:
            with slow.accept()[0] as connection, contextlib.suppress(OSError):
                connection.recv(1000)
                connection.sendall(begun)
                while not through.wait(0.02):
                    connection.sendall(b" ")

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            with pytest.raises(ConnectionTimeout):
                searches(f"127.0.0.1:{slow.getsockname()[1]}").answer({})
            assert thread.is_alive()  # it was not the end of the answer
        finally:
            through.set()
            thread.join()


def test_nobody_there_and_nonsense_are_failed_connections():
    with socket.create_server(("127.0.0.1", 0)) as nonsense:
        port = nonsense.getsockname()[1]

        def talk() -> None:
            with nonsense.accept()[0] as connection:
                connection.recv(1000)
                connection.sendall(b"220 mail.example.org\r\n")

        thread = threading.Thread(target=talk)
        thread.start()
        with pytest.raises(ConnectionError):
            searches(f"127.0.0.1:{port}").answer({})
        thread.join()
    with pytest.raises(ConnectionError):
        searches(f"127.0.0.1:{port}").answer({})


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (404, {"error": {"type": "index_not_found_exception"}}, IndexMissing),
        (400, {"error": {"type": "parsing_exception"}}, SearchError),
        (500, {"error": "broken"}, EngineUnavailable),
        (503, [], EngineUnavailable),
        (200, [], EngineUnavailable),
    ],
)
def test_what_is_no_answer_is_named(server, status, answer, error):
    server.status, server.answer = status, answer
    engine = make_engine("elastic", url=f"http://{server.address}")
    with contextlib.closing(engine), pytest.raises(error) as raised:
        engine.search(SearchQuery("Kita", frozenset({"public"})))
    assert type(raised.value) is error


HITS = {"hits": {"total": {"value": 3}, "hits": []}}


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"took": 1, "hits": None},
        {"hits": {"total": 3}},
        HITS,  # what was to be counted is missing
        {**HITS, "aggregations": {}},
        {**HITS, "aggregations": {"0": {"doc_count": 3}}},
    ],
)
def test_an_answer_without_its_parts_is_named(server, answer):
    server.answer = answer
    engine = make_engine("elastic", url=f"http://{server.address}")
    query = SearchQuery("Kita", frozenset({"public"}), facets=("topic",))
    with contextlib.closing(engine), pytest.raises(EngineUnavailable, match="something else"):
        engine.search(query)


def test_a_hit_without_its_document_is_named(server):
    server.answer = {"hits": {"total": {"value": 1}, "hits": [{"_id": "x", "_source": {}}]}}
    engine = make_engine("elastic", url=f"http://{server.address}")
    with contextlib.closing(engine), pytest.raises(EngineUnavailable, match="something else"):
        engine.suggest("Kita", frozenset({"public"}))


def test_another_product_is_refused(server):
    server.product = "Other"
    engine = make_engine("elastic", url=f"http://{server.address}")
    with contextlib.closing(engine), pytest.raises(EngineUnavailable, match="not Elasticsearch"):
        engine.search(SearchQuery("Kita", frozenset({"public"})))


def test_https_keeps_the_client_s_own_connections():
    client = connected(["https://127.0.0.1:1"], ONCE)
    assert type(client.transport.node_pool.get()).__name__ == "Urllib3HttpNode"
    with pytest.raises(TransportError):
        Searches(client, "kim", ONCE).answer({})
