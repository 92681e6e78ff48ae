"""A Word template as a page: the file, what it is for, and the routes that hand it out."""

from __future__ import annotations

import contextlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.documents import get_document_model_string
from wagtail.models import Revision

from content.library import access
from content.library.models import LibraryPage
from content.library.models.editioned import EditionedMixin
from doctemplates import checked, overrides
from doctemplates.authoring.panel import TemplateReportPanel
from doctemplates.compiling import CompiledTemplate
from doctemplates.errors import PackageError
from doctemplates.fields.model import TemplateField
from doctemplates.messages import explain
from doctemplates.models.checked_file import PageFile
from doctemplates.rights import RUN_BATCH, rights

FORM_PREVIEW = "form"


class WordTemplatePage(EditionedMixin, LibraryPage):
    """One Word file that is the blank form and the template the portal fills."""

    kind = "template"
    page_description = _("A Word file that people download blank or fill in the portal.")

    class Purpose(models.TextChoices):
        GOAL_PLAN = "goal_plan", _("goal plan")
        AGREEMENT = "agreement", _("cooperation agreement")
        CONSENT = "consent", _("consent")
        REFERRAL = "referral", _("referral")
        OTHER = "other", _("other")

    purpose = models.CharField(
        _("purpose"), max_length=16, choices=Purpose.choices, default=Purpose.OTHER
    )
    word_file = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("Word file"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("A .docx or .dotx with fields: content controls, form fields or {{ name }}."),
    )
    personal = models.BooleanField(
        _("holds personal data"),
        default=True,
        help_text=_("What is filled in is made in memory only; nothing of it is kept."),
    )

    content_panels = [
        *LibraryPage.content_panels[:1],
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("word_file"),
                TemplateReportPanel(),
                FieldPanel("purpose"),
                FieldPanel("personal"),
            ],
            heading=_("Word template"),
        ),
        FieldPanel("body"),
        *LibraryPage.about_panels,
    ]

    template = "doctemplates/word_template_page.html"
    parent_page_types = ["library.SectionPage"]
    subpage_types: list[str] = []
    shown_with = ("word_file",)

    class Meta:
        verbose_name = _("Word template")
        verbose_name_plural = _("Word templates")

    def clean(self) -> None:
        """Refuse a file that cannot be a template, and say how to mend it."""
        super().clean()
        if self.word_file_id is None:
            return
        try:
            report = checked.check(self.source(), again=True)
            if report.trial_error:
                raise PackageError("trial_failed", error=report.trial_error)
        except FileNotFoundError:
            message = _("The file is missing on the server. Please upload it again.")
            raise ValidationError({"word_file": message}) from None
        except PackageError as error:
            raise ValidationError({"word_file": explain(error)}) from error

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """As Wagtail's; notes which file the page has, to compare a later one with it."""
        revision: Revision = super().save_revision(*args, **kwargs)
        with contextlib.suppress(FileNotFoundError):
            digest = checked.digest_of(self.source())
            PageFile.objects.update_or_create(page_id=self.pk, digest=digest)
        return revision

    def source(self) -> bytes:
        """Return the bytes of the Word file; FileNotFoundError where it is gone."""
        with self.word_file.open_file() as file:
            content: bytes = file.read()
        return content

    def compiled(self) -> CompiledTemplate:
        """Return the compiled template; PackageError where the file is not acceptable."""
        return checked.compiled(self.source())

    def asked_fields(self) -> tuple[TemplateField, ...]:
        """Return what the form asks for; nothing where the file is missing or not acceptable."""
        try:
            sections = overrides.apply(self, self.compiled().fields)
        except (FileNotFoundError, PackageError):
            return ()
        return tuple(shown.field for section in sections for shown in section.fields)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context |= self.form_context(request)
        context["may_run_batch"] = not self.personal and RUN_BATCH in rights(request.user)
        context["asked_fields"] = self.asked_fields  # read where the template shows them
        return context

    def form_context(self, request: HttpRequest) -> dict[str, Any]:
        """What the views beside the page need of it: no editions, no files, no topics."""
        url = self.get_url(request)
        return {
            "page": self,
            "crumbs": getattr(self, "trail", []),
            "base_url": url,
            "blank_url": url + self.reverse_subpage("blank"),
            "fill_url": url + self.reverse_subpage("fill"),
        }

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The page, and the form as people will see it."""
        return [*super().preview_modes, (FORM_PREVIEW, _("Form to fill in"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show a draft to those who may see the page at all."""
        if mode_name != FORM_PREVIEW:
            return super().serve_preview(request, mode_name)
        access.require_view(self, request)
        from doctemplates import views

        return views.fill(request, self)

    @path("leer/", name="blank")
    def blank_route(self, request: HttpRequest) -> HttpResponse:
        """Hand out the blank form."""
        from doctemplates import views  # views name this model

        return views.blank(request, self)

    @path("ausfuellen/", name="fill")
    @method_decorator(sensitive_post_parameters())
    def fill_route(self, request: HttpRequest) -> HttpResponse:
        """Show the form; hand out the filled file."""
        from doctemplates import views

        return views.fill(request, self)
