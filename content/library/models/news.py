"""A piece of news."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from content.library.models.base import LibraryPage


class NewsPage(LibraryPage):
    kind = "news"
    page_description = _("A short piece of news with a date.")

    date = models.DateField(_("date"), default=timezone.localdate)

    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        *LibraryPage.body_panels,
        *LibraryPage.about_panels,
    ]
    parent_page_types = ["library.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
