"""A portal of real processes in a folder of its own: web server, worker with its clock, writers."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from tests.demo_process import demo_environment, free_port

ROOT = Path(__file__).resolve().parents[3]
NOTICE = "Eingeschränkte Suche"
PATHS = (
    "/",
    "/suche/?q=Sprachkurs",
    "/suche/?q=Quastenflosser+-Kurs&tab=directory",  # finds nothing, so it asks again and again
    "/suche/vorschlaege/?q=Spra",
    "/healthz",
)
WAIT = 240  # seconds until everything must be in the index again


@dataclass
class Writing:
    """What a writer did: how many changes, and how long each took, in seconds, longest first."""

    changes: int
    waits: list[float]
    process: "subprocess.Popen[str]"

    def __str__(self) -> str:
        return f"{self.changes} changes, {self.waits[0]:.2f} s at most"

    @property
    def stayed_quick(self) -> bool:
        """Whether saving took less than a second; a busy machine may hold up one in 100."""
        return self.waits[0] < 3 and self.waits[len(self.waits) // 100] < 1

    @property
    def goes_on(self) -> bool:
        """Whether the writer has not made all changes yet."""
        return self.process.poll() is None


@dataclass
class Portal:
    """Processes that share the folder `data`; `more` is added to their environment."""

    data: Path
    more: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        env = demo_environment(self.data)
        return {
            **env,
            "DJANGO_SETTINGS_MODULE": "portal.settings.embedded",
            "KIM_LOG_LEVEL": "WARNING",
            "PYTHONPATH": str(ROOT),
            **self.more,
        }

    def start(self, name: str) -> None:
        """Start "web" or "worker"; they end with `stop` or with the portal."""
        commands = {
            "web": f"gunicorn portal.wsgi:application --workers 1 --threads 4 --log-level warning"
            f" --bind 127.0.0.1:{self.port} --no-control-socket",
            "worker": f"celery -A portal worker --pool solo -B --schedule {self.data / 'beat'}"
            " --loglevel WARNING --without-gossip --without-mingle --without-heartbeat",
        }
        with (self.data / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", *commands[name].split()],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        if name == "web":
            self._wait_for_web()

    def _wait_for_web(self) -> None:
        deadline = time.monotonic() + 60
        while self.status("/healthz")[0] != 200:
            assert time.monotonic() < deadline, self.log("web")
            time.sleep(0.1)

    def kill(self, name: str) -> None:
        """End a process and its children without a word."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def stop(self) -> None:
        """End everything."""
        for name in list(self.processes):
            self.kill(name)

    def runs(self, name: str) -> bool:
        """Tell whether a process is alive."""
        return self.processes[name].poll() is None

    def log(self, name: str) -> str:
        """Return the end of what a process has written."""
        return (self.data / f"{name}.log").read_text(errors="replace")[-4000:]

    def manage(self, *arguments: str, check: bool = True) -> str:
        """Run a management command and return its output."""
        done = self.run("manage.py", *arguments)
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run(self, *command: str, timeout: float = 400) -> "subprocess.CompletedProcess[str]":
        """Run a Python program to its end."""
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=timeout,
        )

    @contextmanager
    def writing(
        self, changes: int, seed: int = 1, pause: float = 0.0, how: str = "single"
    ) -> Iterator[Writing]:
        """Let another process make `changes` while the body runs; then wait for its end."""
        command = ["-m", "tests.search.faults.writer", str(changes), str(seed), str(pause), how]
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        result = Writing(0, [], process)
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n", process.stderr and process.stderr.read()
            yield result
            output, errors = process.communicate(timeout=300)
        finally:
            process.kill()
        assert process.returncode == 0, errors
        found = json.loads(output)
        result.changes, result.waits = found["changes"], found["waits"]

    def status(self, path: str) -> tuple[int, str]:
        """Return status (0 where nobody answers) and text of a page."""
        url = f"http://127.0.0.1:{self.port}{path}"
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def search(self, text: str) -> tuple[int, bool]:
        """Return the status of the results page, and whether it says that it is reduced."""
        code, page = self.status(f"/suche/?q={quote(text)}")
        return code, NOTICE in page

    def wait_for_full_search(self) -> None:
        """Return as soon as the results page has no notice; fail after WAIT."""
        deadline = time.monotonic() + WAIT
        while self.search("Sprachkurs") != (200, False):
            assert time.monotonic() < deadline, self.log("web")
            time.sleep(0.5)

    def assert_index_equals_database(self, wait: float = WAIT) -> None:
        """Wait until the worker has brought everything in, then compare ids and hashes."""
        done = self.run("-m", "tests.search.faults.settled", str(wait), timeout=wait + 60)
        assert done.returncode == 0, done.stdout + done.stderr + self.log("worker")


class Visitor(threading.Thread):
    """Asks for a page after the other until the body of `with` ends."""

    def __init__(self, portal: Portal) -> None:
        super().__init__(daemon=True)
        self.portal = portal
        self.answers: list[tuple[str, int]] = []
        self.reduced = 0
        self.slowest = 0.0
        self._enough = threading.Event()

    def __str__(self) -> str:
        return f"{len(self.answers)} pages, {self.reduced} reduced, {self.slowest:.2f} s at most"

    def run(self) -> None:
        while not self._enough.is_set():
            for path in PATHS:
                started = time.monotonic()
                code, page = self.portal.status(path)
                self.slowest = max(self.slowest, time.monotonic() - started)
                self.answers.append((path, code))
                self.reduced += NOTICE in page
            self._enough.wait(0.2)

    def __enter__(self) -> "Visitor":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self.join(60)

    @property
    def refused(self) -> list[tuple[str, int]]:
        """What was not answered with 200."""
        return [answer for answer in self.answers if answer[1] != 200]


def template(folder: Path, more: dict[str, str] | None = None) -> Portal:
    """Prepare a portal once, to be copied: pages, legal texts, 60 services, an index."""
    folder.mkdir(parents=True, exist_ok=True)
    portal = Portal(folder, more or {})
    portal.manage("migrate", "--verbosity", "0")
    portal.manage("setup_site")
    portal.manage("collectstatic", "--no-input", "--verbosity", "0")
    with portal.writing(60, seed=0):
        pass
    portal.manage("rebuild_index")
    return portal


@contextmanager
def copied(source: Path, data: Path, more: dict[str, str] | None = None) -> Iterator[Portal]:
    """A portal with a copy of the data in `source`; nothing of it runs afterwards."""
    shutil.copytree(source, data, ignore=shutil.ignore_patterns("static"))
    (data / "static").symlink_to(source / "static")
    portal = Portal(data, more or {})
    try:
        yield portal
    finally:
        portal.stop()
