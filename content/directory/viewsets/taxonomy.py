"""The short lists by which services are sorted."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from content.directory.models import (
    Language,
    LegalArea,
    Municipality,
    ResidenceStatus,
    TargetGroup,
    Topic,
)


class TermViewSet(SnippetViewSet):
    """A list of terms in the order that `sort_order` gives."""

    list_display = ["name", "description", "sort_order"]
    search_fields = ["name", "description"]
    ordering = ["sort_order", "name"]
    inspect_view_enabled = True
    list_per_page = 100
    panels = [
        FieldPanel("name"),
        FieldPanel("description"),
        FieldPanel("sort_order"),
        FieldPanel("slug"),
    ]


class TopicViewSet(TermViewSet):
    """Topics."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")


class TargetGroupViewSet(TermViewSet):
    """Target groups."""

    model = TargetGroup
    icon = "user"
    menu_label = _("Target groups")


class LegalAreaViewSet(TermViewSet):
    """Legal areas."""

    model = LegalArea
    icon = "doc-full"
    menu_label = _("Legal areas")


class ResidenceStatusViewSet(TermViewSet):
    """Residence statuses."""

    model = ResidenceStatus
    icon = "key"
    menu_label = _("Residence statuses")


class LanguageViewSet(TermViewSet):
    """Languages."""

    model = Language
    icon = "globe"
    menu_label = _("Languages")
    list_display = ["name", "code", "sort_order"]
    search_fields = ["name", "code"]
    panels = [FieldPanel("code"), *TermViewSet.panels]


class MunicipalityViewSet(SnippetViewSet):
    """Municipalities."""

    model = Municipality
    icon = "site"
    menu_label = _("Municipalities")
    list_display = ["name", "kind", "bank", "ags", "postcodes"]
    list_filter = ["kind", "bank"]
    search_fields = ["name", "ags", "postcodes"]
    ordering = ["name"]
    inspect_view_enabled = True
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("bank")]),
        FieldPanel("ags"),
        FieldPanel("postcodes"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldPanel("slug"),
    ]
