"""`manage.py rebuild_index`: build the search index anew from the database."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import rebuilding
from search.engine import SearchError
from search.management.engines import add_engine_argument, engine_named


class Command(BaseCommand):
    help = "Build the search index anew, beside the old one, and swap them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_engine_argument(parser)

    def handle(self, *args: Any, engine: str, **options: Any) -> None:
        start = time.monotonic()
        try:
            number = rebuilding.rebuild(engine_named(engine))
        except SearchError as error:
            raise CommandError(f"The index was not rebuilt: {error}") from error
        self.stdout.write(f"{number} documents indexed in {time.monotonic() - start:.1f} s.")
