"""Footnotes: numbered in their order, shown at the end of the text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class FootnoteBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(
        label=_("footnote"),
        features=["bold", "italic", "link"],
        help_text=_("Write [1] in the text to point to the first footnote, [2] to the second."),
    )

    class Meta:
        icon = "openquote"
        label = _("Footnote")
        group = _("Text")
