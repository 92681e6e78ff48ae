"""Pictures with their text alternative."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


class FigureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("image"))
    alternative = blocks.CharBlock(
        label=_("text alternative"),
        max_length=300,
        required=False,
        help_text=_("What the picture shows, for people who do not see it. Empty: decoration."),
    )
    caption = blocks.CharBlock(label=_("caption"), max_length=300, required=False)

    class Meta:
        icon = "image"
        label = _("Figure")
        group = _("Media")
        label_format = "{caption}"
        template = "library/blocks/figure.html"
