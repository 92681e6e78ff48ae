"""The form and the list of services."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import BooleanColumn, DateColumn, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from content.directory.models import Service
from content.directory.viewsets.panels import phones_panel, schedules_panel

CONTENT = [
    FieldPanel("name"),
    FieldPanel("organization"),
    FieldPanel("summary"),
    FieldPanel("description"),
    FieldPanel("topics", widget=CheckboxSelectMultiple),
    MultiFieldPanel(
        [FieldPanel("status"), FieldPanel("alert"), FieldPanel("internal")],
        heading=_("State"),
    ),
    FieldPanel("assured_date"),
    FieldPanel("alternate_name"),
    FieldPanel("slug"),
]
ELIGIBILITY = [
    FieldPanel("eligibility_description"),
    FieldRowPanel(
        [FieldPanel("minimum_age"), FieldPanel("maximum_age")],
        heading=_("Age"),
        help_text=_("Leave empty what is not limited."),
    ),
    InlinePanel(
        "target_group_rules",
        heading=_("Target groups"),
        label=_("Target group"),
        panels=[FieldRowPanel([FieldPanel("target_group"), FieldPanel("kind")])],
    ),
    InlinePanel(
        "residence_status_rules",
        heading=_("Residence statuses"),
        label=_("Residence status"),
        help_text=_("Leave empty if the residence status does not matter."),
        panels=[FieldRowPanel([FieldPanel("residence_status"), FieldPanel("kind")])],
    ),
    FieldPanel("legal_areas", widget=CheckboxSelectMultiple),
    FieldPanel("responsible_municipalities", widget=CheckboxSelectMultiple),
]
ACCESS = [
    InlinePanel(
        "language_slots",
        heading=_("Languages"),
        label=_("Language"),
        panels=[FieldRowPanel([FieldPanel("language"), FieldPanel("note")])],
    ),
    FieldPanel("interpretation_services"),
    MultiFieldPanel(
        [
            FieldPanel("mode_in_person"),
            FieldPanel("mode_phone"),
            FieldPanel("mode_online"),
            FieldPanel("mode_outreach"),
        ],
        heading=_("How the service is given"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("appointment_only"),
            FieldPanel("application_process"),
            FieldPanel("wait_time"),
        ],
        heading=_("Registration"),
    ),
    MultiFieldPanel(
        [FieldPanel("cost_option"), FieldPanel("fees_description")], heading=_("Costs")
    ),
    FieldPanel("accessibility"),
    InlinePanel(
        "capacities",
        heading=_("Free places"),
        label=_("Capacity"),
        panels=[
            FieldRowPanel([FieldPanel("available"), FieldPanel("maximum"), FieldPanel("unit")]),
            FieldRowPanel([FieldPanel("updated"), FieldPanel("description")]),
        ],
    ),
]
CONTACT = [
    InlinePanel(
        "service_at_locations",
        heading=_("Locations"),
        label=_("Location"),
        panels=[FieldPanel("location"), FieldPanel("description")],
    ),
    schedules_panel(),
    phones_panel(),
    FieldPanel("email"),
    FieldPanel("url"),
]


class ServiceViewSet(SnippetViewSet):
    """Services: four tabs in the order in which a coordinator learns about an offer."""

    model = Service
    icon = "clipboard-list"
    menu_label = _("Services")
    inspect_view_enabled = True
    list_per_page = 50
    ordering = ["name"]
    list_display = [
        "name",
        "organization",
        "status",
        "assured_date",
        BooleanColumn("internal", label=_("Internal"), sort_key="internal"),
        LiveStatusTagColumn(label=_("Publishing")),
        DateColumn("last_modified", label=_("Changed"), sort_key="last_modified"),
    ]
    list_filter = [
        "organization",
        "status",
        "internal",
        "topics",
        "responsible_municipalities",
        "live",
    ]
    list_export = ["name", "organization", "summary", "status", "internal", "assured_date", "email"]
    search_fields = ["name", "alternate_name", "summary", "description", "organization__name"]
    edit_handler = TabbedInterface(
        [
            ObjectList(CONTENT, heading=_("Offer")),
            ObjectList(ELIGIBILITY, heading=_("For whom")),
            ObjectList(ACCESS, heading=_("Access")),
            ObjectList(CONTACT, heading=_("Place and contact")),
            ObjectList([PublishingPanel()], heading=_("Publishing")),
        ]
    )
