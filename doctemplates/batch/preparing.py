"""Make a run from organizations or from a table, check every row, start it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from content.directory.models import Organization
from doctemplates import checked
from doctemplates.batch import storage, wakeup
from doctemplates.batch.columns import Target, assemble, match, targets
from doctemplates.batch.names import UniqueNames
from doctemplates.batch.rows import RowProblem, convert
from doctemplates.batch.tables import Table
from doctemplates.batch.template_fields import (
    TEMPLATE,
    bound_to_organization,
    shown_fields,
    template_of,
)
from doctemplates.bindings import organization_values
from doctemplates.fields.model import TemplateField
from doctemplates.models import BatchRow, BatchRun, WordTemplatePage
from doctemplates.models.batch_run import KEEP_RESULT

AT_ONCE = 200  # rows in memory
TITLE = 60  # characters of the template's title in each file's name
State = BatchRow.State


class BatchRefused(Exception):
    """The run cannot be made or started; the code says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def new_run(page: WordTemplatePage, user: Any, source: BatchRun.Source) -> BatchRun:
    """Store an empty run with the template as it is now; personal templates are refused.

    What is typed into those must never be stored, and a run is stored. Raises PackageError for a
    file that did not pass its check.
    """
    if page.personal:
        raise BatchRefused("personal")
    content = page.source()
    edition = page.current_edition
    run = BatchRun(
        template=page,
        title=page.title,
        edition=edition.number if edition else None,
        checksum=checked.compiled(content).digest,
        owner=user,
        source=source,
    )
    storage.keep(f"{run.folder}/{TEMPLATE}", content)
    run.save(force_insert=True)
    return run


@transaction.atomic
def from_directory(
    page: WordTemplatePage,
    user: Any,
    organizations: Iterable[Organization],
    common: Mapping[str, Any],
) -> BatchRun:
    """Prepare one row for each organization: what the directory knows, and the common values."""
    run = new_run(page, user, BatchRun.Source.DIRECTORY)
    shown = bound_to_organization(shown_fields(page, template_of(run)))
    fields = [each.field for each in shown]
    numbered = iter(enumerate(organizations, start=1))
    while part := list(islice(numbered, AT_ONCE)):
        known = organization_values([organization for _number, organization in part])
        rows = []
        for number, organization in part:
            raw = {each.field.name: known[organization.pk].get(each.binding, "") for each in shown}
            values, problems = convert(fields, raw, {})
            row = BatchRow(run=run, number=number, organization=organization)
            row.label = organization.name
            rows.append(_checked(row, {**common, **values}, problems))
        BatchRow.objects.bulk_create(rows)
    run.checked = True
    run.save(update_fields=["checked"])
    return run


def from_table(page: WordTemplatePage, user: Any, table: Table) -> BatchRun:
    """Store the rows of an uploaded table and match its columns; TableError where it is broken."""
    run = new_run(page, user, BatchRun.Source.TABLE)
    try:
        with transaction.atomic():
            _store(run, table)
    except BaseException:
        delete(run)
        raise
    return run


def _store(run: BatchRun, table: Table) -> None:
    run.headings = table.columns
    found = match(table.columns, _fields(run))
    run.targets = [target.token if target else "" for target in found]
    run.naming = _naming_column(found)
    run.save()
    numbered: Iterator[tuple[int, list[str]]] = iter(table.rows)
    while part := list(islice(numbered, AT_ONCE)):
        BatchRow.objects.bulk_create(
            BatchRow(run=run, number=number, cells=cells) for number, cells in part
        )


def _naming_column(found: Sequence[Target | None]) -> int:
    """The column of the organization's name, else the first that fills anything, else the first."""
    for index, target in enumerate(found):
        if target and target.leaf.key == "organization.name":
            return index
    return next((index for index, target in enumerate(found) if target), 0)


def _fields(run: BatchRun) -> list[TemplateField]:
    return [shown.field for shown in shown_fields(run.template, template_of(run))]


def possible_targets(run: BatchRun) -> list[Target]:
    """Return what a column of the run can be matched with."""
    numbers = [part for token in run.targets for part in token.split("|")[1:]]
    return targets(_fields(run), max([2, *map(int, numbers)]))


@transaction.atomic
def check(run: BatchRun, tokens: Sequence[str], naming: int) -> None:
    """Match the columns as told and check every row; problems are kept with the rows."""
    fields = _fields(run)
    known = {target.token: target for target in possible_targets(run)}
    chosen = [known.get(token) for token in tokens]
    headings = {_path(target): run.headings[index] for index, target in enumerate(chosen) if target}
    rows = BatchRow.objects.filter(run=run).order_by("number")
    for part in _parts(rows):
        for row in part:
            cells = [
                (target, text)
                for target, text in zip(chosen, row.cells, strict=True)
                if target is not None
            ]
            values, problems = convert(fields, assemble(cells), headings)
            row.label = row.cells[naming].strip()[:255]
            _checked(row, values, problems)
        _write(part, ["label", "values", "problems", "state"])
    run.targets, run.naming, run.checked = list(tokens), naming, True
    run.save(update_fields=["targets", "naming", "checked"])


def _path(target: Target) -> tuple[str | int, ...]:
    path: list[str | int] = []
    for group, number in zip(target.leaf.groups, target.numbers, strict=True):
        path += [group.name, number]
    return (*path, target.leaf.field.name)


def _checked(row: BatchRow, values: Mapping[str, Any], problems: Sequence[RowProblem]) -> BatchRow:
    row.values = dict(values)
    row.problems = [problem.as_dict() for problem in problems]
    row.state = State.INVALID if problems else State.READY
    return row


def _write(rows: list[BatchRow], fields: list[str]) -> None:
    """Store `fields` of rows that exist; several times quicker than `bulk_update`."""
    BatchRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _parts(rows: Any) -> Iterator[list[BatchRow]]:
    """Yield rows in parts by their number: no cursor stays open while others write."""
    last = -1
    while part := list(rows.filter(number__gt=last)[:AT_ONCE]):
        yield part
        last = part[-1].number


@transaction.atomic
def start(run: BatchRun) -> None:
    """Name the files and hand the run to the worker; BatchRefused where there is nothing to do."""
    locked = BatchRun.objects.select_for_update().get(pk=run.pk)
    if locked.state != BatchRun.State.DRAFT or not locked.checked:
        raise BatchRefused("started")
    if locked.template.personal:
        raise BatchRefused("personal")
    names, stem, count = UniqueNames(), locked.title[:TITLE].strip(), 0
    for part in _parts(BatchRow.objects.filter(run=run, state=State.READY)):
        for row in part:
            row.file_name = names.take(f"{stem} – {row.label}" if row.label else stem)
        _write(part, ["file_name"])
        count += len(part)
    if not count:
        raise BatchRefused("no_rows")
    now = timezone.now()
    _change(run, state=BatchRun.State.RUNNING, started=now, expires=now + KEEP_RESULT)
    wakeup.after_commit(run)


def cancel(run: BatchRun) -> None:
    """Stop the run; the worker notices before it stores its next part."""
    rows = BatchRun.objects.filter(pk=run.pk, state=BatchRun.State.RUNNING)
    if rows.update(state=BatchRun.State.CANCELLED, lease=None, finished=timezone.now()):
        storage.forget_folder(run.folder)


def delete(run: BatchRun) -> None:
    """Delete the run, its rows and its files."""
    storage.forget_folder(run.folder)
    run.delete()


def _change(run: BatchRun, **values: dt.datetime | str) -> None:
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=list(values))
