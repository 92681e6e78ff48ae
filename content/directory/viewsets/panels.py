"""Panels that several forms share."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel


def phones_panel() -> InlinePanel:
    """Return the list of telephone numbers."""
    return InlinePanel(
        "phones",
        heading=_("Telephone numbers"),
        label=_("Telephone number"),
        panels=[
            FieldRowPanel([FieldPanel("number"), FieldPanel("extension"), FieldPanel("type")]),
            FieldPanel("description"),
        ],
    )


def schedules_panel() -> InlinePanel:
    """Return the list of opening hours."""
    return InlinePanel(
        "schedules",
        heading=_("Opening hours"),
        label=_("Opening time"),
        help_text=_("One row for each weekday; two rows where a lunch break lies between."),
        panels=[
            FieldRowPanel([FieldPanel("byday"), FieldPanel("opens_at"), FieldPanel("closes_at")]),
            FieldRowPanel([FieldPanel("freq"), FieldPanel("interval")]),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
            FieldPanel("notes"),
        ],
    )
