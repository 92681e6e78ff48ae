"""What every page of the library has."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from content.library import access
from content.library.blocks import BodyBlock
from content.library.blocks.outline import Heading, Outline, Passage
from content.library.models.attachment import with_documents
from content.prepared import Prepared


class LibraryPage(Page):
    """A page with a summary, a body, somebody responsible, topics and files.

    Abstract, so that a list of one kind needs one join less.
    """

    kind: ClassVar[str]
    shown_with: ClassVar[tuple[str, ...]] = ()  # foreign keys that the template names

    summary = models.TextField(
        _("summary"),
        max_length=500,
        blank=True,
        help_text=_("Two or three sentences. They stand under the title, in lists and in search."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    owner_unit = models.CharField(
        _("owner"),
        max_length=150,
        blank=True,
        help_text=_("Organisational unit that keeps this page, for example a department."),
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsible person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"is_active": True},
        help_text=_("Whom to ask, and who is reminded when the review is due."),
    )
    review_date = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_("By this day somebody checks whether the text still holds."),
    )
    topics = ParentalManyToManyField(
        "directory.Topic",
        verbose_name=_("topics"),
        blank=True,
        related_name="%(app_label)s_%(class)s_set",
        help_text=_("Shown as tags and used as a filter in search."),
    )

    search_fields = [*Page.search_fields, index.SearchField("summary")]

    body_panels = [FieldPanel("summary"), FieldPanel("body")]
    about_panels = [
        MultiFieldPanel(
            [FieldPanel("owner_unit"), FieldPanel("responsible"), FieldPanel("review_date")],
            heading=_("Responsibility"),
        ),
        FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        InlinePanel("attachments", heading=_("Attachments"), label=_("attachment")),
    ]
    content_panels = [*Page.content_panels, *body_panels, *about_panels]

    class Meta:
        abstract = True

    @cached_property
    def outline(self) -> Outline:
        """The body with its anchors, table of contents and footnotes."""
        return Outline(self.body)

    def get_passages(self) -> list[Passage]:
        """Return (heading, anchor, text) for every part of the page; the first has no heading."""
        return self.outline.passages()

    def narrow_audience(self, tokens: access.Tokens) -> access.Tokens:
        """Return `tokens` without those whom this very page leaves out."""
        return tokens

    def admits(self, user: Any) -> bool:
        """Say whether this kind of page lets `user` in, the restrictions aside."""
        return True

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """As Wagtail's; nothing where this request has passed them all already."""
        if getattr(self, "restrictions_passed", False):
            return PageViewRestriction.objects.none()
        return access.page_restrictions(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["attachments"] = with_documents(self.attachments, request)
        context["topics"] = self._topics_shown()
        context["contents"] = self.get_contents()
        context["base_url"] = self.get_url(request)
        facts = (self.owner_unit, self.review_date, self.responsible_id)
        context["facts_shown"] = any(facts)
        if hasattr(self, "trail"):
            context["crumbs"] = self.trail
        return context

    def _topics_shown(self) -> Iterable[Any]:
        """Return the topics of the page, or of its draft where that is what is shown."""
        topics, kind = self.topics.all(), cast(Any, type(self))
        return _topics_of(kind)(self.pk) if isinstance(topics, QuerySet) else topics

    def get_contents(self) -> list[Heading]:
        """Return the table of contents; empty where the page is too short for one."""
        return self.outline.headings if self.outline.has_contents else []

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show a draft to those who may see the page at all."""
        access.require_view(self, request)
        return super().serve_preview(request, mode_name)


@cache
def _topics_of(kind: type[LibraryPage]) -> Prepared:
    """Return the query for the topics of one page."""
    field: Any = kind._meta.get_field("topics")
    back = field.remote_field.get_accessor_name()
    return Prepared(lambda pk: field.related_model._default_manager.filter(**{back: pk}))
