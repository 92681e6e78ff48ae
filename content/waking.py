"""Tell the worker that something waits, without making anybody wait for the broker."""

from typing import Any

TIMEOUT = 0.5  # seconds to wait for the broker
EXPIRES = 30  # seconds after which an unread wake-up is worth nothing: the beat has sent another
_OPTIONS = {
    "socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT,
    "max_retries": 0, "interval_start": 0, "interval_step": 0, "interval_max": 0,
}  # fmt: skip


def send(task: Any, *args: Any) -> None:
    """Send a Celery task once; raises whatever the broker's client raises where it is away."""
    with task.app.connection_for_write(connect_timeout=TIMEOUT) as connection:
        connection.transport_options = {**connection.transport_options, **_OPTIONS}
        task.apply_async(args, connection=connection, retry=False, expires=EXPIRES)
