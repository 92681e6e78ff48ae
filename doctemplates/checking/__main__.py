"""The child: reads a Word file from stdin, prints JSON. Nothing touches the disk.

`check` finds the report on a template, `read` what a filled document holds. Prints
{"found": ...}, or {"refused": {"code": ..., "params": ...}} for a file it will not take;
ends with the exit code STARVED where memory ran out.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from doctemplates.checking.held import read_held
from doctemplates.checking.inspecting import inspect
from doctemplates.checking.limits import MEMORY, STARVED, limit_this_process
from doctemplates.errors import PackageError

MAX_ANSWER = 20 << 20  # characters, pictures included; the server has to hold them
TASKS: dict[str, Callable[[bytes], Any]] = {
    "check": lambda source: inspect(source).as_json(),
    "read": lambda source: read_held(source).as_json(),
}


def main() -> None:
    """Do the task named on the command line with what comes from stdin, under limits."""
    limit_this_process()
    try:
        found = TASKS[sys.argv[1]](sys.stdin.buffer.read())
        text = json.dumps({"found": found}, ensure_ascii=False)
        if len(text) > MAX_ANSWER:
            raise PackageError("too_complex")
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
