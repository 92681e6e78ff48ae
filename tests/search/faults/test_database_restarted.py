"""PostgreSQL is stopped at once, as a crash would, while objects change, and started again."""

import logging
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.demo_process import free_port
from tests.search.faults.portal import Portal, Visitor, template

logger = logging.getLogger(__name__)
pytestmark = [pytest.mark.services, pytest.mark.xdist_group("faults")]
CHANGES = 200


@dataclass
class Postgres:
    """A cluster of the test's own; it does not run as root."""

    folder: Path
    port: int

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL as the user that owns the data."""
        newest = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        command = [str(newest / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=60)

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1"
        options += f" -c unix_socket_directories={self.folder}"
        log = str(self.folder / "log")
        data = str(self.folder / "data")
        self.run("pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")


@contextmanager
def cluster() -> Iterator[Postgres]:
    """Start a cluster with an empty database `kim`; nothing of it stays."""
    folder = Path(tempfile.mkdtemp(prefix="kim-postgres-", dir="/var/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    server = Postgres(folder, free_port())
    arguments = ["-U", "kim", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    try:
        server.run("initdb", "-D", str(folder / "data"), *arguments)
        server.start()
        where = ["-h", "127.0.0.1", "-p", str(server.port), "-U", "kim"]
        server.run("createdb", *where, "kim")
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database() -> Iterator[Postgres]:
    with cluster() as server:
        yield server


def test_nothing_is_lost_when_the_database_restarts(database: Postgres, tmp_path: Path) -> None:
    url = f"postgres://kim@127.0.0.1:{database.port}/kim"
    portal: Portal = template(tmp_path / "data", {"DATABASE_URL": url})
    try:
        portal.start("web")
        portal.start("worker")
        with portal.writing(CHANGES, pause=0.02) as writing:
            time.sleep(2)
            database.stop()
            while_away = [portal.status(path)[0] for path in ("/healthz", "/suche/?q=Kurs")]
            database.start()
            with Visitor(portal) as visitor:
                time.sleep(3)
        portal.assert_index_equals_database()
        logger.info("%s, %s, while away %s", writing, visitor, while_away)
        assert writing.changes == CHANGES
        assert writing.stayed_quick, writing
        assert visitor.refused == []
        assert while_away == [200, 503], "without the database: alive, and a page that says so"
    finally:
        portal.stop()
