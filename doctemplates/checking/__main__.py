"""The child: reads a Word file from stdin, prints its report as JSON. Nothing touches the disk.

Prints {"report": ...}, or {"refused": {"code": ..., "params": ...}} for a file it will not take.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from doctemplates.checking.inspecting import inspect
from doctemplates.checking.limits import MEMORY, limit_this_process
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
        text = json.dumps({"refused": {"code": "too_much_memory", "params": {}}})
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def _code(error: PackageError) -> str:
    """A parser that gets no memory calls the file damaged."""
    starved = error.code in ("bad_xml", "truncated") and _peak() > MEMORY * 0.8
    return "too_much_memory" if starved else error.code


def _peak() -> int:
    """Most address space used, in bytes; 0 where the system does not tell.

    Not getrusage: its peak begins with that of the parent.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"VmPeak:\s+(\d+) kB", status)
    return int(found.group(1)) << 10 if found else 0


if __name__ == "__main__":
    main()
