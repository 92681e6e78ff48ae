"""Something to notice."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.library.blocks.text import TextBlock

KINDS = [("info", _("Note")), ("success", _("Recommendation")), ("warning", _("Attention"))]


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(label=_("kind"), choices=KINDS, default="info")
    title = blocks.CharBlock(label=_("title"), max_length=150)
    text = TextBlock(label=_("text"), required=False)

    class Meta:
        icon = "warning"
        label = _("Call-out")
        group = _("Text")
        label_format = "{title}"
        template = "library/blocks/callout.html"
