"""The demo as people start it: real processes, a real port, data that stay."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from tests.demo_process import ROOT, demo_environment, free_port, running_demo

pytestmark = pytest.mark.xdist_group("demo")

MEMORY_LIMIT = 400 * 1024 * 1024  # bytes, web and worker together


def start_and_fail(data: Path, port: int) -> subprocess.CompletedProcess[str]:
    """Run the demo where it cannot start."""
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts/demo.py"), "--port", str(port)],
        env=demo_environment(data),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def status(url: str) -> int:
    """Return the status code `url` answers with."""
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_a_taken_port_is_named_with_a_way_out(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = start_and_fail(tmp_path, port)
    assert result.returncode == 1
    assert f"Der Port {port} ist schon belegt" in result.stderr
    assert f"make demo PORT={port + 1}" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("port", [0, 70000])
def test_an_impossible_port_is_explained(tmp_path: Path, port: int) -> None:
    result = start_and_fail(tmp_path, port)
    assert result.returncode == 1
    assert "no port" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data that a first run has prepared."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    with running_demo(folder):
        pass
    return folder


def test_second_start_keeps_the_data_answers_at_once_and_stays_small(data: Path) -> None:
    database = (data / "kim.sqlite3").stat().st_ino
    began = time.monotonic()
    with running_demo(data) as demo:
        assert time.monotonic() - began < 30
        assert (data / "kim.sqlite3").stat().st_ino == database
        assert status(f"{demo.url}/") == 200
        assert status(f"{demo.url}/readyz") == 200
        assert "fachkraft@example.org" in demo.output()
        children = psutil.Process(demo.process.pid).children(recursive=True)
        assert sum(child.memory_info().rss for child in children) < MEMORY_LIMIT


def test_ctrl_c_ends_every_process_and_frees_the_port(data: Path) -> None:
    port = free_port()
    with running_demo(data, port) as demo:
        children = psutil.Process(demo.process.pid).children(recursive=True)
        assert len(children) >= 2
    assert demo.process.returncode == 0
    assert [child for child in children if child.is_running()] == []
    assert "Traceback" not in demo.output()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))


def test_a_second_demo_on_the_same_data_is_refused(data: Path) -> None:
    with running_demo(data):
        result = start_and_fail(data, free_port())
    assert result.returncode == 1
    assert "läuft schon" in result.stderr


def test_a_worker_that_dies_stops_the_demo_with_its_log(data: Path) -> None:
    with running_demo(data) as demo:
        children = psutil.Process(demo.process.pid).children()
        worker = next(child for child in children if "demo_worker" in " ".join(child.cmdline()))
        worker.send_signal(signal.SIGKILL)
        assert demo.process.wait(30) == 1
    assert re.search(r"The worker process ended by itself", demo.output())


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_reset_asks_first_and_keeps_the_data_without_a_yes(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("x", encoding="utf-8")
    command = ["make", "-s", "reset", f"PYTHON={sys.executable}"]
    env = {**os.environ, "KIM_DATA_DIR": str(tmp_path)}
    no = subprocess.run(command, cwd=ROOT, env=env, input="no\n", text=True, check=False)
    assert no.returncode != 0
    assert (tmp_path / "secret-key").exists()
    subprocess.run(command, cwd=ROOT, env=env, input="yes\n", text=True, check=True)
    assert not tmp_path.exists()
