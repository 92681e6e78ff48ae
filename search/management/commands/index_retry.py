"""`manage.py index_retry`: give changes that were given up another chance."""

from typing import Any

from django.core.management.base import BaseCommand

from search import outbox
from search.models import IndexChange


class Command(BaseCommand):
    help = "Try again what could not be written into the index; exit with 1 if something fails."

    def handle(self, *args: Any, **options: Any) -> None:
        number = outbox.revive_dead()
        outbox.drain_all()
        self.stdout.write(f"{number} changes tried again, {outbox.waiting()} still waiting.")
        rows = IndexChange.objects.exclude(state=IndexChange.State.REBUILD)
        failing = rows.exclude(last_error="").values_list("key", "last_error")
        for key, error in failing:
            self.stdout.write(f"{key}: {error}")
        if failing:
            raise SystemExit(1)
