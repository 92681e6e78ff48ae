"""Editors keep the synonyms in the editing area."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks as wagtail_hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search import index_report  # noqa: F401  (registers the page)
from search.failed import hooks  # noqa: F401  (registers the report)
from search.models import SynonymSet


class SynonymSetViewSet(SnippetViewSet):
    """Synonyms, beside the recommended results in the menu of settings."""

    model = SynonymSet
    icon = "search"
    menu_label = _("Synonyms of the search")
    add_to_settings_menu = True
    list_display = [
        "__str__",
        "direction",
        BooleanColumn("active", label=_("Active"), sort_key="active"),
        "changed",
    ]
    search_fields = ["terms"]
    panels = [FieldPanel("terms"), FieldPanel("direction"), FieldPanel("active")]


register_snippet(SynonymSetViewSet)


@wagtail_hooks.register("construct_reports_menu")
def no_report_of_search_terms(request: HttpRequest, menu_items: list[Any]) -> None:
    """Take Wagtail's report of typed texts out of the menu: the portal keeps none."""
    menu_items[:] = [item for item in menu_items if item.name != "search-terms"]
