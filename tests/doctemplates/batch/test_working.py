"""The worker's part: leases, interruptions, errors, what is deleted when."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from doctemplates import tasks
from doctemplates.batch import filing_rows, leases, preparing, storage, working
from doctemplates.models import BatchRow, BatchRun, FiledDocument
from tests.doctemplates.batch.conftest import files_of, finished, fresh, table_run
from tests.doctemplates.batch.test_filing import private
from tests.factories.library import AgreementPageFactory

__all__ = ["private"]

MANY = "Name des Trägers\n" + "".join(f"Träger {number}\n" for number in range(1, 8))


@pytest.fixture
def run(agreement, coordinator, monkeypatch):
    """Seven rows in parts of two, started."""
    monkeypatch.setattr(working, "PART", 2)
    made = table_run(agreement, coordinator, MANY)
    preparing.check(made, made.targets, 0)
    preparing.start(fresh(made))
    return fresh(made)


def let_lease_end(run):
    past = timezone.now() - dt.timedelta(seconds=1)
    BatchRun.objects.filter(pk=run.pk).update(leased_until=past)


def test_a_slice_of_time_is_given_back_and_taken_up_again(run):
    rounds = 1
    while working.work(str(run.pk), seconds=0):
        rounds += 1
        assert fresh(run).leased_until is None
    assert rounds == 5
    assert fresh(run).state == BatchRun.State.DONE
    assert len(files_of(fresh(run))) == 8


def test_two_workers_never_hold_one_run(run):
    assert leases.take_up(str(run.pk)) is not None
    assert leases.take_up(str(run.pk)) is None
    let_lease_end(run)
    assert fresh(run).interrupted
    assert leases.take_up(str(run.pk)) is not None


def test_who_lost_the_lease_changes_nothing_any_more(run):
    slow = leases.take_up(str(run.pk))
    let_lease_end(run)
    quick = leases.take_up(str(run.pk))
    template = working.template_of(run)
    with pytest.raises(leases.LeaseLost):
        working._make_part(slow, template)
    assert fresh(run).done == 0
    assert working._make_part(quick, template)
    assert fresh(run).done == 1  # one at a time after an interruption


def test_a_part_that_nobody_named_is_made_again_and_packed_once(run, monkeypatch):
    def dies(*_arguments):
        raise SystemExit  # as a worker that is told to end in the middle

    monkeypatch.setattr(leases, "progress", dies)
    with pytest.raises(SystemExit):
        working.work(str(run.pk))
    monkeypatch.undo()
    assert fresh(run).done == 0
    let_lease_end(run)
    while working.work(str(run.pk)):
        pass
    assert sorted(files_of(fresh(run)))[1:] == sorted(
        f"Kooperationsvereinbarung – Träger {number}.docx" for number in range(1, 8)
    )


def test_after_too_many_deaths_the_next_row_is_left_out(run):
    BatchRun.objects.filter(pk=run.pk).update(attempts=leases.MAX_ATTEMPTS)
    while working.work(str(run.pk)):
        pass
    made = fresh(run)
    assert (made.state, made.done, made.failed) == ("done", 6, 1)
    assert "mehrmals unterbrochen" in files_of(made)["Bericht.csv"].decode()


def test_errors_of_the_storage_pause_and_then_end_the_run(run, agreement):
    storage.forget([f"{run.folder}/template.docx"])
    for _attempt in range(leases.MAX_ATTEMPTS + 1):
        assert not working.work(str(run.pk))
        let_lease_end(run)
    assert (fresh(run).state, fresh(run).error) == ("failed", "template_gone")


def test_runs_that_nobody_works_on_are_taken_up_by_the_clock(run, monkeypatch):
    woken = []
    monkeypatch.setattr(tasks.wakeup, "notify", woken.append)
    tasks.take_up_batches()
    leases.take_up(str(run.pk))
    tasks.take_up_batches()
    let_lease_end(run)
    tasks.take_up_batches()
    assert woken == [str(run.pk)] * 2


def test_old_runs_are_deleted_with_rows_and_files(run, directory_run):
    while working.work(str(run.pk)):
        pass
    over = timezone.now() - dt.timedelta(seconds=1)
    BatchRun.objects.filter(pk=run.pk).update(expires=over)
    tasks.delete_old_batches()
    assert list(BatchRun.objects.values_list("pk", flat=True)) == [directory_run.pk]
    assert not BatchRow.objects.filter(run=run.pk).exists()
    assert storage.default_storage.listdir(storage.ROOT)[0] == [str(directory_run.pk)]


def test_a_run_lives_a_day_unstarted_and_two_weeks_after(directory_run):
    day = dt.timedelta(days=1)
    assert day * 0.9 < directory_run.expires - timezone.now() <= day
    left = finished(directory_run).expires - timezone.now()
    assert day * 13.9 < left <= day * 14


def test_what_becomes_personal_is_deleted(directory_run):
    finished(directory_run)
    type(directory_run.template).objects.update(personal=True)
    tasks.delete_old_batches()
    assert not BatchRun.objects.exists()
    assert storage.default_storage.listdir(storage.ROOT)[0] == []


def test_files_without_a_run_go_once_they_are_old(run, monkeypatch):
    name = storage.keep(f"batch/{uuid.uuid4()}/x.part", b"x")
    tasks.delete_old_batches()
    assert storage.default_storage.exists(name)
    monkeypatch.setattr(tasks, "KEEP_DRAFT", dt.timedelta(seconds=-5))
    tasks.delete_old_batches()
    assert not storage.default_storage.exists(name)
    assert storage.read(f"{run.folder}/template.docx")


def test_made_files_are_filed_with_the_agreements_that_exist(
    directory_run, private, tree, coordinator
):
    type(directory_run.template).objects.update(purpose="agreement")
    made = finished(BatchRun.objects.get(pk=directory_run.pk))
    first, second, _third = made.rows.all()
    pages = [
        AgreementPageFactory(parent=tree.sections["vereinbarungen"], partner=row.organization)
        for row in (first, second)
    ]
    pages[1].locked = True
    pages[1].save()
    assert filing_rows.start_filing(made, [1, 2, 3], private) == 2
    while working.work(str(made.pk)):
        pass
    after = fresh(made)
    assert (after.state, after.filed) == ("done", 1)
    filed = FiledDocument.objects.get()
    assert filed.agreement == pages[0]
    assert filed.document.file.read() == files_of(after)[first.file_name]
    assert after.rows.get(number=2).error == "locked"
    assert filing_rows.start_filing(after, [1, 3], private) == 0
