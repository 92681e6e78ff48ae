"""One process writes, others read and wait: real second processes on one folder."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from search.engine import IndexLocked, make_engine
from search.query import SearchQuery
from tests.search.engine_documents import PUBLIC, documents, service

ROOT = Path(__file__).resolve().parents[3]
SETUP = """
import logging, sys, time
logging.basicConfig(level="WARNING", stream=sys.stdout, format="%(message)s")
from search.engine import make_engine
from search.query import SearchQuery
from tests.search.engine_documents import PUBLIC, documents, service
engine = make_engine("embedded", path=sys.argv[1], lock_timeout=30)
def say(text):
    print(text, flush=True)
"""


class Other:
    """A second Python process that runs `code` on the index."""

    def __init__(self, path: Path, code: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SETUP + code, str(path)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def hears(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def go_on(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def ends(self) -> int:
        self.process.communicate(timeout=60)
        return self.process.returncode

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)


@pytest.fixture
def path(tmp_path):
    make_engine("embedded", path=tmp_path / "index").rebuild(documents())
    return tmp_path / "index"


@pytest.fixture
def other(path):
    started = []

    def start(code):
        started.append(Other(path, code))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.kill()


def total(engine, text):
    return engine.search(SearchQuery(text, PUBLIC)).total


def test_a_reader_sees_what_another_process_writes_and_rebuilds(path, other):
    engine = make_engine("embedded", path=path)
    assert total(engine, "Trampolin") == 0
    writer = other(
        "engine.write([service(70, 'Trampolin')]); say('written'); sys.stdin.readline()\n"
        "engine.rebuild(documents()); say('rebuilt')"
    )
    assert writer.hears() == "written"
    assert total(engine, "Trampolin") == 1
    writer.go_on()
    assert writer.hears() == "rebuilt"
    assert total(engine, "Trampolin") == 0
    assert writer.ends() == 0


SLOW_REBUILD = """
def slow():
    yield service(60, "Allein")
    say("building")
    sys.stdin.readline()
engine.rebuild(slow())
say("swapped")
"""


def test_a_rebuild_in_another_process_is_not_seen_before_the_swap(path, other):
    engine = make_engine("embedded", path=path)
    rebuilder = other(SLOW_REBUILD)
    assert rebuilder.hears() == "building"
    assert total(engine, "Kita") == 1
    rebuilder.go_on()
    assert rebuilder.hears() == "swapped"
    assert (total(engine, "Kita"), total(engine, "Allein")) == (0, 1)
    assert rebuilder.ends() == 0


def test_a_writer_waits_for_a_rebuild_in_another_process_and_says_so(path, other):
    rebuilder = other(SLOW_REBUILD)
    assert rebuilder.hears() == "building"
    writer = other("engine.write([service(71, 'Später')]); say('written')")
    assert "waiting" in writer.hears()
    rebuilder.go_on()
    assert rebuilder.hears() == "swapped"
    assert writer.hears() == "written"
    assert total(make_engine("embedded", path=path), "Später") == 1


def test_a_writer_that_waits_too_long_gives_up(path, other):
    rebuilder = other(SLOW_REBUILD)
    assert rebuilder.hears() == "building"
    with pytest.raises(IndexLocked):
        make_engine("embedded", path=path, lock_timeout=0.2).write([service(72, "Nie")])


def test_a_rebuild_that_is_killed_leaves_the_old_index_and_no_lock(path, other):
    rebuilder = other(SLOW_REBUILD)
    assert rebuilder.hears() == "building"
    rebuilder.kill()
    engine = make_engine("embedded", path=path, lock_timeout=5)
    assert total(engine, "Kita") == 1
    engine.write([service(73, "Danach")])
    assert total(engine, "Danach") == 1
    engine.rebuild(documents())
    assert len(list(path.glob("g-*"))) == 1


def test_a_writer_that_is_killed_leaves_a_readable_index(path, other):
    writer = other(
        "say('writing')\nfor n in range(10**6):\n    engine.write([service(n, f'Angebot {n}')])"
    )
    assert writer.hears() == "writing"
    time.sleep(0.5)
    writer.kill()
    engine = make_engine("embedded", path=path, lock_timeout=5)
    assert total(engine, "") >= 1
    engine.write([service(74, "Danach")])
    assert total(engine, "Danach") == 1
