"""`manage.py reconcile_index`: find and mend differences of index and database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import outbox, rebuilding
from search.engine import SearchError


class Command(BaseCommand):
    help = "Compare index and database by content, and bring the index up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Only compare; exit with 1 on a difference."
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        try:
            found = rebuilding.differences()
        except SearchError as error:
            raise CommandError(f"The index can't be compared: {error}") from error
        self.stdout.write(
            f"missing {len(found.missing)}, changed {len(found.changed)}, "
            f"superfluous {len(found.extra)}, only older {len(found.aged)}, "
            f"waiting {outbox.waiting()}, dead {outbox.dead()}"
        )
        if check:
            if found.faults:
                raise CommandError("Index and database differ: " + ", ".join(found.faults[:20]))
            return
        outbox.revive_dead()
        outbox.record_keys(found.keys)
        written = outbox.drain_all()
        self.stdout.write(f"{written} changes written, {outbox.waiting()} still waiting.")
