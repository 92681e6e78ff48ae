"""The blocks of which a page's text is made, one family per module."""

from wagtail import blocks

from content.library.blocks.callout import CalloutBlock
from content.library.blocks.download import DownloadBlock
from content.library.blocks.figure import FigureBlock
from content.library.blocks.footnote import FootnoteBlock
from content.library.blocks.heading import HeadingBlock
from content.library.blocks.service import ServiceTeaserBlock
from content.library.blocks.steps import StepsBlock
from content.library.blocks.table import TableBlock
from content.library.blocks.text import TextBlock


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    text = TextBlock()
    steps = StepsBlock()
    callout = CalloutBlock()
    table = TableBlock()
    figure = FigureBlock()
    download = DownloadBlock()
    service = ServiceTeaserBlock()
    footnote = FootnoteBlock()


__all__ = ["BodyBlock"]
