"""Where benchmarks/search.py keeps its data for a while, and how all of it goes away again.

Everything carries the number of the process that made it. What a killed run left behind is found
by that and removed by its exact name.
"""

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from elasticsearch import Elasticsearch

from benchmarks import pages

PREFIX = "kim-bench-search"
_OURS = re.compile(rf"{PREFIX}-(?P<pid>\d+)(?:-.*)?$")


def _is_left_over(name: str) -> bool:
    """Return whether `name` is of a run whose process has ended."""
    match = _OURS.match(name.replace("_", "-"))
    return bool(match) and not Path(f"/proc/{match['pid']}").exists()


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Yield an empty folder; remove it, and those of runs that were killed."""
    for other in Path(tempfile.gettempdir()).iterdir():
        if _is_left_over(other.name):
            shutil.rmtree(other, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}-{os.getpid()}-") as name:
        yield Path(name)


@contextlib.contextmanager
def postgres_database() -> Iterator[str | None]:
    """Yield the URL of an empty database, None where no server runs; drop it."""
    try:
        connection = psycopg.connect(pages.POSTGRES, connect_timeout=2, autocommit=True)
    except psycopg.OperationalError:
        yield None
        return
    name = f"{PREFIX}-{os.getpid()}".replace("-", "_")
    with connection:
        rows = connection.execute("SELECT datname FROM pg_database").fetchall()
        for other in (row[0] for row in rows if _is_left_over(row[0])):
            connection.execute(f'DROP DATABASE IF EXISTS "{other}" WITH (FORCE)')
    with pages.postgres_database(name) as url:
        yield url


def elastic_name() -> str:
    """Return the name of this run's index."""
    return f"{PREFIX}-{os.getpid()}"


def tidy_elastic(url: str) -> None:
    """Remove indexes and templates of runs that were killed."""
    client = Elasticsearch(url, request_timeout=20)
    for name in client.indices.get_alias(index=f"{PREFIX}-*"):
        if _is_left_over(name):
            client.indices.delete(index=name)
    for row in client.indices.get_index_template()["index_templates"]:
        if _is_left_over(row["name"]):
            client.indices.delete_index_template(name=row["name"])
    client.close()
