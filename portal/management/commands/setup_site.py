"""`manage.py setup_site`: roles and the pages a portal needs; runs with every update."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.setup import setup_site


class Command(BaseCommand):
    help = "Bring roles in line; on an empty portal make start page, sections and legal pages."

    def handle(self, *args: Any, **options: Any) -> None:
        made = setup_site()
        self.stdout.write("The site is made." if made else "The site was there already.")
