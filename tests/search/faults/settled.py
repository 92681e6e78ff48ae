"""`python -m tests.search.faults.settled SECONDS`: wait for an empty outbox, then compare.

Exits with 1 and says what differs where index and database are not equal.
"""

import sys
import time

import django


def main(seconds: float) -> int:
    """Return the exit code."""
    django.setup()
    from search import outbox, rebuilding
    from search.models import IndexChange

    deadline = time.monotonic() + seconds
    while outbox.waiting() or rebuilding.running():
        if time.monotonic() > deadline:
            rows = IndexChange.objects.values("key", "state", "attempts", "last_error")
            sys.stdout.write(f"not settled: {list(rows[:5])}\n")
            return 1
        time.sleep(0.3)
    found = rebuilding.differences()
    sys.stdout.write(f"{found}, dead {outbox.dead()}\n")
    return 1 if found.keys or outbox.dead() else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
