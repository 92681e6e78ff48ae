"""Run the child and understand how it ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import doctemplates
from doctemplates.checking.limits import STARVED, WALL_SECONDS
from doctemplates.checking.report import Report
from doctemplates.errors import PackageError

_ROOT = Path(doctemplates.__file__).parent.parent
# Nothing of the server's environment: the child needs no passwords.
_ENVIRONMENT = {"PYTHONPATH": str(_ROOT), "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}
_TOO_SLOW = {-signal.SIGXCPU, -signal.SIGKILL}


def run_check(source: bytes) -> Report:
    """Check a Word file in a process of its own; blocks for at most WALL_SECONDS.

    PackageError says why the file is refused; its code is "too_slow", "too_much_memory" or
    "check_failed" where the check itself did not come to an end.
    """
    command = [sys.executable, "-B", "-s", "-m", "doctemplates.checking"]
    try:
        ended = subprocess.run(  # noqa: S603
            command,
            input=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback may quote the document
            env=_ENVIRONMENT | {"PATH": os.defpath},
            cwd=_ROOT,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PackageError("too_slow") from None
    if ended.returncode in _TOO_SLOW:
        raise PackageError("too_slow")
    if ended.returncode == STARVED:
        raise PackageError("too_much_memory")
    return _understood(ended.stdout)


def _understood(output: bytes) -> Report:
    try:
        answer = json.loads(output)
        if "report" in answer:
            return Report.from_json(answer["report"])
        error = PackageError(answer["refused"]["code"], **answer["refused"]["params"])
    except (ValueError, KeyError, TypeError):  # it crashed before or while it printed
        raise PackageError("check_failed") from None
    raise error
