"""A cooperation agreement in the register."""

from __future__ import annotations

import calendar
import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page

from content.library import access
from content.library.models.attachment import FileOfPage, with_documents
from content.library.models.base import LibraryPage
from content.library.page_rules import sees_all_agreements

WARNING_DAYS = 90


def months_before(day: datetime.date, months: int) -> datetime.date:
    """Return the day `months` months earlier; the last of the month where that day is missing."""
    total = day.year * 12 + day.month - 1 - months
    year, month = divmod(total, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


class AgreementPage(LibraryPage):
    kind = "agreement"
    shown_with = ("partner",)
    page_description = _("A cooperation agreement with a partner: term, notice, files.")

    class Module(models.IntegerChoices):
        STEERING = 1, _("Module 1: strategic steering")
        CASE_MANAGEMENT = 2, _("Module 2: case management")
        CONSOLIDATION = 3, _("Module 3: legal consolidation")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        NEGOTIATION = "negotiation", _("in negotiation")
        SIGNED = "signed", _("signed")
        TERMINATED = "terminated", _("terminated")
        EXPIRED = "expired", _("expired")

    partner = models.ForeignKey(
        "directory.Organization",
        verbose_name=_("partner"),
        on_delete=models.PROTECT,
        related_name="agreements",
        help_text=_("People of this organization see the agreement, other partners do not."),
    )
    module = models.PositiveSmallIntegerField(_("module"), choices=Module.choices)
    subject = models.CharField(_("subject"), max_length=250)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    term_start = models.DateField(_("term begins"), null=True, blank=True)
    term_end = models.DateField(
        _("term ends"), null=True, blank=True, help_text=_("Empty: the agreement is open-ended.")
    )
    notice_months = models.PositiveSmallIntegerField(
        _("notice period in months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(60)],
    )

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("partner"), FieldPanel("module"), FieldPanel("subject")],
            heading=_("Partner and subject"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("state"),
                FieldPanel("signed_on"),
                FieldRowPanel([FieldPanel("term_start"), FieldPanel("term_end")]),
                FieldPanel("notice_months"),
            ],
            heading=_("State and term"),
        ),
        InlinePanel("files", heading=_("Files of the agreement"), label=_("file")),
        *LibraryPage.body_panels,
        *LibraryPage.about_panels,
    ]
    parent_page_types = ["library.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("cooperation agreement")
        verbose_name_plural = _("cooperation agreements")
        permissions = [
            (access.VIEW_ALL_AGREEMENTS, _("Can see the agreements of every partner")),
        ]

    def clean(self) -> None:
        """Refuse a term that ends before it begins and a signature without a day."""
        super().clean()
        errors = {}
        if self.term_start and self.term_end and self.term_end < self.term_start:
            errors["term_end"] = _(
                "The term ends before it begins. Please correct one of the days."
            )
        if self.state == self.State.SIGNED and not self.signed_on:
            errors["signed_on"] = _("Please enter the day on which the agreement was signed.")
        if errors:
            raise ValidationError(errors)

    @property
    def notice_deadline(self) -> datetime.date | None:
        """The last day on which notice can be given before the term ends."""
        if self.term_end is None or self.notice_months is None:
            return None
        return months_before(self.term_end, self.notice_months)

    @property
    def next_deadline(self) -> datetime.date | None:
        """The last day for notice, else the end of the term; None if it has none."""
        return self.notice_deadline or self.term_end

    @property
    def needs_attention(self) -> bool:
        """Whether a signed agreement's next deadline lies within the next 90 days or is past."""
        deadline = self.next_deadline
        if self.state != self.State.SIGNED or deadline is None:
            return False
        return deadline <= timezone.localdate() + datetime.timedelta(days=WARNING_DAYS)

    @property
    def state_colour(self) -> str:
        """The kind of badge that shows the state."""
        if self.state == self.State.SIGNED:
            return "success"
        closed = (self.State.TERMINATED, self.State.EXPIRED)
        return "danger" if self.state in closed else "info"

    def admits(self, user: Any) -> bool:
        """Let in those who see all agreements, and the partner's own people."""
        own = getattr(user, "organization_id", None) == self.partner_id
        return bool(own and user.is_active) or sees_all_agreements(user)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["agreement_files"] = with_documents(self.files, request)
        context["facts_shown"] = True
        return context

    def narrow_audience(self, tokens: access.Tokens) -> access.Tokens:
        """Leave those who may see all agreements, and the partner's own people.

        The partner passes only where the restriction lets partners pass at all, that is, where it
        is open to a group beside those who see every agreement.
        """
        readers = access.agreement_readers()
        if access.PUBLIC in tokens or access.LOGIN in tokens:
            staff, partners = readers, True
        else:
            staff = tokens & readers
            partners = bool(tokens - readers - {access.SUPERUSER})
        own = {access.organization_token(self.partner_id)} if partners else set()
        return staff | own | {access.SUPERUSER}


class AgreementFile(FileOfPage):
    agreement = ParentalKey(AgreementPage, on_delete=models.CASCADE, related_name="files")

    class Meta(FileOfPage.Meta):
        verbose_name = _("file of the agreement")
        verbose_name_plural = _("files of the agreement")

    def clean(self) -> None:
        """Refuse a document that everybody could open."""
        super().clean()
        if self.document_id and access.PUBLIC in access.collection_tokens(self.document.collection):
            raise ValidationError(
                {
                    "document": _(
                        "This document lies in a public collection. Please move it to a private "
                        "one, for example the collection for agreements."
                    )
                }
            )
