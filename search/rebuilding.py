"""Building the whole index anew, and finding out where index and database differ.

While a rebuild runs, the outbox keeps its rows: a change that went into the old index only would
be lost at the swap. A row of its own kind in the outbox's table says so, with a lease that ends
by itself if the rebuilding process dies. Where that lease ended too early, changes may have gone
into the old index: then index and database are compared after the swap.
"""

import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from search import clock, deadly, documents
from search.engine import (
    IndexCorrupt,
    IndexLocked,
    IndexMissing,
    SearchEngine,
    WriteFailed,
    get_engine,
)
from search.engines.records import content_hash, only_older
from search.index_document import IndexDocument
from search.models import IndexChange

logger = logging.getLogger(__name__)

REBUILD_KEY = "search.rebuild:index"
LEASE = timedelta(minutes=2)
RENEW_AFTER = 10.0  # seconds
CHUNK = 500  # rows per statement


@dataclass(frozen=True)
class Difference:
    """Keys that the index lacks, holds in another state, or holds without reason.

    `aged` are no fault: time alone has changed what they weigh.
    """

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    aged: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        return self.missing + self.changed + self.extra

    @property
    def keys(self) -> tuple[str, ...]:
        return self.faults + self.aged


class Claim:
    """The right to rebuild, held by one process until `release()` or for LEASE."""

    def __init__(self) -> None:
        """Raise IndexLocked where another rebuild is under way."""
        now = timezone.now()
        self.lapsed = False
        self.suspect = ""  # what the one that died had in hand, if it noted that
        self._version = time.time_ns()
        self._renewed = time.monotonic()
        left = IndexChange.objects.filter(key=REBUILD_KEY, leased_until__lte=now).first()
        self.after_death = left is not None
        if left is not None:
            self.suspect = left.last_error
            mine = IndexChange.objects.filter(pk=left.pk, version=left.version)
            if not mine.update(version=self._version, leased_until=now + LEASE, last_error=""):
                raise IndexLocked("A rebuild is under way.")
            return
        try:
            with transaction.atomic():
                IndexChange.objects.create(
                    key=REBUILD_KEY,
                    version=self._version,
                    state=IndexChange.State.REBUILD,
                    not_before=now,
                    leased_until=now + LEASE,
                )
        except IntegrityError:
            raise IndexLocked("A rebuild is under way.") from None

    def renew(self) -> None:
        """Hold on; raise IndexLocked where another rebuild has taken over."""
        passed = time.monotonic() - self._renewed
        self.lapsed |= passed > LEASE.total_seconds()
        if passed >= RENEW_AFTER:
            self._hold()

    def note(self, key: str) -> None:
        """Hold on and leave word of the object in hand, "" for none; raises as `renew`."""
        self._hold(last_error=key)

    def _hold(self, **values: str) -> None:
        mine = IndexChange.objects.filter(key=REBUILD_KEY, version=self._version)
        if not mine.update(leased_until=timezone.now() + LEASE, **values):
            raise IndexLocked("Another rebuild has taken over.")
        self._renewed = time.monotonic()

    def release(self) -> None:
        """Let changes go into the index again."""
        IndexChange.objects.filter(key=REBUILD_KEY, version=self._version).delete()


def running() -> bool:
    """Tell whether a rebuild is under way in any process."""
    return IndexChange.objects.filter(key=REBUILD_KEY, leased_until__gt=timezone.now()).exists()


def rebuild(engine: SearchEngine | None = None) -> int:
    """Replace the index by what the database holds; return the number of documents.

    What can't be read or written waits in the outbox, where its attempts are counted; so does what
    kills the process. An `engine` that is not the settings' own leaves the outbox as it is. Raises
    IndexLocked where another rebuild is under way, SearchError where the engine fails.
    """
    engine = engine or get_engine()
    claim = Claim()
    try:
        without = _without_deadly(claim)
        # what becomes due later may tell of something that is not in the database yet
        due = IndexChange.objects.filter(not_before__lte=timezone.now()).exclude(key=REBUILD_KEY)
        covered = dict(due.values_list("key", "version"))
        failed: list[str] = []
        number = _rebuilt(engine, claim, failed, without)
        claim.renew()
        if engine is get_engine():
            out = without.union(failed)
            _forget(version for key, version in covered.items() if key not in out)
            _record([*failed, *deadly.keep(without)])
        if claim.lapsed:
            logger.warning("Search: the rebuild paused for too long, its result is compared")
            _record(differences(engine).keys)
        return number
    finally:
        claim.release()


def _without_deadly(claim: Claim) -> frozenset[str]:
    """Return the keys to leave out: whose indexing has killed a worker, or a rebuild."""
    if claim.suspect:
        deadly.set_aside(claim.suspect)
    if claim.after_death:
        logger.warning("Search: a rebuild did not come back, now each object is tried first")
        deadly.find(claim.note, deadly.known())
        claim.note("")
    return deadly.known()


def _rebuilt(engine: SearchEngine, claim: Claim, failed: list[str], without: frozenset[str]) -> int:
    """Replace the index, note in `failed` what is not in it; return the number of documents."""
    try:
        found = _documents(claim, failed, without)
        return engine.rebuild(found, version=clock.version())
    except WriteFailed as error:
        for key, reason in error.errors.items():
            logger.warning("Search: %s is not in the new index: %s", key, reason)
        failed += error.errors
        return error.written


def mend() -> None:
    """Build the index anew where it is missing, damaged or of another version."""
    try:
        if not get_engine().is_stale():
            return
        reason = "it was built by another version"
    except (IndexMissing, IndexCorrupt) as error:
        reason = str(error)
    logger.warning("Search: the index is rebuilt: %s", reason)
    rebuild()


def differences(engine: SearchEngine | None = None) -> Difference:
    """Compare index and database by content; changes that wait in the outbox are no difference."""
    engine = engine or get_engine()
    indexed = engine.ids()
    suspects: set[str] = set()
    for document in documents.build_all(without=deadly.known()):
        if indexed.pop(document.id, None) != _hash(document):
            suspects.add(document.id)
    suspects |= set(indexed)
    return _confirmed(engine, suspects) if suspects else Difference()


def _confirmed(engine: SearchEngine, suspects: set[str]) -> Difference:
    """Look again at `suspects`: what was written while the comparison ran is no difference."""
    suspects -= set(IndexChange.objects.values_list("key", flat=True))
    indexed = engine.ids()
    missing, changed, extra, aged = [], [], [], []
    for key in sorted(suspects):
        document = documents.build_if_possible(key)
        if document is None:
            if key in indexed:
                extra.append(key)
        elif key not in indexed:
            missing.append(key)
        elif only_older(indexed[key], _hash(document)):
            aged.append(key)
        elif indexed[key] != _hash(document):
            changed.append(key)
    return Difference(tuple(missing), tuple(changed), tuple(extra), tuple(aged))


def _hash(document: IndexDocument) -> str:
    """Return the content's hash, "" of a document that no engine would take."""
    try:
        return content_hash(document)
    except (ValueError, TypeError, AttributeError):
        return ""


def _documents(claim: Claim, failed: list[str], without: frozenset[str]) -> Iterator[IndexDocument]:
    for document in documents.build_all(failed, without=without):
        claim.renew()
        yield document


def _forget(versions: Iterable[int]) -> None:
    """Delete the rows that the new index covers, unless they changed or are in a worker's hands."""
    covered = list(versions)
    for start in range(0, len(covered), CHUNK):
        IndexChange.objects.filter(
            version__in=covered[start : start + CHUNK], leased_until=None
        ).delete()


def _record(keys: Iterable[str]) -> None:
    from search import outbox  # which needs this module to wait for a rebuild

    outbox.record_keys(keys)
