"""Three Elasticsearch nodes: the elected master is killed while 5,000 documents are written."""

import logging
import threading
import time
from collections.abc import Iterator

import pytest

from search.engine import EngineUnavailable, SearchEngine, WriteFailed, make_engine
from search.engines.records import content_hash
from search.query import SearchQuery
from tests.search.engine_documents import PUBLIC, service
from tests.search.faults.cluster import Cluster, running_cluster

logger = logging.getLogger(__name__)
pytestmark = [pytest.mark.services, pytest.mark.xdist_group("faults")]

DOCUMENTS = 5000
BATCH = 50
KILLED_AT = 1500


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with running_cluster() as cluster:
        yield cluster


class Searching(threading.Thread):
    """Searches without a pause, through an engine of its own, until `enough` is set."""

    def __init__(self, engine: SearchEngine) -> None:
        super().__init__(daemon=True)
        self.engine = engine
        self.enough = threading.Event()
        self.written = 0  # documents
        self.answers = 0
        self.slowest = 0.0
        self.failures: list[str] = []

    def __str__(self) -> str:
        return f"{self.answers} searches, {self.slowest:.2f} s at most"

    def run(self) -> None:
        while not self.enough.is_set():
            started = time.monotonic()
            # a copy that has just become the leading one may show the last batch a second later
            expected = self.written - BATCH
            try:
                total = self.engine.search(SearchQuery("Sprachkurs", PUBLIC)).total
            except Exception as error:
                self.failures.append(repr(error))
            else:
                self.answers += 1
                if total < expected:
                    self.failures.append(f"{expected} documents were written, {total} found")
            self.slowest = max(self.slowest, time.monotonic() - started)
            time.sleep(0.02)


def test_killing_the_elected_master_loses_nothing_and_search_goes_on(cluster: Cluster) -> None:
    urls = ",".join(cluster.urls.values())
    engine = make_engine("elastic", url=urls, index="kim-cluster", replicas="1")
    engine.rebuild([])
    cluster.ask("/_cluster/health?wait_for_status=green&timeout=60s")
    documents = [service(n, f"Sprachkurs {n}") for n in range(DOCUMENTS)]
    searching = Searching(make_engine("elastic", url=urls, index="kim-cluster"))
    searching.start()
    master, again = "", 0
    for start in range(0, DOCUMENTS, BATCH):
        if start == KILLED_AT:
            master = cluster.master()
            cluster.kill(master)
        batch, deadline = documents[start : start + BATCH], time.monotonic() + 120
        while True:
            try:
                engine.write(batch, version=time.time_ns())
                break
            except (EngineUnavailable, WriteFailed):  # the outbox would keep the rows
                again += 1
                assert time.monotonic() < deadline
                time.sleep(0.5)
        searching.written = start + BATCH
    searching.enough.set()
    searching.join(30)
    logger.info("%s writes repeated, %s", again, searching)
    assert cluster.master() != master
    assert searching.failures == []
    assert searching.answers > 20
    assert engine.ids() == {document.id: content_hash(document) for document in documents}
    engine.close()
