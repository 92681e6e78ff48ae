"""Editors keep the synonyms in the editing area."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search.failed import hooks  # noqa: F401  (registers the report)
from search.models import SynonymSet


class SynonymSetViewSet(SnippetViewSet):
    """Synonyms under "Snippets"."""

    model = SynonymSet
    icon = "search"
    menu_label = _("Synonyms of the search")
    list_display = ["__str__", "direction", "active", "changed"]
    search_fields = ["terms"]
    panels = [FieldPanel("terms"), FieldPanel("direction"), FieldPanel("active")]


register_snippet(SynonymSetViewSet)
