"""Tell the worker that a run waits. It may fail: the beat looks for runs every few seconds."""

from __future__ import annotations

import logging
from functools import partial

from django.db import transaction

from content import waking
from doctemplates.models import BatchRun

logger = logging.getLogger(__name__)


def after_commit(run: BatchRun) -> None:
    """Wake the worker once the run is stored."""
    transaction.on_commit(partial(notify, str(run.pk)), robust=True)


def notify(pk: str) -> None:
    """Send the wake-up; swallow every error of the broker."""
    from doctemplates import tasks

    try:
        waking.send(tasks.fill_batch, pk)
    except Exception as error:
        logger.warning("Batch: the worker could not be woken: %s", error)
