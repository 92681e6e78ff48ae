"""Tags that show a page's body and its files."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from content.library.blocks.outline import Outline, Part

register = template.Library()


@register.simple_tag(takes_context=True)
def show_part(context: Context, part: Part, outline: Outline) -> SafeString:
    """Render one block of the body; a heading with its anchor, text with linked footnotes."""
    values = {**context.flatten(), "heading": part.heading}
    html: SafeString = part.block.render_as_block(values)
    if part.block.block_type == "text":
        return outline.link_marks(f'<div class="prose">{html}</div>')
    return html


@register.filter
def rich(outline: Outline, html: str) -> SafeString:
    """Link the footnote marks in rendered rich text."""
    return outline.link_marks(str(html))
