"""A section: a list of the pages below it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from content.library.access import PageRules, visible
from content.library.models.base import LibraryPage
from content.library.models.kinds import own_kinds

PER_PAGE = 20


class SectionPage(LibraryPage):
    kind = "section"
    page_description = _("A list of pages, with an introduction.")

    class Order(models.TextChoices):
        MANUAL = "manual", _("as sorted by hand")
        TITLE = "title", _("by title")
        NEWEST = "newest", _("newest first")

    child_order = models.CharField(
        _("order of the pages"), max_length=10, choices=Order.choices, default=Order.MANUAL
    )

    content_panels = [
        *Page.content_panels,
        *LibraryPage.body_panels,
        FieldPanel("child_order"),
        *LibraryPage.about_panels,
    ]
    parent_page_types = ["library.HomePage", "library.SectionPage"]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def children_for(self, user: Any, rules: PageRules | None = None) -> QuerySet[Page]:
        """Return the live pages below that `user` may see, in this section's order."""
        pages = visible(self.get_children().live(), user, rules)
        if self.child_order == self.Order.TITLE:
            return pages.order_by("title")
        if self.child_order == self.Order.NEWEST:
            return pages.order_by("-newspage__date", "-first_published_at", "-pk")
        return pages.order_by("path")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = self.children_for(request.user, PageRules.of(request))
        pks = list(pages.values_list("pk", flat=True))
        page_obj = Paginator(pks, PER_PAGE).get_page(request.GET.get("page"))
        page_obj.object_list = own_kinds(list(page_obj.object_list))
        context["page_obj"] = page_obj
        return context
