"""The outbox: what changed is written down in the writer's transaction, the worker does the rest.

`record()` never talks to the engine. `drain()` leases rows, reads the state that the database
has now, writes it, and deletes a row only if nothing changed meanwhile. Writing twice does no harm.
"""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError
from django.db.models import Model
from django.utils import timezone

from search import clock, documents, leases, rebuilding, wakeup
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

CHUNK = 500  # SQLite's limit on variables per statement is far above this many rows

State = IndexChange.State
Operation = IndexChange.Operation


@dataclass
class DrainReport:
    """What one drain did: numbers of objects; `down` where the engine could not be written."""

    written: int = 0
    deleted: int = 0
    failed: int = 0
    taken: int = 0
    down: bool = False
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

    Never raises for a single object or an engine that is down, only where the database fails.
    An index that is missing or of another version is built anew.
    """
    batch = leases.take(limit)
    report = DrainReport(taken=len(batch.rows))
    if not batch.rows:
        return report
    try:
        done = _bring_in(batch, report)
    except (EngineUnavailable, IndexLocked) as error:
        logger.warning("Search: the index can't be written, tried again later: %s", error)
        batch.give_back(repr(error))
        report.failed, report.down = report.taken, True
        return report
    record_keys(batch.finish(done))
    for row in batch.rows:
        if row.key in report.errors:
            batch.postpone(row, report.errors[row.key])
    report.failed = len(report.errors)
    report.deleted = len(done) - report.written
    return report


def _bring_in(batch: leases.Batch, report: DrainReport) -> list[IndexChange]:
    """Write what the rows tell of into the index; return the rows that are done.

    What can't be read or written leaves the index: what is there of it is of another time, and may
    show it to people who must not see it any more. Raises as `_write`.
    """
    version = clock.version()  # before reading: what is read is at least as new
    if batch.deadly:
        _write({}, [row.key for row in batch.rows], version, DrainReport())
    state = _read(batch, report)
    batch.hold(at_least=leases.LEASE)
    held = {row.key for row in batch.rows}
    upserts = {key: found for key, found in state.items() if found is not None and key in held}
    _write(upserts, sorted(held - upserts.keys()), version, report)
    done = [row for row in batch.rows if row.key not in report.errors]
    report.written = sum(row.key in upserts for row in done)
    return done


def drain_all(max_rounds: int = 500) -> int:
    """Drain until nothing is due or the engine is down; return how many changes went in."""
    total = 0
    for _ in range(max_rounds):
        report = drain()
        total += report.written + report.deleted
        if not report.taken or report.down:
            break
    return total


def waiting() -> int:
    """Number of changes that the index does not show yet, without those given up."""
    return IndexChange.objects.filter(state=State.WAITING).count()


def oldest_waiting() -> datetime | None:
    """Since when the oldest change waits; None where none does."""
    rows = IndexChange.objects.filter(state=State.WAITING).order_by("created")
    return rows.values_list("created", flat=True).first()


def dead() -> int:
    """Number of changes given up after too many attempts."""
    return IndexChange.objects.filter(state=State.DEAD).count()


def revive_dead() -> int:
    """Give dead changes another chance and wake the worker; return their number."""
    number = leases.revive()
    if number:
        wakeup.after_commit()
    return number


def _read(batch: leases.Batch, report: DrainReport) -> dict[str, IndexDocument | None]:
    """Return what the index must hold for each row's key: a document, or None for nothing."""
    found: dict[str, IndexDocument | None] = {}
    documents.forget_addresses()
    for row in list(batch.rows):
        batch.hold()
        try:
            found[row.key] = documents.build(row.key)
        except (OperationalError, InterfaceError):  # not the object's fault
            raise
        except Exception as error:
            logger.exception("Search: %s can't be read for the index", row.key)
            report.errors[row.key] = repr(error)
    return found


def _write(
    upserts: dict[str, IndexDocument], deletions: list[str], version: int, report: DrainReport
) -> None:
    """Write all at once; where that fails, one by one, so that one object can't hold up others.

    What is refused is taken out. Raises EngineUnavailable or IndexLocked where no object is to
    blame.
    """
    try:
        engine = get_engine()
        if engine.is_stale():
            raise IndexStale("built by another version")
        engine.write(list(upserts.values()), deletions, version=version)
    except WriteFailed as error:
        report.errors.update(error.errors)
        _take_out([key for key in error.errors if key in upserts], version)
    except (IndexMissing, IndexStale, IndexCorrupt) as error:
        _rebuild(error)
    except (EngineUnavailable, IndexLocked):
        raise
    except OSError as error:
        raise EngineUnavailable(f"the index can't be reached: {error}") from error
    except Exception as error:
        if len(upserts) + len(deletions) == 1:
            report.errors.update(dict.fromkeys([*upserts, *deletions], repr(error)))
            _take_out(upserts, version)
            return
        logger.exception("Search: writing many changes at once failed, now one by one")
        for key, document in upserts.items():
            _write({key: document}, [], version, report)
        for key in deletions:
            _write({}, [key], version, report)


def _take_out(keys: Iterable[str], version: int) -> None:
    """Remove the old entries of what was refused; raises as `_write`."""
    if refused := list(keys):
        _write({}, refused, version, DrainReport())


def _rebuild(reason: Exception) -> None:
    logger.warning("Search: the index is rebuilt: %s", reason)
    try:
        rebuilding.rebuild()
    except (EngineUnavailable, IndexLocked, OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("Search: the index can't be rebuilt")
        raise EngineUnavailable(f"the index can't be rebuilt: {error}") from error
