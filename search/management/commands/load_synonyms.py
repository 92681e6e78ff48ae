"""`manage.py load_synonyms`: words of the field that mean the same."""

from typing import Any

from django.core.management.base import BaseCommand

from search import starter_synonyms


class Command(BaseCommand):
    help = "Adds the starter list of synonyms; what editors entered stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        """Add what is missing and say how much that was."""
        self.stdout.write(f"{starter_synonyms.load()} sets of synonyms added.")
