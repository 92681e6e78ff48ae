"""Where a run's files lie: the portal's private storage, which no address leads to.

Only images leave the storage by their own address (portal.media); the zip is handed out by a view
that asks who wants it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import IO, Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

ROOT = "batch"


def keep(name: str, content: bytes | IO[Any]) -> str:
    """Store `content` and return the name under which it lies."""
    file = ContentFile(content) if isinstance(content, bytes) else File(content)
    return default_storage.save(name, file)


def read(name: str) -> bytes:
    """Return a whole file; FileNotFoundError where it is gone."""
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content


def open_file(name: str) -> Any:
    """Return the file, open for reading; FileNotFoundError where it is gone."""
    return default_storage.open(name)


def forget(names: Iterable[str]) -> None:
    """Delete files; those that are gone already are fine."""
    for name in names:
        with contextlib.suppress(FileNotFoundError):
            default_storage.delete(name)


def forget_folder(folder: str) -> None:
    """Delete a run's folder with all that is in it."""
    with contextlib.suppress(FileNotFoundError):
        _folders, files = default_storage.listdir(folder)
        forget(f"{folder}/{name}" for name in files)
    with contextlib.suppress(FileNotFoundError, OSError):
        default_storage.delete(folder)


def old_folders(age: timedelta) -> list[str]:
    """Return the names of the runs' folders that hold nothing younger than `age`."""
    try:
        names, _files = default_storage.listdir(ROOT)
    except FileNotFoundError:
        return []
    before = timezone.now() - age
    return [name for name in names if all(changed < before for changed in _changes(name))]


def _changes(folder: str) -> Iterator[datetime]:
    for name in default_storage.listdir(f"{ROOT}/{folder}")[1]:
        yield default_storage.get_modified_time(f"{ROOT}/{folder}/{name}")
