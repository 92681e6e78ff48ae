"""A process that changes the directory: `... -m tests.search.faults.writer CHANGES SEED PAUSE HOW`.

HOW is "single" for saves alone, "bulk" for imports of IMPORTED objects among them. Prints "ready",
then as JSON how many objects were changed and how long the saves took (seconds, longest first).
"""

import json
import random
import sys
import time
from typing import Any

import django
from django.db import InterfaceError, OperationalError, connection, transaction

KINDS = ("make", "make", "rename", "hide", "delete")
IMPORTED = 20  # objects of one import
PREFIX = "Integrationskurs"  # of what was imported, which stays as it is


def main(changes: int, seed: int, pause: float, how: str) -> None:
    """Make, change, hide and delete services, each in a save of its own; import others."""
    django.setup()
    from content.directory.models import Organization

    chance = random.Random(seed)
    organization, _ = Organization.objects.get_or_create(
        name="Träger Nord", defaults={"live": True}
    )
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    waits: list[float] = []
    done = 0
    kinds = KINDS + ("import",) * (how == "bulk")
    while done < changes:
        kind = chance.choice(kinds)
        for _ in range(60):  # while the database restarts nobody can save; that is no save
            try:
                waits.append(change(kind, f"{seed}-{done}", organization))
                break
            except (OperationalError, InterfaceError):
                connection.close()
                time.sleep(0.5)
        else:
            raise SystemExit("the database stayed away")
        done += IMPORTED if kind == "import" else 1
        time.sleep(pause)
    sys.stdout.write(json.dumps({"changes": done, "waits": sorted(waits, reverse=True)}))


def change(kind: str, name: str, organization: Any) -> float:
    """Make one change; return how long the save took, in seconds."""
    from content.directory.models import Service

    rows = Service.objects.exclude(name__startswith=PREFIX).order_by("?")
    row = rows.first() if kind not in ("make", "import") else None
    started = time.monotonic()
    if kind == "import":
        bring_in(name, organization)
    elif row is None:
        Service.objects.create(name=f"Sprachkurs {name}", organization=organization, live=True)
    elif kind == "delete":
        row.delete()
    else:
        row.name = f"Beratung {name}" if kind == "rename" else row.name
        row.live = kind == "rename"
        row.save()
    return time.monotonic() - started


def bring_in(name: str, organization: Any) -> None:
    """Import services as the portal's importers do: past `save()`, with word of it."""
    from content.directory.models import Service
    from content.directory.signals import bulk_changed

    with transaction.atomic():
        rows = Service.objects.bulk_create(
            Service(
                name=f"{PREFIX} {name} {number}",
                slug=f"import-{name}-{number}",
                organization=organization,
                live=True,
            )
            for number in range(IMPORTED)
        )
        bulk_changed.send(sender=Service, pks=[row.pk for row in rows])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4])
