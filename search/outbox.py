"""The outbox: what changed is written down in the writer's transaction, the worker does the rest.

`record()` never talks to the engine. `drain()` leases rows, reads the state that the database
has now, writes it, and deletes a row only if nothing changed meanwhile. A worker that dies keeps
its rows leased until the lease ends; then another takes them, and writing twice does no harm.
"""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Model, Q
from django.utils import timezone

from search import documents, rebuilding, wakeup
from search.engine import (
    EngineUnavailable,
    IndexCorrupt,
    IndexLocked,
    IndexMissing,
    IndexStale,
    WriteFailed,
    get_engine,
)
from search.index_document import IndexDocument
from search.keys import key_of
from search.models import IndexChange

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 6
FIRST_PAUSE = timedelta(seconds=2)  # doubles with every attempt
DOWN_PAUSE = timedelta(seconds=10)  # an engine that is down costs no attempt
CHUNK = 500  # SQLite's limit on variables per statement is far above this many rows

State = IndexChange.State
Operation = IndexChange.Operation


@dataclass
class DrainReport:
    """What one drain did: numbers of objects."""

    written: int = 0
    deleted: int = 0
    failed: int = 0
    taken: int = 0
    errors: dict[str, str] = field(default_factory=dict)


def record(target: Model | str, *, deleted: bool = False, delay: float = 0) -> None:
    """Write down that an object changed; belongs into the transaction of the change.

    `delay` in seconds is the earliest time at which the worker looks at it.
    """
    record_keys([target if isinstance(target, str) else key_of(target)], deleted, delay)


def record_keys(keys: Iterable[str], deleted: bool = False, delay: float = 0) -> None:
    """Write down that many objects changed, in few statements, in a fixed order (no deadlocks)."""
    wanted = sorted(set(keys))
    if not wanted:
        return
    operation = Operation.DELETE if deleted else Operation.UPSERT
    due = timezone.now() + timedelta(seconds=delay)
    for start in range(0, len(wanted), CHUNK):
        IndexChange.objects.bulk_create(
            [
                IndexChange(key=key, operation=operation, version=time.time_ns(), not_before=due)
                for key in wanted[start : start + CHUNK]
            ],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["operation", "version", "state", "attempts", "not_before", "last_error"],
        )
    wakeup.after_commit()


def drain(limit: int = 200) -> DrainReport:
    """Bring up to `limit` due changes into the index.

    Never raises for a single object or an engine that is down. An index that is missing or of
    another version is built anew.
    """
    rows = _lease(limit)
    report = DrainReport(taken=len(rows))
    if not rows:
        return report
    version = time.time_ns()  # before reading: what is read is at least as new
    upserts, deletions = _read(rows, report)
    try:
        _write(upserts, deletions, version, report)
    except (EngineUnavailable, IndexLocked) as error:
        logger.warning("Search: the engine is not available: %s", error)
        _give_back(rows, repr(error))
        report.failed = len(rows)
        return report
    done = [row for row in rows if row.key not in report.errors]
    _finish(done)
    for row in rows:
        if row.key in report.errors:
            _postpone(row, report.errors[row.key])
    report.failed = len(report.errors)
    report.written = sum(row.key in upserts for row in done)
    report.deleted = len(done) - report.written
    return report


def drain_all(max_rounds: int = 500) -> int:
    """Drain until nothing is due; return how many changes went into the index."""
    total = 0
    for _ in range(max_rounds):
        report = drain()
        total += report.written + report.deleted
        if not report.taken:
            break
    return total


def waiting() -> int:
    """Number of changes that the index does not show yet, without those given up."""
    return IndexChange.objects.filter(state=State.WAITING).count()


def dead() -> int:
    """Number of changes given up after too many attempts."""
    return IndexChange.objects.filter(state=State.DEAD).count()


def revive_dead() -> int:
    """Give dead changes another chance; return their number."""
    return IndexChange.objects.filter(state=State.DEAD).update(
        state=State.WAITING, attempts=0, not_before=timezone.now()
    )


def _due() -> Q:
    now = timezone.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    return Q(state=State.WAITING, not_before__lte=now) & free


def _lease(limit: int) -> list[IndexChange]:
    """Take due rows; none while the index is being rebuilt, whose end takes them up."""
    if not IndexChange.objects.filter(_due()).exists() or rebuilding.running():
        return []
    with transaction.atomic():
        rows = list(
            IndexChange.objects.select_for_update(skip_locked=True)
            .filter(_due())
            .order_by("not_before", "pk")[:limit]
        )
        IndexChange.objects.filter(pk__in=[row.pk for row in rows]).update(
            leased_until=timezone.now() + LEASE
        )
    return rows


def _read(
    rows: list[IndexChange], report: DrainReport
) -> tuple[dict[str, IndexDocument], list[str]]:
    """Return what the index must hold for the rows: documents by key, and keys to delete."""
    upserts: dict[str, IndexDocument] = {}
    deletions: list[str] = []
    for row in rows:
        try:
            document = documents.build(row.key)
        except Exception as error:
            logger.exception("Search: %s can't be read for the index", row.key)
            report.errors[row.key] = repr(error)
            continue
        if document is None:
            deletions.append(row.key)
        else:
            upserts[row.key] = document
    return upserts, deletions


def _write(
    upserts: dict[str, IndexDocument], deletions: list[str], version: int, report: DrainReport
) -> None:
    """Write all at once; where that fails, one by one, so that one object can't hold up others."""
    try:
        engine = get_engine()
        if engine.is_stale():
            raise IndexStale("built by another version")
        engine.write(list(upserts.values()), deletions, version=version)
    except WriteFailed as error:
        report.errors.update(error.errors)
    except (IndexMissing, IndexStale, IndexCorrupt) as error:
        logger.warning("Search: the index is rebuilt: %s", error)
        rebuilding.rebuild()
    except (EngineUnavailable, IndexLocked):
        raise
    except Exception as error:
        if len(upserts) + len(deletions) == 1:
            report.errors.update(dict.fromkeys([*upserts, *deletions], repr(error)))
            return
        logger.exception("Search: writing many changes at once failed, now one by one")
        for key, document in upserts.items():
            _write({key: document}, [], version, report)
        for key in deletions:
            _write({}, [key], version, report)


def _finish(rows: list[IndexChange]) -> None:
    """Delete rows whose object did not change meanwhile; give the others back."""
    with transaction.atomic():
        for row in rows:
            same = IndexChange.objects.filter(pk=row.pk, version=row.version)
            if not same.delete()[0]:
                IndexChange.objects.filter(pk=row.pk).update(leased_until=None)


def _give_back(rows: list[IndexChange], error: str) -> None:
    IndexChange.objects.filter(pk__in=[row.pk for row in rows]).update(
        leased_until=None, not_before=timezone.now() + DOWN_PAUSE, last_error=error[:2000]
    )


def _postpone(row: IndexChange, error: str) -> None:
    """Give the row back with a pause that doubles; after too many attempts it is dead."""
    attempts = row.attempts + 1
    pause = FIRST_PAUSE * 2 ** min(attempts - 1, 10)
    same = IndexChange.objects.filter(pk=row.pk, version=row.version)
    changed = same.update(
        attempts=F("attempts") + 1,
        last_error=error[:2000],
        not_before=timezone.now() + pause,
        leased_until=None,
        state=State.DEAD if attempts >= MAX_ATTEMPTS else State.WAITING,
    )
    if not changed:
        IndexChange.objects.filter(pk=row.pk).update(leased_until=None)
