"""The folder of an embedded index: generations side by side, one of them current.

index/CURRENT                 name of the generation in use, replaced in one step
index/write.lock              held by the one process that writes
index/g-<time>/               a tantivy index, and kim.json with how it was built
"""

import fcntl
import json
import logging
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from search.engine import IndexCorrupt, IndexLocked, IndexMissing

logger = logging.getLogger(__name__)
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class BuildInfo:
    """How a generation was built."""

    schema: str
    average_length: float
    word_lists: dict[str, str]


class Store:
    """Finds, adds and swaps generations in a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._current = path / "CURRENT"

    def current(self) -> Path:
        """Return the folder of the generation in use. Raises IndexMissing, IndexCorrupt."""
        try:
            name = self._current.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            raise IndexMissing(f"There is no index in {self.path}.") from None
        folder = self.path / name
        if not name or not (folder / "meta.json").is_file():
            raise IndexCorrupt(f"The index {folder} is incomplete.")
        return folder

    def stamp(self) -> tuple[int, ...]:
        """Return numbers that change when the generation is swapped. Raises IndexMissing."""
        try:
            stat = self._current.stat()
        except FileNotFoundError:
            raise IndexMissing(f"There is no index in {self.path}.") from None
        return stat.st_mtime_ns, stat.st_ino

    def new(self) -> Path:
        """Return the empty folder of a new generation."""
        folder = self.path / f"g-{time.time_ns()}"
        folder.mkdir(parents=True)
        return folder

    def swap(self, folder: Path) -> None:
        """Make `folder` the current generation and remove the others.

        Readers that still have an old one open keep its files until they reload.
        """
        draft = self.path / "CURRENT.new"
        draft.write_text(folder.name, encoding="utf-8")
        draft.replace(self._current)
        for other in self.path.glob("g-*"):
            if other != folder:
                self.remove(other)

    def remove(self, folder: Path) -> None:
        """Remove a generation that is not in use."""
        shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def locked(self, timeout: float) -> Iterator[None]:
        """Hold the lock for writing; wait up to `timeout` seconds. Raises IndexLocked."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "write.lock").open("w") as file:
            self._wait(file.fileno(), timeout)
            yield

    def _wait(self, descriptor: int, timeout: float) -> None:
        deadline = time.monotonic() + timeout
        said = False
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if not said:
                    logger.warning("The index %s is being written: waiting.", self.path)
                    said = True
                if time.monotonic() > deadline:
                    raise IndexLocked(
                        f"Another process has been writing to {self.path} for {timeout:.0f} s."
                    ) from None
                time.sleep(_POLL_SECONDS)
            else:
                return


def write_info(folder: Path, info: BuildInfo) -> None:
    """Note in `folder` how it was built."""
    (folder / "kim.json").write_text(json.dumps(asdict(info)), encoding="utf-8")


def read_info(folder: Path) -> BuildInfo:
    """Return how `folder` was built. Raises IndexCorrupt."""
    try:
        return BuildInfo(**json.loads((folder / "kim.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise IndexCorrupt(f"{folder / 'kim.json'} can't be read: {error}") from error
