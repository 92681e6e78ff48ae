"""Run the child and understand how it ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import doctemplates
from doctemplates.checking.held import Held
from doctemplates.checking.limits import STARVED, WALL_SECONDS
from doctemplates.checking.report import Report
from doctemplates.errors import PackageError

T = TypeVar("T")
_ROOT = Path(doctemplates.__file__).parent.parent
# Nothing of the server's environment: the child needs no passwords.
_ENVIRONMENT = {"PYTHONPATH": str(_ROOT), "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}
_TOO_SLOW = {-signal.SIGXCPU, -signal.SIGKILL}


def run_check(source: bytes) -> Report:
    """Check a Word file in a process of its own; blocks for at most WALL_SECONDS.

    PackageError says why the file is refused; its code is "too_slow", "too_much_memory" or
    "check_failed" where the check itself did not come to an end.
    """
    return _understood(_answer("check", source), Report.from_json)


def run_reading(source: bytes) -> Held:
    """Return what a filled document holds, read in a process of its own; as `run_check`.

    What it holds comes through a pipe, and is in no error.
    """
    return _understood(_answer("read", source), Held.from_json)


def _answer(task: str, source: bytes) -> bytes:
    command = [sys.executable, "-B", "-s", "-m", "doctemplates.checking", task]
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
    return ended.stdout


def _understood(output: bytes, make: Callable[[Any], T]) -> T:
    try:
        answer = json.loads(output)
        if "found" in answer:
            return make(answer["found"])
        error = PackageError(answer["refused"]["code"], **answer["refused"]["params"])
    except (ValueError, KeyError, TypeError, ArithmeticError):  # it crashed, or printed half
        raise PackageError("check_failed") from None
    raise error
