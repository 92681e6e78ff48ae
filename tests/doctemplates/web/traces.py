"""Look for a name that was typed in every place where a server could keep it."""

from __future__ import annotations

import base64
import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from celery.signals import before_task_publish
from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.utils.log import AdminEmailHandler

CANARY = "Zaunkoenigin Testperson"
# as it stands in base64, wherever in a picture it begins
CARRIED = [
    base64.b64encode(b" " * shift + CANARY.encode())[4 if shift else 0 : -4].decode()
    for shift in range(3)
]
WORDS = [CANARY, *CARRIED]
MARKS = [CANARY.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]
MARKS += [word.encode() for word in CARRIED]


@contextmanager
def watched(caplog: Any, own: Path) -> Iterator[Callable[[], list[str]]]:
    """Yield a function that lists every place where the canary is found; `own` is the test's."""
    temp = Path(tempfile.gettempdir())
    started = set(temp.iterdir())
    handler = AdminEmailHandler(include_html=True)
    logging.getLogger("django.request").addHandler(handler)
    caplog.set_level(logging.DEBUG)
    published: list[str] = []

    def note(body: Any = None, headers: Any = None, **_more: Any) -> None:
        published.append(f"{body!r} {headers!r}")

    before_task_publish.connect(note, weak=False)

    def find() -> list[str]:
        new = [path for path in set(temp.iterdir()) - started if path not in own.parents]
        found = [f"table {name}" for name in connection.introspection.table_names() if holds(name)]
        folders = [Path(settings.MEDIA_ROOT), settings.DATA_DIR, settings.SEARCH_PATH, *new, own]
        found += [str(file) for folder in folders for file in holding_files(folder)]
        found += ["log"] * told_in(caplog.text)
        found += [f"mail {letter.subject}" for letter in mail.outbox if in_letter(letter)]
        found += [f"cache {alias}" for alias in caches if told_in(kept_in(caches[alias]))]
        found += ["task"] * any(map(told_in, published))
        return found

    yield find
    before_task_publish.disconnect(note)
    logging.getLogger("django.request").removeHandler(handler)


def holds(table: str) -> bool:
    """Whether a table (sessions and the outbox of search are tables, too) holds the canary."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return any(told_in(str(value)) for row in cursor.fetchall() for value in row)


def told_in(text: str) -> bool:
    return any(word in text for word in WORDS)


def holding_files(folder: Path) -> list[Path]:
    files = [folder] if folder.is_file() else [f for f in folder.rglob("*") if f.is_file()]
    return [file for file in files if any(mark in file.read_bytes() for mark in MARKS)]


def kept_in(cache: Any) -> str:
    return str(getattr(cache, "_cache", ""))


def in_letter(letter: mail.EmailMessage) -> bool:
    parts = [letter.subject, letter.body]
    parts += [str(content) for content, _kind in getattr(letter, "alternatives", [])]
    return any(map(told_in, parts))
