"""Start the portal with its sample data: web server and worker, no other service.

Usage: scripts/demo.py [--port 8000]. Data lie in KIM_DATA_DIR (default: var/ beside the code).
Ctrl-C (or SIGTERM) stops both processes; if one of them ends by itself, the other is stopped.
"""

import argparse
import contextlib
import ctypes
import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts"
HOST = "127.0.0.1"
START_TIMEOUT = 60  # seconds until the first page must answer
STOP_TIMEOUT = 10  # seconds a process has to end before it is killed
PASSWORD = "kim-demo-2026!"
ACCOUNTS = (
    ("Fachkraft", "fachkraft@example.org"),
    ("Koordination", "koordination@example.org"),
    ("Leitung", "leitung@example.org"),
    ("Partner", "partner@example.org"),
    ("Administration", "administration@example.org"),
)


class DemoError(Exception):
    """The demo cannot start or go on; the text says why and what to do."""


class Stopped(Exception):
    """Somebody asked the demo to end."""


def say(text: str = "") -> None:
    """Print at once: the output may be a pipe."""
    print(text, flush=True)


def check_port(port: int) -> None:
    """Raise DemoError if `port` on loopback cannot be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise DemoError(
                    f"Der Port {port} ist schon belegt. Nehmen Sie einen anderen: "
                    f"make demo PORT={port + 1}\n"
                    f"Port {port} is already taken. Choose another one: make demo PORT={port + 1}"
                ) from None
            raise DemoError(
                f"Der Port {port} ist nicht erlaubt. / Port {port} cannot be used: {error.strerror}"
            ) from None


@contextlib.contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Hold the data folder's lock; raise DemoError if another demo holds it."""
    with (data / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DemoError(
                f"Die Demo läuft schon mit den Daten in {data}.\n"
                f"The demo is already running with the data in {data}."
            ) from None
        yield


def environment(data: Path, port: int) -> dict[str, str]:
    """Return the environment of every process of the demo."""
    env = dict(os.environ)
    env.update(
        DJANGO_SETTINGS_MODULE="portal.settings.embedded",
        KIM_DATA_DIR=str(data),
        KIM_SAMPLE_DATA="1",
        KIM_BASE_URL=f"http://localhost:{port}",
        PYTHONPATH=str(ROOT),
        PYTHONUNBUFFERED="1",
        # glibc keeps an arena per thread otherwise, which costs memory for nothing here
        MALLOC_ARENA_MAX="2",
    )
    return env


def _end_with_parent() -> None:
    """Ask Linux for SIGTERM when the parent dies, so that nothing is left behind after kill -9."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def start(command: list[str], env: dict[str, str], log: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a process of its own session: Ctrl-C reaches the demo alone, which stops the rest."""
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=_end_with_parent,
    )


def tail(path: Path, lines: int = 15) -> str:
    """Return the last lines of a log."""
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def prepare(env: dict[str, str], logs: Path) -> None:
    """Bring database, sample data, search index and static files up to date."""
    with (logs / "prepare.log").open("wb") as log:
        process = start([str(SCRIPTS / "demo_prepare.py")], env, log)
        try:
            code = process.wait()
        finally:
            stop({"prepare": process})
    if code:
        raise DemoError(
            f"{tail(logs / 'prepare.log')}\nThe data could not be prepared (see above)."
        )


def processes(
    env: dict[str, str], logs: Path, port: int
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start web server and worker, each with its own log."""
    gunicorn = ["-m", "gunicorn", "portal.wsgi:application", "--bind", f"{HOST}:{port}"]
    web = [*gunicorn, "--workers", "1", "--threads", "4", "--log-level", "warning"]
    web += ["--graceful-timeout", "5", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
    for name, command in (("web", web), ("worker", [str(SCRIPTS / "demo_worker.py")])):
        with (logs / f"{name}.log").open("ab") as log:
            yield name, start(command, env, log)


def stop(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """End all processes, politely first."""
    for process in running.values():
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_TIMEOUT
    for process in running.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def watch(running: dict[str, subprocess.Popen[bytes]], logs: Path) -> None:
    """Raise DemoError if a process has ended."""
    for name, process in running.items():
        if process.poll() is not None:
            raise DemoError(
                f"{tail(logs / f'{name}.log')}\n"
                f"The {name} process ended by itself (code {process.returncode}); "
                f"everything was stopped. Its log: {logs / f'{name}.log'}"
            )


def wait_for_page(url: str, running: dict[str, subprocess.Popen[bytes]], logs: Path) -> None:
    """Return as soon as `url` answers; raise DemoError after START_TIMEOUT."""
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        watch(running, logs)
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(url, timeout=5).close()
            return
        time.sleep(0.1)
    raise DemoError(f"{url} did not answer within {START_TIMEOUT} s. Logs: {logs}")


def welcome(port: int, data: Path, seconds: float) -> None:
    """Print the address and who can log in."""
    say(f"\n  KIM-Portal: http://localhost:{port}/     ({seconds:.1f} s)\n")
    for role, email in ACCOUNTS:
        say(f"  {role:<15} {email:<28} {PASSWORD}")
    say(f"\n  Data and logs: {data}\n  Stop: Ctrl-C\n")


def run(port: int, data: Path) -> None:
    """Start everything and watch it until somebody stops it."""
    began = time.monotonic()
    check_port(port)
    logs = data / "log"
    logs.mkdir(parents=True, exist_ok=True)
    env = environment(data, port)
    running: dict[str, subprocess.Popen[bytes]] = {}
    with only_one(data):
        try:
            say("Preparing the data ..." if not (data / "prepared").exists() else "Starting ...")
            prepare(env, logs)
            for name, process in processes(env, logs, port):
                running[name] = process
            wait_for_page(f"http://{HOST}:{port}/healthz", running, logs)
            welcome(port, data, time.monotonic() - began)
            while True:
                watch(running, logs)
                time.sleep(0.5)
        finally:
            stop(running)


def _ask_to_stop(number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)
    raise Stopped


def main() -> int:
    """Return 0 after a stop that was asked for, 1 after a failure that was explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _ask_to_stop)
    try:
        if not 0 < port < 65536:
            raise DemoError(f"{port} is no port: choose a number from 1024 to 65535.")
        run(port, Path(os.environ.get("KIM_DATA_DIR") or ROOT / "var").resolve())
    except Stopped:
        say("\nStopped.")
    except DemoError as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
