"""A file to download, within the text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from content.library.collection_rules import closed_for


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("document"))
    label = blocks.CharBlock(
        label=_("label"),
        max_length=200,
        required=False,
        help_text=_("Shown instead of the document's own title."),
    )

    def get_context(self, value: dict, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        document, request = value.get("document"), context.get("request")
        closed = closed_for(request) if document and request else ()
        context["shown"] = document is not None and document.collection_id not in closed
        return context

    class Meta:
        icon = "download"
        label = _("Download")
        group = _("Media")
        label_format = "{label}"
        template = "library/blocks/download.html"
