"""`manage.py loadsample`: the sample portal; again and again without doubles."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal.sample import load_all
from portal.sample.directory import load_many


class Command(BaseCommand):
    help = "Load the sample content; with --services also synthetic services for load tests."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--services", type=int, default=0, help="synthetic services to make")
        parser.add_argument("--seed", type=int, default=1, help="seed of the synthetic services")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.KIM_SAMPLE_DATA:
            raise CommandError(
                "The sample makes accounts whose password everybody can read. If this portal holds "
                "no real data, set KIM_SAMPLE_DATA=1 and call again."
            )
        with transaction.atomic():
            load_all()
        if options["services"]:
            load_many(options["services"], options["seed"])
        self.stdout.write("Sample content is loaded.")
