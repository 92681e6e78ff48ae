"""Tell the worker that a run waits. It may fail: the beat looks for runs every few seconds."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.db import transaction

from doctemplates.models import BatchRun

logger = logging.getLogger(__name__)

TIMEOUT = 0.5  # seconds to wait for the broker
EXPIRES = 30  # seconds after which the beat has sent another


def after_commit(run: BatchRun) -> None:
    """Wake the worker once the run is stored."""
    transaction.on_commit(partial(notify, str(run.pk)), robust=True)


def notify(pk: str) -> None:
    """Send the wake-up; swallow every error of the broker."""
    from doctemplates import tasks

    task: Any = tasks.fill_batch
    options = {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT}
    try:
        with task.app.connection_for_write(connect_timeout=TIMEOUT) as connection:
            connection.transport_options = {**connection.transport_options, **options}
            task.apply_async((pk,), connection=connection, retry=False, expires=EXPIRES)
    except Exception as error:
        logger.warning("Batch: the worker could not be woken: %s", error)
