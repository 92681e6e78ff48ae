"""Tables with a caption and header cells."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock

OPTIONS = {"minSpareRows": 0, "startRows": 3, "startCols": 3, "autoColumnSize": False}


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(
        label=_("caption"),
        max_length=200,
        help_text=_("Says what the table shows; read out before the table."),
    )
    table = WagtailTableBlock(
        label=_("table"), table_options=OPTIONS, template="library/blocks/table_rows.html"
    )

    class Meta:
        icon = "table"
        label = _("Table")
        group = _("Text")
        label_format = "{caption}"
        template = "library/blocks/table.html"
