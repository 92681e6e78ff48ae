"""Rows of the outbox in one worker's hands: taken, held, forgotten, given back.

A worker that dies keeps its rows until the lease ends; then another takes them, each alone: one
of them may be what it died of, so an attempt is counted. A worker that was only slow notices that
its lease is gone: its write may have come after a newer one, so the objects are recorded once more.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from search import rebuilding
from search.models import IndexChange

LEASE = timedelta(seconds=30)
MAX_ATTEMPTS = 10
FIRST_PAUSE = timedelta(seconds=2)  # doubles with every attempt: 17 minutes until the last
DOWN_PAUSE = timedelta(seconds=10)  # an engine that is down costs no attempt

State = IndexChange.State


@dataclass
class Batch:
    """Rows held until `until`; `alone` is the one row of a worker that did not come back."""

    rows: list[IndexChange]
    until: datetime
    alone: bool = False

    @property
    def deadly(self) -> bool:
        """Whether a worker has died before with this row as the only one in its hands."""
        return self.alone and any(row.attempts > 1 for row in self.rows)

    def hold(self, *, at_least: timedelta = LEASE / 2) -> None:
        """Hold the rows for another LEASE where less than `at_least` is left.

        Rows that another worker has taken meanwhile are dropped.
        """
        now = timezone.now()
        if self.until - now >= at_least:
            return
        until = now + LEASE
        mine = self._mine(self.rows)
        if mine.update(leased_until=until) < len(self.rows):
            held = IndexChange.objects.filter(
                pk__in=[row.pk for row in self.rows], leased_until=until
            )
            pks = set(held.values_list("pk", flat=True))
            self.rows = [row for row in self.rows if row.pk in pks]
        self.until = until

    def finish(self, rows: list[IndexChange]) -> list[str]:
        """Forget `rows` that did not change meanwhile, free the others.

        Returns the keys of rows that were not held any more.
        """
        with transaction.atomic():
            versions = dict(self._mine(rows).select_for_update().values_list("pk", "version"))
            same = [row.pk for row in rows if versions.get(row.pk) == row.version]
            IndexChange.objects.filter(pk__in=same).delete()
            newer = [pk for pk in versions if pk not in set(same)]
            IndexChange.objects.filter(pk__in=newer).update(leased_until=None)
        return [row.key for row in rows if row.pk not in versions]

    def give_back(self, error: str) -> None:
        """Free all rows for later; it was not their fault."""
        now = timezone.now()
        if now > self.until:
            self._uncount()
        if self.alone:
            self._mine(self.rows).filter(attempts__gt=0).update(attempts=F("attempts") - 1)
        self._mine(self.rows).update(
            leased_until=now if self.alone else None,  # it stays one to be tried alone
            not_before=now + DOWN_PAUSE,
            last_error=error[:2000],
        )

    def free(self) -> None:
        """Give the rows back untried."""
        if self.alone:
            self.give_back("the index is being rebuilt")
        else:
            self._mine(self.rows).update(leased_until=None)

    def postpone(self, row: IndexChange, error: str) -> None:
        """Free a row with a pause that doubles; after too many attempts it is dead."""
        attempts = row.attempts + 1
        changed = (
            self._mine([row])
            .filter(version=row.version)
            .update(
                attempts=F("attempts") + 1,
                last_error=error[:2000],
                not_before=timezone.now() + FIRST_PAUSE * 2 ** min(attempts - 1, 10),
                leased_until=None,
                state=State.DEAD if attempts >= MAX_ATTEMPTS else State.WAITING,
            )
        )
        if not changed:
            self._mine([row]).update(leased_until=None)

    def _uncount(self) -> None:
        """Take back the attempts counted meanwhile: the worker did not die of these rows."""
        for row in self.rows:
            IndexChange.objects.filter(
                pk=row.pk, version=row.version, attempts__gt=row.attempts
            ).update(attempts=row.attempts, state=State.WAITING)

    def _mine(self, rows: list[IndexChange]) -> Any:
        return IndexChange.objects.filter(pk__in=[row.pk for row in rows], leased_until=self.until)


def take(limit: int) -> Batch:
    """Take up to `limit` due rows; none while the index is rebuilt, whose end frees them.

    Rows of a worker that did not come back follow when nothing else is due, one at a time.
    Whether a rebuild runs is asked after taking: one that starts later reads what these rows
    tell of, one that started before may have missed it.
    """
    until = timezone.now() + LEASE
    if not IndexChange.objects.filter(_due() | _forsaken()).exists():
        return Batch([], until)
    if rebuilding.running():
        return Batch([], until)
    with transaction.atomic():
        rows = _locked(_due(), limit)
        if rows:
            IndexChange.objects.filter(pk__in=[row.pk for row in rows]).update(leased_until=until)
            batch = Batch(rows, until)
        else:
            batch = Batch(_left_behind(until), until, alone=True)
    if batch.rows and rebuilding.running():
        batch.free()
        return Batch([], until)
    return batch


def revive() -> int:
    """Let what was given up be tried again; return the number of rows.

    What killed workers keeps one attempt: until it was tried alone no rebuild reads it.
    """
    dead = IndexChange.objects.filter(state=State.DEAD)
    back: Any = {"state": State.WAITING, "not_before": timezone.now()}
    ordinary = dead.filter(leased_until=None).update(attempts=0, **back)
    return ordinary + dead.update(attempts=1, **back)


def _due() -> Q:
    return Q(state=State.WAITING, not_before__lte=timezone.now(), leased_until=None)


def _forsaken() -> Q:
    """Return the condition for rows in the hands of a worker whose lease has ended."""
    now = timezone.now()
    return Q(state=State.WAITING, not_before__lte=now, leased_until__lte=now)


def _locked(due: Q, limit: int) -> list[IndexChange]:
    rows = IndexChange.objects.select_for_update(skip_locked=True).filter(due)
    return list(rows.order_by("not_before", "pk")[:limit])


def _left_behind(until: datetime) -> list[IndexChange]:
    """Take one row of a worker that did not come back; give up those that were too often."""
    while rows := _locked(_forsaken(), 1):
        row = rows[0]
        row.attempts += 1
        row.last_error = f"A worker did not come back, attempt {row.attempts}."
        row.leased_until = until
        if row.attempts >= MAX_ATTEMPTS:
            # the lease that ended stays, as a mark: tried again, it is tried alone
            row.state, row.leased_until = State.DEAD, timezone.now()
        row.save(update_fields=["attempts", "last_error", "state", "leased_until"])
        if row.state == State.WAITING:
            return rows
    return []
