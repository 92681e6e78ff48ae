"""An edition: a frozen revision of a page, with number, validity and approval."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string


class EditionIsFinal(Exception):
    """Raised where somebody tries to change or delete an edition."""


class EditionQuerySet(models.QuerySet["Edition"]):
    def update(self, **kwargs: Any) -> int:
        raise EditionIsFinal

    def delete(self) -> tuple[int, dict[str, int]]:
        raise EditionIsFinal


class Edition(models.Model):
    """Never changes after it was issued: what people relied on must stay as it was."""

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.PROTECT,
        related_name="editions",
    )
    number = models.PositiveIntegerField(_("number"), validators=[MinValueValidator(1)])
    valid_from = models.DateField(_("valid from"))
    change_note = models.TextField(_("what changed"), max_length=2000)
    approver = models.CharField(_("approved by"), max_length=200)
    ask_acknowledgement = models.BooleanField(_("ask staff to confirm reading"), default=False)
    revision = models.OneToOneField(
        "wagtailcore.Revision",
        verbose_name=_("revision"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("issued by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    documents = models.ManyToManyField(
        get_document_model_string(),
        verbose_name=_("documents"),
        related_name="+",
        editable=False,
        help_text=_("The files that the edition names; they stay open to its readers."),
    )
    created = models.DateTimeField(_("issued at"), auto_now_add=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="edition_number_once_per_page")
        ]
        permissions = [("issue_edition", _("Can issue editions"))]

    def __str__(self) -> str:
        return gettext("Edition %(number)s of %(date)s") % {
            "number": self.number,
            "date": date_format(self.valid_from, "SHORT_DATE_FORMAT"),
        }

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new edition; raise EditionIsFinal for one that exists."""
        if not self._state.adding:
            raise EditionIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raise EditionIsFinal, always."""
        raise EditionIsFinal
