"""The child: reads a Word file from stdin, prints its report as JSON. Nothing touches the disk.

Prints {"report": ...}, or {"refused": {"code": ..., "params": ...}} for a file it will not take;
ends with the exit code STARVED where memory ran out.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from doctemplates.checking.inspecting import inspect
from doctemplates.checking.limits import MEMORY, STARVED, limit_this_process
from doctemplates.errors import PackageError


def main() -> None:
    """Check what comes from stdin under limits."""
    limit_this_process()
    try:
        answer: dict[str, Any] = {"report": inspect(sys.stdin.buffer.read()).as_json()}
        text = json.dumps(answer, ensure_ascii=False)
    except PackageError as error:
        text = json.dumps({"refused": {"code": _code(error), "params": error.params}})
    except MemoryError:
        os._exit(STARVED)  # there may be no memory left to say so
    except Exception:
        if _is_starved():
            os._exit(STARVED)
        raise
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def _code(error: PackageError) -> str:
    """A parser that gets no memory calls the file damaged."""
    starved = error.code in ("bad_xml", "truncated") and _is_starved()
    return "too_much_memory" if starved else error.code


def _is_starved() -> bool:
    """Whether nearly all memory was used, where the system tells.

    Not by getrusage: its peak begins with that of the parent.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except (OSError, MemoryError):
        return False
    found = re.search(r"VmPeak:\s+(\d+) kB", status)
    return found is not None and int(found.group(1)) << 10 > MEMORY * 0.8


if __name__ == "__main__":
    main()
