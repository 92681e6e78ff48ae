"""Running text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link", "superscript"]


class TextBlock(blocks.RichTextBlock):
    """Paragraphs and lists; "[1]" points to the first footnote of the page."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = _("Text")
