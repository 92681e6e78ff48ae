"""A procedure as numbered steps."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.library.blocks.text import TextBlock


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=200)
    text = TextBlock(label=_("what is done"), required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        label_format = "{title}"
        template = "library/blocks/step.html"


class StepsBlock(blocks.StructBlock):
    steps = blocks.ListBlock(StepBlock(), label=_("steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        group = _("Text")
        template = "library/blocks/steps.html"
