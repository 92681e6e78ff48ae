"""A file to download, within the text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("document"))
    label = blocks.CharBlock(
        label=_("label"),
        max_length=200,
        required=False,
        help_text=_("Shown instead of the document's own title."),
    )

    class Meta:
        icon = "download"
        label = _("Download")
        group = _("Media")
        label_format = "{label}"
        template = "library/blocks/download.html"
