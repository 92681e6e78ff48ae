"""The worker's part: fill rows in parts, pack the parts into one zip.

A part is stored under a name of its own before its rows are marked as made, in one transaction that
also proves the lease. A worker that dies in between leaves a part that nobody names; whoever takes
the run up makes it again. So no row is lost and none is packed twice.
"""

from __future__ import annotations

import logging
import tempfile
import time
import traceback
import uuid
import zipfile
from typing import IO

from django.db import transaction

from doctemplates.batch import leases, packing, preparing, storage
from doctemplates.batch.filing_rows import file_next
from doctemplates.batch.leases import LeaseLost
from doctemplates.batch.template_fields import template_of
from doctemplates.compiling import CompiledTemplate
from doctemplates.errors import FillError, PackageError
from doctemplates.models import BatchRow, BatchRun

logger = logging.getLogger(__name__)

PART = 50  # files in one part, in memory one after the other
SLICE = 5.0  # seconds after which other tasks of the worker get their turn


def work(pk: str, seconds: float = SLICE) -> bool:
    """Work on a run for about `seconds`; return whether more is to do at once."""
    run = leases.take_up(pk)
    if run is None:
        return False
    try:
        if run.template.personal:
            preparing.delete(run)  # nothing of it may be stored
            return False
        return _go_on(run, time.monotonic() + seconds)
    except LeaseLost:
        return False
    except Exception as error:
        _log(run, error)
        _give_back(run, _cause(error))
        return False


def _cause(error: Exception) -> str:
    """Key of batch.explaining.WORK."""
    if isinstance(error, FileNotFoundError):
        return "template_gone"
    return "template_refused" if isinstance(error, PackageError) else "internal"


def _give_back(run: BatchRun, error: str) -> None:
    try:
        leases.give_back(run, error)
    except LeaseLost:
        logger.info("Batch %s: another worker has it, or it was cancelled", run.pk)


def _go_on(run: BatchRun, deadline: float) -> bool:
    filing = run.state == BatchRun.State.FILING
    template = None if filing else template_of(run)
    while file_next(run) if template is None else _make_part(run, template):
        if time.monotonic() > deadline:
            leases.give_back(run)
            return True
    if filing:
        leases.finish(run, state=BatchRun.State.DONE)
    else:
        _finish(run)
    return False


def _make_part(run: BatchRun, template: CompiledTemplate) -> bool:
    """Fill the next rows; return False where none is left. One row at a time after a crash."""
    size = PART if run.attempts <= 1 else 1
    ready = BatchRow.objects.filter(run=run, state=BatchRow.State.READY)
    rows = list(ready.order_by("number").defer("cells")[:size])
    if not rows:
        return False
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w") as archive:
            for row in rows:
                _fill(run, template, row, archive)
        name = _keep(run, file)
    try:
        with transaction.atomic():
            leases.progress(run)
            _mark(rows, name)
    except BaseException:
        storage.forget([name])
        raise
    return True


def _mark(rows: list[BatchRow], part: str) -> None:
    """Note which rows are in `part`, in one statement, and what went wrong with the others."""
    made = [row.pk for row in rows if row.state == BatchRow.State.DONE]
    BatchRow.objects.filter(pk__in=made).update(state=BatchRow.State.DONE, part=part)
    for row in rows:
        if row.state == BatchRow.State.FAILED:
            row.save(update_fields=["state", "error", "problems"])


def _keep(run: BatchRun, file: IO[bytes]) -> str:
    file.seek(0)
    return storage.keep(f"{run.folder}/{uuid.uuid4()}.part", file)


def _fill(
    run: BatchRun, template: CompiledTemplate, row: BatchRow, archive: zipfile.ZipFile
) -> None:
    try:
        content = template.fill(row.values)
    except FillError as error:
        row.state = BatchRow.State.FAILED
        row.problems = [
            {"column": problem.path, "code": problem.code, "params": {}}
            for problem in error.problems
        ]
    except Exception as error:
        _log(run, error)
        row.state, row.error = BatchRow.State.FAILED, "internal"
    else:
        archive.writestr(packing.entry(row.file_name), content)
        row.state = BatchRow.State.DONE


def _finish(run: BatchRun) -> None:
    """Pack all parts and the report into one zip, then forget the parts."""
    parts = packing.parts(run)
    with tempfile.TemporaryFile() as file:
        packing.pack(run, parts, file, lambda: leases.hold(run))
        size = file.tell()
        name = _keep(run, file)
    try:
        leases.finish(run, state=BatchRun.State.DONE, zip_name=name, zip_size=size)
    except BaseException:
        storage.forget([name])
        raise
    storage.forget(parts)


def _log(run: BatchRun, error: Exception) -> None:
    """Log where it happened; messages of errors may quote what was filled in."""
    places = "".join(traceback.format_tb(error.__traceback__))
    logger.error("Batch %s: %s\n%s", run.pk, type(error).__name__, places)
