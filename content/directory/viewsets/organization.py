"""The forms and lists of organizations and locations."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import DateColumn, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from content.directory.models import Location, Organization
from content.directory.viewsets.panels import phones_panel, schedules_panel

ORGANIZATION = [
    FieldPanel("name"),
    FieldPanel("alternate_name"),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("legal_status")]),
    FieldPanel("description"),
    FieldPanel("parent_organization"),
    FieldPanel("logo"),
    FieldPanel("assured_date"),
    FieldPanel("slug"),
]
LOCATION = [
    FieldPanel("name"),
    FieldPanel("organization"),
    MultiFieldPanel(
        [
            FieldPanel("address_1"),
            FieldPanel("address_2"),
            FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city")]),
            FieldPanel("municipality"),
        ],
        heading=_("Address"),
    ),
    FieldPanel("description"),
    FieldPanel("transportation"),
    FieldPanel("accessibility"),
    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")], heading=_("Position")),
    FieldPanel("slug"),
]


class OrganizationViewSet(SnippetViewSet):
    """Organizations: providers of services and partners of agreements."""

    model = Organization
    icon = "group"
    menu_label = _("Organizations")
    inspect_view_enabled = True
    list_per_page = 50
    ordering = ["name"]
    list_display = [
        "name",
        "kind",
        "assured_date",
        LiveStatusTagColumn(),
        DateColumn("last_modified", label=_("Changed"), sort_key="last_modified"),
    ]
    list_filter = ["kind", "live"]
    list_export = ["name", "alternate_name", "kind", "email", "website", "assured_date"]
    search_fields = ["name", "alternate_name", "description"]
    edit_handler = TabbedInterface(
        [
            ObjectList(ORGANIZATION, heading=_("Organization")),
            ObjectList(
                [phones_panel(), FieldPanel("email"), FieldPanel("website")], heading=_("Contact")
            ),
            ObjectList([PublishingPanel()], heading=_("Publishing")),
        ]
    )


class LocationViewSet(SnippetViewSet):
    """Locations: addresses at which services are given."""

    model = Location
    icon = "home"
    menu_label = _("Locations")
    inspect_view_enabled = True
    list_per_page = 50
    ordering = ["name"]
    list_display = [
        "name",
        "organization",
        "municipality",
        "address_1",
        LiveStatusTagColumn(),
        DateColumn("last_modified", label=_("Changed"), sort_key="last_modified"),
    ]
    list_filter = ["municipality", "organization", "live"]
    search_fields = ["name", "address_1", "city", "postal_code", "organization__name"]
    edit_handler = TabbedInterface(
        [
            ObjectList(LOCATION, heading=_("Location")),
            ObjectList([schedules_panel(), phones_panel()], heading=_("Opening hours and contact")),
            ObjectList([PublishingPanel()], heading=_("Publishing")),
        ]
    )
