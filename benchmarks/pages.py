"""Time to first byte and number of queries of every kind of page, beside a fresh Wagtail site.

    python benchmarks/pages.py [--requests 100] [--json FILE]

Each database (SQLite; PostgreSQL if `make services` is up) gets the sample data, and the home page
of `wagtail start` is measured on the same database, in the same run, served the same way (gunicorn,
one process, four threads). Times are milliseconds until the first byte of the answer over a
kept-alive connection, after a warm-up. "ratio" is p50 divided by the p50 of that Wagtail page.
"""

import argparse
import contextlib
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = os.environ.get("KIM_TEST_POSTGRES_URL", "postgres://kim@127.0.0.1:55432/kim")
WARM_UP = 10  # requests
PEER_SETTINGS = """
import environ
from .base import *
DEBUG = False
SECRET_KEY = "only-for-this-benchmark"
ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES = {"default": environ.Env().db("BENCH_DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = None
"""


@contextlib.contextmanager
def server(wsgi: str, folder: Path, env: dict[str, str]) -> Iterator[int]:
    """Serve `wsgi` with gunicorn; yield the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", wsgi, "--bind", f"127.0.0.1:{port}"]
    command += ["--threads", "4", "--no-control-socket", "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=folder, env=env)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def times(port: int, path: str, cookie: str, count: int) -> list[float]:
    """Return `count` times to first byte in milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": f"sessionid={cookie}"} if cookie else {}
    found = []
    for number in range(WARM_UP + count):
        began = time.perf_counter()
        connection.request("GET", quote(path, safe="/?=&+%"), headers=headers)
        response = connection.getresponse()
        if number >= WARM_UP:
            found.append((time.perf_counter() - began) * 1000)
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answers {response.status}")
    connection.close()
    return found


def row(
    database: str, kind: str, role: str, values: list[float], queries: int | None
) -> dict[str, Any]:
    """Return one line of the table."""
    cuts = statistics.quantiles(values, n=20)
    return {
        "database": database,
        "page": kind,
        "as": role,
        "p50": statistics.median(values),
        "p95": cuts[18],
        "queries": queries,
    }


def run(command: list[str], folder: Path, env: dict[str, str]) -> str:
    """Run a Python command; return what it prints."""
    result = subprocess.run(
        [sys.executable, *command], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    if result.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{result.stdout}\n{result.stderr}")
    return result.stdout


def peer(folder: Path, url: str, database: str, count: int) -> dict[str, Any]:
    """Measure the home page of a fresh `wagtail start` site."""
    project = folder / "project"
    project.mkdir()
    env = {
        **os.environ,
        "BENCH_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "freshsite.settings.bench",
    }
    # the command finds its templates without a project's settings only
    plain = {name: value for name, value in env.items() if name != "DJANGO_SETTINGS_MODULE"}
    starter = "from wagtail.bin.wagtail import main; import sys; sys.argv[0] = 'wagtail'; main()"
    run(["-c", starter, "start", "freshsite", str(project)], folder, plain)
    (project / "freshsite/settings/bench.py").write_text(PEER_SETTINGS, encoding="utf-8")
    for command in (["migrate", "-v", "0"], ["collectstatic", "--no-input", "-v", "0"]):
        run(["manage.py", *command], project, env)
    with server("freshsite.wsgi:application", project, env) as port:
        return row(database, "wagtail start: home", "nobody", times(port, "/", "", count), None)


def ours(folder: Path, url: str, database: str, count: int) -> Iterator[dict[str, Any]]:
    """Measure every kind of page with the sample data."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.embedded",
        "KIM_DATA_DIR": str(folder / "data"),
        "DATABASE_URL": url,
        "PYTHONPATH": str(ROOT),
        "KIM_LOG_LEVEL": "ERROR",
        "KIM_SAMPLE_DATA": "1",
    }
    run(["scripts/demo_prepare.py"], ROOT, env)
    pages = json.loads(run(["benchmarks/page_list.py"], ROOT, env).splitlines()[-1])
    with server("portal.wsgi:application", ROOT, env) as port:
        for page in pages:
            values = times(port, page["path"], page["cookie"], count)
            yield row(database, page["kind"], page["role"], values, page["queries"])


@contextlib.contextmanager
def postgres_database(name: str) -> Iterator[str]:
    """Make an empty database beside the tests' one; yield its URL; drop it again."""
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield f"{POSTGRES.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def measure(count: int) -> Iterator[dict[str, Any]]:
    """Yield all lines, the Wagtail page of each database first."""
    with tempfile.TemporaryDirectory(prefix="kim-bench-") as name:
        folder = Path(name)
        yield peer(folder, f"sqlite:///{folder}/peer.sqlite3", "SQLite", count)
        yield from ours(folder, f"sqlite:///{folder}/kim.sqlite3", "SQLite", count)
    try:
        psycopg.connect(POSTGRES, connect_timeout=2).close()
    except psycopg.OperationalError:
        print("PostgreSQL is not running (make services): left out", file=sys.stderr)
        return
    with (
        tempfile.TemporaryDirectory(prefix="kim-bench-") as name,
        postgres_database("kim_bench_peer") as peer_url,
        postgres_database("kim_bench_pages") as url,
    ):
        yield peer(Path(name), peer_url, "PostgreSQL", count)
        yield from ours(Path(name), url, "PostgreSQL", count)


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows, base = [], {}
    print(
        f"{'database':<11}{'page':<24}{'as':<8}{'p50 ms':>8}{'p95 ms':>8}{'ratio':>7}{'queries':>9}"
    )
    for line in measure(options.requests):
        base.setdefault(line["database"], line["p50"])
        line["ratio"] = line["p50"] / base[line["database"]]
        rows.append(line)
        queries = "" if line["queries"] is None else line["queries"]
        print(
            f"{line['database']:<11}{line['page']:<24}{line['as']:<8}{line['p50']:>8.1f}"
            f"{line['p95']:>8.1f}{line['ratio']:>7.2f}{queries:>9}",
            flush=True,
        )
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
