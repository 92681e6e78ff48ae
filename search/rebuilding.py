"""Building the whole index anew, and finding out where index and database differ.

While a rebuild runs, the outbox keeps its rows: a change that went into the old index only would
be lost at the swap. A row of its own kind in the outbox's table says so, with a lease that ends
by itself if the rebuilding process dies.
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from search import documents
from search.engine import IndexLocked, SearchEngine, get_engine
from search.engines.records import content_hash
from search.index_document import IndexDocument
from search.models import IndexChange

logger = logging.getLogger(__name__)

REBUILD_KEY = "search.rebuild:index"
LEASE = timedelta(minutes=5)
CHUNK = 500  # rows per statement
RENEW_EVERY = 1000  # documents


@dataclass(frozen=True)
class Difference:
    """Keys that the index lacks, holds in another state, or holds without reason."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return self.missing + self.changed + self.extra


def running() -> bool:
    """Tell whether a rebuild is under way in any process."""
    return IndexChange.objects.filter(key=REBUILD_KEY, leased_until__gt=timezone.now()).exists()


def rebuild(engine: SearchEngine | None = None) -> int:
    """Replace the index by what the database holds; return the number of documents.

    Raises IndexLocked where another rebuild is under way, SearchError where the engine fails.
    """
    if running():
        raise IndexLocked("A rebuild is under way.")
    _renew()
    try:
        covered = list(IndexChange.objects.values_list("version", flat=True))
        number = (engine or get_engine()).rebuild(_documents())
        for start in range(0, len(covered), CHUNK):
            IndexChange.objects.filter(
                version__in=covered[start : start + CHUNK], leased_until=None
            ).delete()
        return number
    finally:
        IndexChange.objects.filter(key=REBUILD_KEY).delete()


def differences(engine: SearchEngine | None = None) -> Difference:
    """Compare index and database by content; changes that wait in the outbox are no difference."""
    indexed = (engine or get_engine()).ids()
    missing, changed = [], []
    for document in documents.build_all():
        digest = indexed.pop(document.id, None)
        if digest is None:
            missing.append(document.id)
        elif digest != content_hash(document):
            changed.append(document.id)
    waiting = set(IndexChange.objects.values_list("key", flat=True))
    return Difference(*(tuple(sorted(set(keys) - waiting)) for keys in (missing, changed, indexed)))


def _documents() -> Iterator[IndexDocument]:
    for number, document in enumerate(documents.build_all(), start=1):
        if number % RENEW_EVERY == 0:
            _renew()
        yield document


def _renew() -> None:
    IndexChange.objects.update_or_create(
        key=REBUILD_KEY,
        defaults={
            "version": time.time_ns(),
            "state": IndexChange.State.REBUILD,
            "not_before": timezone.now(),
            "leased_until": timezone.now() + LEASE,
        },
    )
