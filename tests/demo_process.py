"""Run the real demo in a folder of its own, for journeys and for tests of the demo itself."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "kim-demo-2026!"
START_TIMEOUT = 400  # seconds; the first start loads sample data and builds the index


@dataclass(frozen=True)
class Demo:
    """A running demo."""

    url: str
    data: Path
    process: "subprocess.Popen[bytes]"
    log: Path
    password: str = PASSWORD

    def account(self, role: str) -> tuple[str, str]:
        """Return (e-mail, password) of the sample account of `role`, e.g. "fachkraft"."""
        return f"{role}@example.org", self.password

    def output(self) -> str:
        """Return what the demo has printed so far."""
        return self.log.read_text(encoding="utf-8")


def free_port() -> int:
    """Return a port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def demo_environment(data: Path) -> dict[str, str]:
    """Return the environment of a demo with its data in `data`, without the tests' settings."""
    drop = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "ELASTICSEARCH_URL"}
    env = {name: value for name, value in os.environ.items() if name not in drop}
    return {**env, "KIM_DATA_DIR": str(data)}


@contextmanager
def running_demo(data: Path, port: int | None = None) -> Iterator[Demo]:
    """Start scripts/demo.py with its data in `data`; stop it as Ctrl-C does."""
    port = port or free_port()
    data.mkdir(parents=True, exist_ok=True)
    log = data / "demo.out"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "scripts/demo.py"), "--port", str(port)],
            cwd=ROOT,
            env=demo_environment(data),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    demo = Demo(f"http://127.0.0.1:{port}", data, process, log)
    try:
        _wait(demo)
        yield demo
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def _wait(demo: Demo) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        if demo.process.poll() is not None:
            raise RuntimeError(f"The demo ended at once:\n{demo.output()}")
        if "Ctrl-C" in demo.output():
            urllib.request.urlopen(f"{demo.url}/healthz", timeout=5).close()
            return
        time.sleep(0.2)
    raise RuntimeError(f"The demo did not start:\n{demo.output()}")
