"""Real processes: a worker killed in the middle, and memory that does not grow with the rows."""

import io
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.search.faults.portal import ROOT, Portal

ROWS = 1500
LIMIT = 120  # seconds until everything must be done
GROWTH = 50  # MB
DIRTY = "UPDATE doctemplates_batchrun SET leased_until = '2000-01-01 00:00:00'"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """An empty portal on SQLite and the folder broker; nothing runs yet."""
    made = Portal(tmp_path_factory.mktemp("portal"))
    made.manage("migrate", "--verbosity", "0")
    made.manage("setup_site")
    yield made
    made.stop()


def script(portal: Portal, *arguments: str) -> str:
    command = [sys.executable, "-m", "tests.doctemplates.batch.making_run", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=portal.environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def query(portal: Portal, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(portal.data / "kim.sqlite3", timeout=20)
    try:
        with connection:
            return connection.execute(statement).fetchall()
    finally:
        connection.close()


def done_rows(portal: Portal) -> int:
    rows = query(portal, "SELECT count(*) FROM doctemplates_batchrow WHERE state = 'done'")
    return int(str(rows[0][0]))


def wait_until(portal: Portal, least: int) -> int:
    deadline = time.monotonic() + LIMIT
    while (done := done_rows(portal)) < least:
        assert time.monotonic() < deadline, f"{done} rows\n{portal.log('worker')}"
        assert portal.runs("worker"), portal.log("worker")
        time.sleep(0.02)
    return done


def test_a_killed_worker_loses_no_row_and_packs_none_twice(portal: Portal) -> None:
    pk = script(portal, "prepare", str(ROWS))
    for least in (1, ROWS // 2):
        portal.start("worker")
        done = wait_until(portal, least)
        portal.kill("worker")
        assert done < ROWS, "the worker was too quick to be killed in the middle"
        query(portal, DIRTY)  # as after half a minute
    portal.start("worker")
    wait_until(portal, ROWS)
    deadline = time.monotonic() + LIMIT
    while query(portal, "SELECT state FROM doctemplates_batchrun") != [("done",)]:
        assert time.monotonic() < deadline, portal.log("worker")
        time.sleep(0.1)
    name = str(query(portal, "SELECT zip_name FROM doctemplates_batchrun")[0][0])
    content = (portal.data / "media" / name).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert len(names) == len(set(names)) == ROWS + 1
    folder = Path(portal.data / "media" / "batch" / pk)
    time.sleep(1)  # the parts are deleted right after
    assert {path.name for path in folder.iterdir()} >= {Path(name).name, "template.docx"}
    assert portal.runs("worker")


def test_memory_does_not_grow_with_the_rows(portal: Portal) -> None:
    if "worker" in portal.processes:
        portal.kill("worker")
    pk = script(portal, "prepare", "1000")
    seconds, growth = script(portal, "work", pk).split()
    assert float(growth) <= GROWTH, f"{growth} MB in {seconds} s"
