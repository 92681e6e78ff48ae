"""Health checks for the supervisor of a container: alive (/healthz) and ready (/readyz)."""

import logging
from collections.abc import Callable

from celery import current_app
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

BROKER_TIMEOUT = 2  # seconds


def _check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
        cursor.fetchone()


def _check_search() -> None:
    from search.engine import get_engine

    get_engine().count()


def _check_broker() -> None:
    transport = current_app.connection_for_write(connect_timeout=BROKER_TIMEOUT)
    with transport as broker:
        broker.ensure_connection(max_retries=0, timeout=BROKER_TIMEOUT)


CHECKS: dict[str, Callable[[], None]] = {
    "database": _check_database,
    "search": _check_search,
    "broker": _check_broker,
}


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer "ok": the process runs and serves requests. Touches nothing else."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, search index and broker work, else 503 and which one failed.

    The reason of a failure goes to the log, not to the caller: it may name hosts or paths.
    """
    checks = {}
    for name, check in CHECKS.items():
        try:
            check()
        except Exception:
            # a driver may raise anything; whatever it is, the portal is not ready
            logger.exception("Not ready: %s", name)
            checks[name] = "failed"
        else:
            checks[name] = "ok"
    ready = all(state == "ok" for state in checks.values())
    return JsonResponse({"ready": ready, "checks": checks}, status=200 if ready else 503)
