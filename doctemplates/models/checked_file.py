"""Which files have been tried, what was found in them, and which files a page has had."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckedFile(models.Model):
    """The outcome of one check: `code` is "" where the file was accepted.

    `digest` is the SHA-256 of the file, `core` that of the code that checked it.
    """

    digest = models.CharField(_("digest"), max_length=64, unique=True)
    core = models.CharField(max_length=64)
    code = models.CharField(max_length=40, blank=True)
    params = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    checked_at = models.DateTimeField(_("checked at"), auto_now=True)

    class Meta:
        verbose_name = _("checked file")
        verbose_name_plural = _("checked files")

    def __str__(self) -> str:
        return self.digest[:12]


class PageFile(models.Model):
    """A file that a template page has had, to say what a new one adds and lacks."""

    page = models.ForeignKey(
        "doctemplates.WordTemplatePage", on_delete=models.CASCADE, related_name="past_files"
    )
    digest = models.CharField(_("digest"), max_length=64)
    seen_at = models.DateTimeField(_("last saved with it"), auto_now=True)

    class Meta:
        verbose_name = _("file of a template")
        verbose_name_plural = _("files of a template")
        ordering = ["-seen_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "digest"], name="page_file_once_per_digest")
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.digest[:12]}"
