"""A portal in which one service kills every process that describes it, and leases end soon."""

import os
import signal
from datetime import timedelta
from typing import Any

from django.apps import AppConfig

NAME = "Tödlicher Kurs"


class DeadlyConfig(AppConfig):
    name = "tests.search.faults.deadly"

    def ready(self) -> None:
        from search import documents, leases, rebuilding

        leases.LEASE = rebuilding.LEASE = timedelta(seconds=1)
        label = "directory.service"
        source = documents.sources()[label]

        def describe(row: Any) -> Any:
            if row.name == NAME:
                os.kill(os.getpid(), signal.SIGKILL)
            return source.describe(row)

        documents.sources()[label] = documents.Source(source.model, source.rows, describe)
