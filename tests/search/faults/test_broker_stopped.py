"""The broker goes away while objects change: the folder, or a Redis of the test."""

import logging
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.demo_process import free_port
from tests.search.faults.portal import Portal, Visitor

logger = logging.getLogger(__name__)
pytestmark = pytest.mark.xdist_group("faults")
CHANGES = 100


@contextmanager
def redis(port: int, folder: Path) -> Iterator[None]:
    """Run a Redis of the test's own; killed at the end, without saving anything."""
    with (folder / "redis.log").open("ab") as log:
        process = subprocess.Popen(
            ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""],
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    try:
        time.sleep(0.5)
        assert process.poll() is None
        yield
    finally:
        process.kill()
        process.wait(10)


def test_the_folder_broker_can_not_be_written(portal: Portal) -> None:
    messages = portal.data / "broker" / "messages"
    portal.start("web")
    portal.start("worker")
    with Visitor(portal) as visitor:
        with portal.writing(CHANGES, pause=0.02) as writing:
            messages.rename(messages.with_name("away"))
            messages.write_text("no folder")  # as without rights, for root too
        messages.unlink()
        messages.mkdir()
        if not portal.runs("worker"):
            portal.start("worker")  # as its supervisor would
        portal.assert_index_equals_database()
    logger.info("%s, %s", writing, visitor)
    assert writing.stayed_quick, writing
    assert visitor.refused == []
    assert visitor.reduced == 0


@pytest.mark.services
def test_redis_is_killed_and_comes_back_empty(portal: Portal, tmp_path: Path) -> None:
    assert shutil.which("redis-server")
    port = free_port()
    portal.more = {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}
    with redis(port, tmp_path):
        portal.start("web")
        portal.start("worker")
        with portal.writing(20):
            pass
        portal.assert_index_equals_database()
    # it is gone while the next changes are made
    with Visitor(portal) as visitor, portal.writing(CHANGES, seed=2) as writing:
        pass
    with redis(port, tmp_path), Visitor(portal) as again:
        portal.assert_index_equals_database()
    logger.info("%s, %s", writing, visitor)
    assert writing.stayed_quick, writing
    assert visitor.refused + again.refused == []
    assert visitor.reduced + again.reduced == 0
