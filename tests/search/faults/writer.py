"""A process that changes the directory: `python -m tests.search.faults.writer CHANGES SEED PAUSE`.

Prints "ready", then as JSON how many changes were made and how long the slowest took (seconds).
"""

import json
import random
import sys
import time
from typing import Any

import django
from django.db import InterfaceError, OperationalError, connection


def main(changes: int, seed: int, pause: float) -> None:
    """Make, change, hide and delete services, each in a save of its own."""
    django.setup()
    from content.directory.models import Organization

    chance = random.Random(seed)
    organization, _ = Organization.objects.get_or_create(
        name="Träger Nord", defaults={"live": True}
    )
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    slowest = 0.0
    for number in range(changes):
        kind = chance.choice(("make", "make", "rename", "hide", "delete"))
        for _ in range(60):  # while the database restarts nobody can save; that is no save
            try:
                slowest = max(slowest, change(kind, f"{seed}-{number}", organization))
                break
            except (OperationalError, InterfaceError):
                connection.close()
                time.sleep(0.5)
        else:
            raise SystemExit("the database stayed away")
        time.sleep(pause)
    sys.stdout.write(json.dumps({"changes": changes, "slowest": slowest}))


def change(kind: str, name: str, organization: Any) -> float:
    """Make one change; return how long the save took, in seconds."""
    from content.directory.models import Service

    row = Service.objects.order_by("?").first() if kind != "make" else None
    started = time.monotonic()
    if row is None:
        Service.objects.create(name=f"Sprachkurs {name}", organization=organization, live=True)
    elif kind == "delete":
        row.delete()
    else:
        row.name = f"Beratung {name}" if kind == "rename" else row.name
        row.live = kind == "rename"
        row.save()
    return time.monotonic() - started


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
