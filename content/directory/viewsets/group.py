"""The menu "Verzeichnis" of the administration."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from content.directory.viewsets.organization import LocationViewSet, OrganizationViewSet
from content.directory.viewsets.service import ServiceViewSet
from content.directory.viewsets.taxonomy import (
    LanguageViewSet,
    LegalAreaViewSet,
    MunicipalityViewSet,
    ResidenceStatusViewSet,
    TargetGroupViewSet,
    TopicViewSet,
)


class DirectoryViewSetGroup(SnippetViewSetGroup):
    """Entries first, then the lists of terms."""

    menu_label = _("Directory of services")
    menu_name = "directory"
    menu_icon = "clipboard-list"
    menu_order = 200
    items = (
        ServiceViewSet,
        OrganizationViewSet,
        LocationViewSet,
        TopicViewSet,
        TargetGroupViewSet,
        LegalAreaViewSet,
        ResidenceStatusViewSet,
        LanguageViewSet,
        MunicipalityViewSet,
    )
