"""A filled document that was filed with an agreement: what it was made of, by whom, when."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string


class FilingIsFinal(Exception):
    """Raised where somebody tries to change what was filed."""


class FiledDocument(models.Model):
    """Never changes and keeps what it names; a later filing stands beside it."""

    agreement = models.ForeignKey(
        "library.AgreementPage",
        verbose_name=_("cooperation agreement"),
        on_delete=models.PROTECT,
        related_name="filed_documents",
    )
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    template = models.ForeignKey(
        "doctemplates.WordTemplatePage",
        verbose_name=_("template"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="filed_documents",
    )
    template_title = models.CharField(_("title of the template"), max_length=255)
    edition = models.PositiveIntegerField(_("edition of the template"), null=True)
    template_checksum = models.CharField(_("checksum of the template (SHA-256)"), max_length=64)
    checksum = models.CharField(_("checksum of the document (SHA-256)"), max_length=64)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("filed by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    filed_at = models.DateTimeField(_("filed at"), auto_now_add=True)

    class Meta:
        verbose_name = _("filed document")
        verbose_name_plural = _("filed documents")
        ordering = ["-filed_at", "-pk"]
        default_permissions = ()
        permissions = [("file_document", _("Can file filled documents with agreements"))]

    def __str__(self) -> str:
        return f"{self.template_title} ({self.checksum[:12]})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new filing; raise FilingIsFinal for one that exists."""
        if not self._state.adding:
            raise FilingIsFinal
        super().save(*args, **kwargs)
