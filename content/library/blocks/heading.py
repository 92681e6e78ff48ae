"""Headings of the body; each becomes an anchor and a line of the table of contents."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LEVELS = [("2", _("Chapter")), ("3", _("Section of a chapter"))]


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("heading"), max_length=200)
    level = blocks.ChoiceBlock(label=_("level"), choices=LEVELS, default="2")

    class Meta:
        icon = "title"
        label = _("Heading")
        group = _("Text")
        label_format = "{text}"
        template = "library/blocks/heading.html"
