"""Tell the worker after the commit that changes wait. It may fail, it may not delay anybody.

The beat looks every few seconds anyway, so a broker that is down costs freshness and no more.
"""

import logging
import time
from typing import Any

from django.db import connection, transaction

from content import waking

logger = logging.getLogger(__name__)

PAUSE = 15.0  # seconds without further tries after a failure

_silent_until = 0.0


def prepare() -> None:
    """Load the broker's client now: the first person who saves would wait for it."""
    from celery import current_app

    current_app.connection_for_write()


def after_commit() -> None:
    """Wake the worker after the commit, once per transaction."""
    savepoints = set(connection.savepoint_ids)
    planned: list[Any] = connection.run_on_commit
    if any(func is notify and sids <= savepoints for sids, func, _ in planned):
        return
    transaction.on_commit(notify, robust=True)


def notify() -> None:
    """Send the wake-up; swallow every error of the broker, then leave it alone for a while."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return
    from search import tasks

    try:
        waking.send(tasks.drain_outbox)
    except Exception as error:
        _silent_until = time.monotonic() + PAUSE
        logger.warning("Search: the worker could not be woken: %s", error)
