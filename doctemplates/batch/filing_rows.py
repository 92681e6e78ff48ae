"""File the made files with the agreements of their organizations, after the run."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection

from content.library.models import AgreementPage
from doctemplates import filing
from doctemplates.batch import leases, storage, wakeup
from doctemplates.models import BatchRow, BatchRun

AT_ONCE = 10
State = BatchRun.State


def with_agreements(rows: Iterable[BatchRow]) -> list[tuple[BatchRow, AgreementPage]]:
    """Return those of `rows` that can be filed, each with its organization's agreement."""
    made = [
        row
        for row in rows
        if row.state == BatchRow.State.DONE and row.organization_id and row.filed_id is None
    ]
    known = filing.agreements_of([row.organization_id for row in made if row.organization_id])
    return [(row, known[row.organization_id]) for row in made if row.organization_id in known]


@transaction.atomic
def start_filing(run: BatchRun, chosen: Iterable[int], collection: Collection) -> int:
    """Hand the chosen rows (by number) to the worker; return how many there are."""
    locked = BatchRun.objects.select_for_update().get(pk=run.pk)
    if locked.state != State.DONE or locked.template.personal:
        return 0
    wanted = set(chosen)
    made = BatchRow.objects.filter(run=run).order_by("number").defer("cells", "values")
    rows = [(row, page) for row, page in with_agreements(made) if row.number in wanted]
    for row, page in rows:
        row.agreement, row.error = page, ""
    BatchRow.objects.bulk_update([row for row, _page in rows], ["agreement", "error"], 200)
    if rows:
        now = timezone.now()
        BatchRun.objects.filter(pk=run.pk).update(
            state=State.FILING, collection=collection, leased_until=None, attempts=0, started=now
        )
        wakeup.after_commit(run)
    return len(rows)


def file_next(run: BatchRun) -> bool:
    """File the next rows; return False where none is left."""
    waiting = BatchRow.objects.filter(
        run=run, agreement__isnull=False, filed__isnull=True, error=""
    )
    rows = list(waiting.order_by("number").select_related("agreement").defer("cells")[:AT_ONCE])
    if not rows:
        return False
    with storage.open_file(run.zip_name) as file, zipfile.ZipFile(file) as archive:
        for row in rows:
            _file(run, row, archive.read(row.file_name))
    return True


def _file(run: BatchRun, row: BatchRow, content: bytes) -> None:
    """File one row together with the proof that the run is still ours."""
    origin = filing.Origin(run.template, run.edition, run.checksum)
    assert row.agreement is not None
    assert run.collection is not None
    try:
        with transaction.atomic():
            leases.progress(run)
            row.filed = filing.file_document(
                row.agreement, content, row.file_name, origin, run.owner, run.collection
            )
            row.save(update_fields=["filed"])
    except filing.FilingRefused as refused:
        row.error = refused.code
        row.save(update_fields=["error"])
