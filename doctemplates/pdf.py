"""A filled document as PDF, made by LibreOffice where it can reach nothing and leave nothing.

LibreOffice runs in Linux namespaces of its own (pdf_sandbox.sh): no network, no files of the
machine but programs and fonts, and a folder in memory that ends with it. Where these cannot be had
there is no PDF, rather than one that leaks.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

SANDBOX = Path(__file__).with_name("pdf_sandbox.sh")
SECONDS = 60  # for one document
PATIENCE = 20  # seconds to wait for the document before
MEGABYTES = 256  # of the folder in memory
TOOLS = ("unshare", "mount", "umount", "pivot_root", "setpriv", "timeout")
# Folders the sandbox shows anyway; of others that of the office alone, below OWN.
VISIBLE = ("/usr/bin/", "/usr/sbin/", "/usr/lib", "/usr/share/", "/bin/")
OWN = ("/opt/", "/usr/local/")
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
NAMESPACES = ["--user", "--map-root-user", "--net", "--mount", "--pid", "--ipc", "--uts"]
ENTER = ["unshare", *NAMESPACES, "--fork", "--kill-child"]


class PdfError(Exception):
    """No PDF was made. `code`: "busy" (another one takes long), "timeout", "failed"."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def available(soffice: str = "soffice") -> bool:
    """Whether `soffice` (name or path, "" for none) is there and can be shut away here."""
    try:
        return _can_be_shut_away(soffice)
    except (OSError, subprocess.TimeoutExpired):  # a busy machine: asked again next time
        return False


@cache
def _can_be_shut_away(soffice: str) -> bool:
    program = _program(soffice)
    missing = [tool for tool in TOOLS if shutil.which(tool, path=ENVIRONMENT["PATH"]) is None]
    if not program or missing:
        return False
    probe = [*ENTER, "sh", "-c", "mount -t tmpfs tmpfs /tmp && mount -t proc proc /proc"]
    done = subprocess.run(  # noqa: S603 - the command is our own
        probe, env=ENVIRONMENT, capture_output=True, timeout=10, check=False
    )
    return done.returncode == 0


def convert(document: bytes, soffice: str = "soffice", seconds: int = SECONDS) -> bytes:
    """Return the PDF of a .docx; raise PdfError where none is made within `seconds`.

    One document at a time, over all processes on this machine.
    """
    program = _program(soffice)
    limits = [str(MEGABYTES), str(seconds)]
    command = [*ENTER, "sh", str(SANDBOX), program, *limits, folder_of(program)]
    with _turn():
        process = subprocess.Popen(  # noqa: S603 - program from the settings, no shell reads it
            command,
            env=ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # messages may quote the document
            start_new_session=True,
        )
        try:
            pdf, _ = process.communicate(document, timeout=seconds + 5)
        except subprocess.TimeoutExpired:
            raise PdfError("timeout") from None
        finally:
            _end(process)
    if process.returncode == 128 + signal.SIGKILL:
        raise PdfError("timeout")
    if process.returncode != 0 or not pdf.startswith(b"%PDF-"):
        raise PdfError("failed")
    return pdf


def _program(soffice: str) -> str:
    """Full path of the program, "" where it is missing or out of the sandbox's sight."""
    found = shutil.which(soffice) if soffice else None
    real = os.path.realpath(found) if found else ""
    return real if real.startswith(VISIBLE) or folder_of(real) else ""


def folder_of(program: str) -> str:
    """Return the folder of an office outside of the system's own, "" where it has none."""
    program_folder = Path(program).parent
    folder = str(program_folder.parent)
    is_own = program_folder.name == "program" and folder.startswith(OWN)
    return folder if is_own else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for the document before; the lock is on a file of the program, and leaves no trace."""
    with SANDBOX.open("rb") as lock:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise PdfError("busy") from None
                time.sleep(0.1)
        yield
