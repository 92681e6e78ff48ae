"""Who works on a run: one worker at a time, and another where it died."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from doctemplates.models import BatchRow, BatchRun

LEASE = timedelta(seconds=30)  # far longer than one part takes
MAX_ATTEMPTS = 5  # take-ups without progress
FIRST_PAUSE = timedelta(seconds=5)  # after an error; doubles


class LeaseLost(Exception):
    """The run was cancelled, deleted, or taken by another worker."""


def free_runs() -> QuerySet[BatchRun]:
    """Return runs with work to do that nobody holds."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=timezone.now())
    return BatchRun.objects.filter(free, state__in=BatchRun.AT_WORK)


def take_up(pk: str) -> BatchRun | None:
    """Lease the run; None where there is nothing to do or somebody holds it.

    After too many take-ups without progress the run fails if errors were the cause; if the worker
    died each time, the next row is taken for the cause, and left out.
    """
    token = uuid.uuid4()
    taken = (
        free_runs()
        .filter(pk=pk)
        .update(lease=token, leased_until=timezone.now() + LEASE, attempts=F("attempts") + 1)
    )
    if not taken:
        return None
    run = BatchRun.objects.select_related("template", "owner").get(pk=pk)
    if run.attempts <= MAX_ATTEMPTS:
        return run
    if run.error or not _give_up_row(run):
        finish(run, state=BatchRun.State.FAILED, error=run.error or "interrupted")
        return None
    hold(run, attempts=1)
    run.attempts = 1
    return run


def _give_up_row(run: BatchRun) -> bool:
    rows = BatchRow.objects.filter(run=run)
    if run.state == BatchRun.State.FILING:
        row = rows.filter(agreement__isnull=False, filed__isnull=True, error="").first()
    else:
        row = rows.filter(state=BatchRow.State.READY).first()
    if row is None:
        return False
    row.error = "interrupted"
    if run.state == BatchRun.State.RUNNING:
        row.state = BatchRow.State.FAILED
    row.save(update_fields=["error", "state"])
    return True


def hold(run: BatchRun, **changes: Any) -> None:
    """Renew the lease and note `changes`; raise LeaseLost where the run is not ours any more."""
    values = {"leased_until": timezone.now() + LEASE, **changes}
    _ours(run, **values)


def progress(run: BatchRun) -> None:
    """Renew the lease after something was done."""
    hold(run, attempts=0, error="")
    run.attempts = 0


def give_back(run: BatchRun, error: str = "") -> None:
    """Let others take the run up: at once, or after a pause where an error stopped the work."""
    pause = FIRST_PAUSE * 2 ** (run.attempts - 1) if error else timedelta()
    _ours(run, lease=None, leased_until=timezone.now() + pause if error else None, error=error)


def finish(run: BatchRun, **changes: Any) -> None:
    """End the work on the run; raise LeaseLost where it is not ours any more."""
    values = {"error": "", "attempts": 0, "finished": timezone.now(), **changes}
    _ours(run, lease=None, leased_until=None, **values)


def _ours(run: BatchRun, **values: Any) -> None:
    same = BatchRun.objects.filter(pk=run.pk, lease=run.lease, state=run.state)
    if not same.update(**values):
        raise LeaseLost
