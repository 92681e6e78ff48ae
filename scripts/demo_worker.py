"""The demo's worker: Celery with its clock (beat) as a thread, one process instead of three."""

from typing import Any

from celery.beat import EmbeddedService
from django.conf import settings

from portal.celery import app

# remote control between workers, of which there is one
QUIET = ["--without-gossip", "--without-mingle", "--without-heartbeat"]


def main() -> None:
    """Run until SIGTERM."""
    clock: Any = EmbeddedService(
        app, thread=True, schedule_filename=str(settings.DATA_DIR / "beat-schedule")
    )
    clock.start()
    try:
        app.worker_main(["worker", "--pool", "solo", "--loglevel", "WARNING", *QUIET])
    finally:
        clock.stop()


if __name__ == "__main__":
    main()
