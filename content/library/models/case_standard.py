"""A standard of case management: how one phase of the process is done."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.rich_text import get_text_for_indexing

from content.library.blocks.outline import Heading, Outline, Passage, anchor_for, stream_text
from content.library.blocks.standard import CriteriaBlock, WorkStepsBlock
from content.library.blocks.text import TEXT_FEATURES
from content.library.models.base import LibraryPage
from content.library.models.editioned import EditionedMixin
from content.library.models.phases import Phase, process_context


class CaseStandardPage(EditionedMixin, LibraryPage):
    kind = "standard"
    page_description = _("How one phase of case management is done, kept in editions.")

    phase = models.CharField(
        _("phase"),
        max_length=20,
        choices=Phase.choices,
        help_text=_("The phase of the process; it decides the place in the phase navigation."),
    )
    purpose = RichTextField(
        _("purpose"),
        features=TEXT_FEATURES,
        blank=True,
        help_text=_("What the phase is for and when it is done."),
    )
    steps = StreamField(
        WorkStepsBlock(),
        verbose_name=_("steps"),
        blank=True,
        help_text=_("In the order in which they are taken."),
    )
    quality_criteria = StreamField(
        CriteriaBlock(),
        verbose_name=_("quality criteria"),
        blank=True,
        help_text=_("How one sees that the phase was done well."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("phase"),
        MultiFieldPanel(
            [FieldPanel("purpose"), FieldPanel("steps"), FieldPanel("quality_criteria")],
            heading=_("Standard"),
        ),
        InlinePanel("linked_templates", heading=_("Linked templates"), label=_("template")),
        FieldPanel("body", heading=_("Further text")),
        *LibraryPage.about_panels,
    ]
    parent_page_types = ["library.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("CM standard")
        verbose_name_plural = _("CM standards")

    @cached_property
    def parts(self) -> dict[str, Heading]:
        """The filled parts that every standard has, by field name."""
        names = {
            "purpose": gettext("Purpose"),
            "steps": gettext("Steps"),
            "quality_criteria": gettext("Quality criteria"),
        }
        taken: set[str] = set()
        return {
            name: Heading(text, anchor_for(text, taken), 2)
            for name, text in names.items()
            if getattr(self, name)
        }

    @cached_property
    def outline(self) -> Outline:
        """As the base; anchors of the fixed parts are not used again."""
        return Outline(self.body, {part.anchor for part in self.parts.values()})

    def get_contents(self) -> list[Heading]:
        """The fixed parts, then the chapters of the further text."""
        return [*self.parts.values(), *self.outline.headings]

    def get_passages(self) -> list[Passage]:
        """As the base; the parts that every standard has come first."""
        texts = {
            "purpose": get_text_for_indexing(self.purpose),
            "steps": stream_text(self.steps),
            "quality_criteria": stream_text(self.quality_criteria),
        }
        own = [(part.text, part.anchor, texts[name]) for name, part in self.parts.items()]
        return [*own, *super().get_passages()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, **process_context(self, request)}


class LinkedTemplate(Orderable):
    """A Word template that the standard uses."""

    standard = ParentalKey(
        CaseStandardPage, on_delete=models.CASCADE, related_name="linked_templates"
    )
    template = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("template"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    panels = [PageChooserPanel("template", "doctemplates.WordTemplatePage")]

    class Meta(Orderable.Meta):
        verbose_name = _("linked template")
        verbose_name_plural = _("linked templates")

    def __str__(self) -> str:
        return str(self.template)
