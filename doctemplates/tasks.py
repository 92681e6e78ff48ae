"""The worker's part in batch runs: fill, take up what was interrupted, delete what is old."""

from __future__ import annotations

from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from doctemplates.batch import leases, preparing, storage, wakeup, working
from doctemplates.models import BatchRun
from doctemplates.models.batch_run import KEEP_DRAFT


@shared_task(name="doctemplates.fill_batch", ignore_result=True)
def fill_batch(run: str) -> None:
    """Work on a run for some seconds, then let other tasks have their turn."""
    if working.work(run):
        wakeup.notify(run)


@shared_task(name="doctemplates.take_up_batches", ignore_result=True)
def take_up_batches() -> None:
    """Wake the worker for runs that nobody works on."""
    for pk in leases.free_runs().values_list("pk", flat=True):
        wakeup.notify(str(pk))


@shared_task(name="doctemplates.delete_old_batches", ignore_result=True)
def delete_old_batches() -> None:
    """Delete runs whose time is over or whose template is personal now, and files without a run."""
    over = Q(expires__lte=timezone.now()) | Q(template__personal=True)
    for run in BatchRun.objects.filter(over):
        preparing.delete(run)
    known = {str(pk) for pk in BatchRun.objects.values_list("pk", flat=True)}
    # a younger one may belong to a run that is just being prepared
    for folder in set(storage.old_folders(KEEP_DRAFT)) - known:
        storage.forget_folder(f"{storage.ROOT}/{folder}")
