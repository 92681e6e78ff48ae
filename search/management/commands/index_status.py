"""`manage.py index_status`: what the index holds and what waits for it."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from search.status import status


class Command(BaseCommand):
    help = (
        "Show number of documents, schema, word lists and waiting changes; exit with 1 if the "
        "engine does not answer, the index is stale, or changes were given up or wait too long."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="Machine-readable.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = status()
        values = {name: value for name, value in asdict(found).items() if value != ""}
        values |= {"late": found.late, "healthy": found.healthy}
        if options["json"]:
            self.stdout.write(json.dumps(values, default=str))
        else:
            for name, value in values.items():
                self.stdout.write(f"{name}: {value}")
        if not found.healthy:
            raise SystemExit(1)
