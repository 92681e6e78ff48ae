"""A service of the directory, named within a text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class ServiceTeaserBlock(blocks.StructBlock):
    """Shows a published service that is not kept for professionals; others leave no trace."""

    service = SnippetChooserBlock("directory.Service", label=_("service"))
    note = blocks.CharBlock(label=_("why it fits here"), max_length=250, required=False)

    def get_context(self, value: dict, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        service = value.get("service")
        user = getattr(context.get("request"), "user", None)
        context["shown"] = bool(service and service.live) and _open_to(user, service)
        return context

    def get_searchable_content(self, value: dict) -> list[str]:
        """Nothing: the index cannot tell who may read what is said about this service."""
        return []

    class Meta:
        icon = "group"
        label = _("Service")
        group = _("Media")
        label_format = "{service}"
        template = "library/blocks/service.html"


def _open_to(user: Any, service: Any) -> bool:
    if not service.internal:
        return True
    return user is not None and bool(user.has_perm("directory.view_internal_service"))
