"""Only files that passed a check in a process of their own are opened in this one."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.utils import timezone

from doctemplates.checking import Report, run_check
from doctemplates.compiling import CompiledTemplate, compile_template
from doctemplates.errors import PackageError
from doctemplates.models.checked_file import CheckedFile

# Refusals that a busy server may have caused: asked again later, or when an author saves.
PASSING = frozenset({"too_slow", "too_much_memory", "check_failed"})
RETRY_AFTER = timedelta(hours=1)
MOST_KNOWN = 4096
_known: set[str] = set()  # digests this process has seen accepted


def digest_of(source: bytes) -> str:
    """Return the name under which a file's check is kept."""
    return hashlib.sha256(source).hexdigest()


def check(source: bytes, again: bool = False) -> Report:
    """Return what a check found in a file, running it where it never ran; PackageError if refused.

    `again` repeats a check that may have failed for the server's own reasons. Costs one query for
    a file that was checked before, else up to `checking.limits.WALL_SECONDS`.
    """
    digest = digest_of(source)
    row = CheckedFile.objects.filter(digest=digest, core=_core()).first()
    if row is None or _may_have_passed(row, again):
        return _check_now(digest, source)
    if row.code:
        raise PackageError(row.code, **row.params)
    return Report.from_json(row.report)


def compiled(source: bytes) -> CompiledTemplate:
    """Return the compiled template of a file that passed its check; PackageError if refused.

    Costs no query for a file that this process has seen accepted.
    """
    digest = digest_of(source)
    if digest not in _known:
        check(source)
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        _known.add(digest)
    return compile_template(source)


def blank(source: bytes) -> bytes:
    """Return the file to be filled in by hand: as it is, or without what was taken out of it.

    PackageError for a file that is refused.
    """
    template = compiled(source)
    return template.fill({}) if template.is_cut else source


def _may_have_passed(row: CheckedFile, again: bool) -> bool:
    if row.code not in PASSING:
        return False
    return again or row.checked_at < timezone.now() - RETRY_AFTER


def _check_now(digest: str, source: bytes) -> Report:
    try:
        report = run_check(source)
    except PackageError as error:
        _keep(digest, code=error.code, params=error.params)
        raise
    _keep(digest, report=report.as_json())
    return report


def _keep(digest: str, **outcome: object) -> None:
    values = {"core": _core(), "code": "", "params": {}, "report": {}, **outcome}
    CheckedFile.objects.update_or_create(digest=digest, defaults=values)


@cache
def _core() -> str:
    """Digest of the code that checks: a release that reads files differently checks them again."""
    root = Path(__file__).parent
    folders = (root / name for name in (".", "fields", "checking", "preview"))
    files = sorted(path for folder in folders for path in folder.glob("*.py"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
