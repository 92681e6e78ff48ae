"""A run of one template over many rows, and its rows: the worker's memory, deleted with the run."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEEP_DRAFT = timedelta(days=1)  # prepared and never started
KEEP_RESULT = timedelta(days=14)

COUNTS = {
    "total": Count("rows"),
    "ready": Count("rows", filter=Q(rows__state="ready")),
    "done": Count("rows", filter=Q(rows__state="done")),
    "failed": Count("rows", filter=Q(rows__state="failed")),
    "invalid": Count("rows", filter=Q(rows__state="invalid")),
    "to_file": Count("rows", filter=Q(rows__agreement__isnull=False)),
    "filed": Count("rows", filter=Q(rows__filed__isnull=False)),
    # what the progress shows: all but the rows left out, and of those what is done with
    "to_make": Count("rows", filter=~Q(rows__state="invalid")),
    "worked": Count("rows", filter=Q(rows__state__in=("done", "failed"))),
}


class BatchRunQuerySet(models.QuerySet["BatchRun"]):
    def with_counts(self) -> Any:
        """Add the numbers of rows by state, in the same query."""
        return self.annotate(**COUNTS)


class BatchRun(models.Model):
    """Fills a template that holds no personal data for every row, and packs the files.

    The file used is kept with the run, so that a new edition does not change what was begun.
    Whoever works on it holds a lease; `attempts` counts take-ups without any progress.
    """

    class Source(models.TextChoices):
        DIRECTORY = "directory", _("organizations of the directory")
        TABLE = "table", _("uploaded table")

    class State(models.TextChoices):
        DRAFT = "draft", _("prepared")
        RUNNING = "running", _("at work")
        DONE = "done", _("finished")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")
        FILING = "filing", _("being filed")

    AT_WORK = (State.RUNNING, State.FILING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.ForeignKey(
        "doctemplates.WordTemplatePage",
        verbose_name=_("template"),
        on_delete=models.CASCADE,
        related_name="batch_runs",
    )
    title = models.CharField(_("title"), max_length=255)
    edition = models.PositiveIntegerField(_("edition of the template"), null=True)
    checksum = models.CharField(_("checksum of the template (SHA-256)"), max_length=64)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        related_name="batch_runs",
    )
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    headings = models.JSONField(_("column headings"), default=list)
    targets = models.JSONField(_("fields by column"), default=list)
    naming = models.PositiveIntegerField(_("column that names the files"), default=0)
    checked = models.BooleanField(_("rows are checked"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    error = models.TextField(_("error"), blank=True)
    created = models.DateTimeField(_("prepared at"), auto_now_add=True)
    started = models.DateTimeField(_("started at"), null=True)
    finished = models.DateTimeField(_("finished at"), null=True)
    expires = models.DateTimeField(_("deleted at"))
    lease = models.UUIDField(_("lease"), null=True)
    leased_until = models.DateTimeField(_("leased until"), null=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    collection = models.ForeignKey(
        "wagtailcore.Collection",
        verbose_name=_("collection to file in"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    zip_name = models.CharField(_("name of the zip in storage"), max_length=255, blank=True)
    zip_size = models.PositiveBigIntegerField(_("size of the zip in bytes"), default=0)

    objects = BatchRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch run")
        verbose_name_plural = _("batch runs")
        ordering = ["-created"]
        default_permissions = ()
        permissions = [("run_batch", _("Can fill templates for many organizations"))]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new run is deleted after a day unless it is started."""
        if self.expires is None:
            self.expires = timezone.now() + KEEP_DRAFT
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of the run's page."""
        return reverse("doctemplates:batch_run", args=[self.pk])

    @property
    def at_work(self) -> bool:
        """Whether the worker has something to do for it."""
        return self.state in self.AT_WORK

    @property
    def interrupted(self) -> bool:
        """Whether work has begun and nobody holds it at the moment."""
        return bool(self.at_work and self.leased_until and self.leased_until < timezone.now())

    @property
    def folder(self) -> str:
        """The run's folder in the storage, which no address leads to."""
        return f"batch/{self.pk}"


class BatchRow(models.Model):
    """One file to make. `cells` are a table's texts, `values` what is filled in."""

    class State(models.TextChoices):
        NEW = "new", _("not checked")
        INVALID = "invalid", _("left out")
        READY = "ready", _("waiting")
        DONE = "done", _("made")
        FAILED = "failed", _("failed")

    run = models.ForeignKey(BatchRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    label = models.CharField(_("name"), max_length=255, blank=True)
    organization = models.ForeignKey(
        "directory.Organization", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    cells = models.JSONField(default=list)
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    problems = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.NEW)
    error = models.TextField(_("error"), blank=True)
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    part = models.CharField(max_length=255, blank=True)
    agreement = models.ForeignKey(
        "library.AgreementPage", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    filed = models.ForeignKey(
        "doctemplates.FiledDocument", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("row of a batch run")
        verbose_name_plural = _("rows of batch runs")
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="batch_row_number_once")
        ]
        indexes = [models.Index(fields=["run", "state", "number"], name="batch_row_state")]

    def __str__(self) -> str:
        return f"{self.number}: {self.label}"
