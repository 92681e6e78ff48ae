"""The report in the page editor, below the field of the Word file."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class TemplateReportPanel(Panel):
    """Shows what was found in the file as last saved, and at once for a file just chosen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("What the portal finds in the file"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "doctemplates/authoring/panel.html"

        @property
        def media(self) -> Media:
            return Media(
                js=["doctemplates/authoring-panel.js"],
                css={"all": ["doctemplates/authoring.css"]},
            )

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            # models name this panel; findings name the models
            from doctemplates.authoring.findings import Findings

            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            context["page"] = page
            # the number is a stand-in that the script replaces
            context["file_url"] = reverse("doctemplates_file_report", args=[0]) + (
                f"?page={page.pk}" if page.pk else ""
            )
            if page.pk and page.word_file_id:
                context["findings"] = Findings.of(page)
            return context
