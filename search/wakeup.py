"""Tell the worker after the commit that changes wait. It may fail, it may not delay anybody.

The beat looks every few seconds anyway, so a broker that is down costs freshness and no more.
"""

import logging
import time
from typing import Any

from django.db import connection, transaction

logger = logging.getLogger(__name__)

TIMEOUT = 0.5  # seconds to wait for the broker
PAUSE = 15.0  # seconds without further tries after a failure
EXPIRES = 30  # seconds after which an unread wake-up is worth nothing
NO_RETRIES = {"max_retries": 0, "interval_start": 0, "interval_step": 0, "interval_max": 0}

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

    drain_outbox: Any = tasks.drain_outbox

    options = {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT, **NO_RETRIES}
    try:
        with drain_outbox.app.connection_for_write(connect_timeout=TIMEOUT) as connection_:
            connection_.transport_options = {**connection_.transport_options, **options}
            drain_outbox.apply_async(connection=connection_, retry=False, expires=EXPIRES)
    except Exception as error:
        _silent_until = time.monotonic() + PAUSE
        logger.warning("Search: the worker could not be woken: %s", error)
