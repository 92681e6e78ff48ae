"""Three Elasticsearch nodes: the elected master is killed while 5,000 objects are saved.

Saves go the way of the portal: into the outbox, from there through the worker into the cluster.
"""

import logging
import threading
import time
from collections.abc import Iterator

import pytest

from search.engine import SearchEngine, make_engine
from search.query import SearchQuery
from tests.search.engine_documents import PUBLIC
from tests.search.faults.cluster import Cluster, running_cluster
from tests.search.faults.portal import Portal, Visitor
from tests.search.faults.writer import PREFIX

logger = logging.getLogger(__name__)
pytestmark = [pytest.mark.services, pytest.mark.xdist_group("faults")]

CHANGES = 5000
KILLED_AT = 500  # imported services that are found
INDEX = "kim-cluster"
LAG = 5.0  # seconds: a copy that has just become the leading one may be that much behind


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with running_cluster() as cluster:
        yield cluster


class Searching(threading.Thread):
    """Searches for what was imported, without a pause, through an engine of its own."""

    def __init__(self, engine: SearchEngine) -> None:
        super().__init__(daemon=True)
        self.engine = engine
        self.seen: list[tuple[float, int]] = [(0.0, 0)]  # (when, services found)
        self.slowest = 0.0
        self.failures: list[str] = []
        self._enough = threading.Event()

    def __str__(self) -> str:
        return f"{len(self.seen)} searches, {self.slowest:.2f} s at most, {self.failures}"

    @property
    def found(self) -> int:
        """How many were found last."""
        return self.seen[-1][1]

    def run(self) -> None:
        while not self._enough.is_set():
            started = time.monotonic()
            try:
                total = self.engine.search(SearchQuery(PREFIX, PUBLIC)).total
            except Exception as error:
                self.failures.append(repr(error))
            else:
                self._check(started, total)
            self.slowest = max(self.slowest, time.monotonic() - started)
            time.sleep(0.05)

    def _check(self, now: float, total: int) -> None:
        """Nothing that was found before may be missing: what was imported stays."""
        before = max(number for when, number in self.seen if when < now - LAG or not when)
        if total < before:
            self.failures.append(f"{before} were found before, {total} now")
        self.seen.append((now, total))

    def __enter__(self) -> "Searching":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self.join(30)


def wait_for(searching: Searching, number: int) -> None:
    deadline = time.monotonic() + 240
    while searching.found < number:
        assert time.monotonic() < deadline, str(searching)
        time.sleep(0.05)


def test_killing_the_elected_master_loses_nothing_and_search_goes_on(
    cluster: Cluster, portal: Portal
) -> None:
    urls = ",".join(cluster.urls.values())
    portal.more = {
        "ELASTICSEARCH_URL": urls,
        "KIM_SEARCH_INDEX": INDEX,
        "KIM_SEARCH_REPLICAS": "1",
    }
    portal.manage("rebuild_index")
    cluster.ask("/_cluster/health?wait_for_status=green&timeout=60s")
    portal.start("web")
    portal.start("worker")
    master = cluster.master()
    engine = make_engine("elastic", url=urls, index=INDEX)
    with Searching(engine) as searching, Visitor(portal) as visitor:
        with portal.writing(CHANGES, how="bulk") as writing:
            wait_for(searching, KILLED_AT)
            cluster.kill(master)
            assert writing.goes_on
            killed = time.monotonic()
        wait_for(searching, 3 * KILLED_AT)
    portal.assert_index_equals_database(wait=300)
    settled = time.monotonic() - killed
    logger.info("%s, settled %.1f s after the kill, %s, %s", writing, settled, searching, visitor)
    assert cluster.master() != master
    assert writing.changes >= CHANGES
    assert writing.stayed_quick, writing
    assert searching.failures == []
    assert visitor.refused == []
    assert visitor.reduced == 0
    engine.close()
