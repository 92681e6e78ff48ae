"""A process that changes the directory: `python -m tests.search.faults.writer CHANGES SEED PAUSE`.

Prints "ready", then as JSON how many changes were made and how long the slowest took (seconds).
"""

import json
import random
import sys
import time

import django


def main(changes: int, seed: int, pause: float) -> None:
    """Make, change, hide and delete services, each in a save of its own."""
    django.setup()
    from content.directory.models import Organization, Service

    chance = random.Random(seed)
    organization, _ = Organization.objects.get_or_create(
        name="Träger Nord", defaults={"live": True}
    )
    print("ready", flush=True)
    slowest = 0.0
    for number in range(changes):
        kind = chance.choice(("make", "make", "rename", "hide", "delete"))
        row = Service.objects.order_by("?").first() if kind != "make" else None
        started = time.monotonic()
        if row is None:
            name = f"Sprachkurs {seed}-{number}"
            Service.objects.create(name=name, organization=organization, live=True)
        elif kind == "delete":
            row.delete()
        else:
            row.name = f"Beratung {seed}-{number}" if kind == "rename" else row.name
            row.live = kind == "rename"
            row.save()
        slowest = max(slowest, time.monotonic() - started)
        time.sleep(pause)
    print(json.dumps({"changes": changes, "slowest": slowest}), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
