"""`manage.py index_status`: what the index holds and what waits for it."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from search import outbox
from search.engine import SearchError, get_engine
from search.models import IndexChange


class Command(BaseCommand):
    help = "Show number of documents, schema version and waiting changes; exit 1 if not healthy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="Machine-readable.")

    def handle(self, *args: Any, **options: Any) -> None:
        oldest = (
            IndexChange.objects.filter(state=IndexChange.State.WAITING).order_by("created").first()
        )
        status: dict[str, Any] = {
            "engine": settings.SEARCH_ENGINE,
            "waiting": outbox.waiting(),
            "oldest_waiting": oldest.created.isoformat() if oldest else None,
            "dead": outbox.dead(),
        }
        try:
            engine = get_engine()
            status |= {
                "documents": engine.count(),
                "schema": engine.schema_version(),
                "stale": engine.is_stale(),
            }
        except SearchError as error:
            status["error"] = f"{type(error).__name__}: {error}"
        if options["json"]:
            self.stdout.write(json.dumps(status))
        else:
            for name, value in status.items():
                self.stdout.write(f"{name}: {value}")
        if "error" in status or status.get("stale") or status["dead"]:
            raise SystemExit(1)
