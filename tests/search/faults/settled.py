"""`python -m tests.search.faults.settled SECONDS`: wait for an empty outbox, then compare.

Exits with 1 and says what differs where index and database are not equal.
"""

import json
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
            print("not settled:", json.dumps(list(rows[:5])))
            return 1
        time.sleep(0.3)
    found = rebuilding.differences()
    print(f"missing {found.missing}, changed {found.changed}, superfluous {found.extra}")
    print(f"dead {outbox.dead()}")
    return 1 if found.keys or outbox.dead() else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
