"""A document as HTML to look at before it is downloaded: headings, text, lists, tables, values.

Everything is escaped, and the result passes nh3 as well: neither the template nor what was typed
can bring in markup, links or styles. Pictures that were filled in stand in the page itself.
"""

from __future__ import annotations

import nh3

from doctemplates.package import open_package
from doctemplates.preview.blocks import Blocks
from doctemplates.preview.pictures import ADDRESSES

TAGS = {
    *("p", "div", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "tbody", "tr", "td", "th"),
    *("mark", "strong", "em", "u", "s", "sub", "sup", "br", "span", "img"),
}
CLASSES = {
    *("doc-header", "doc-footer", "doc-notes", "doc-box", "doc-picture", "doc-blank"),
    *("doc-center", "doc-right", "doc-deeper"),
}
ATTRIBUTES = {
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
    "img": {"src", "alt"},
}


def preview(source: bytes, picture: str = "Bild") -> str:
    """Return the document as safe HTML; the word `picture` stands where it shows one.

    Values of fields are in <mark>. Raises PackageError for a file that is not acceptable.
    """
    return sanitised("".join(Blocks(open_package(source), picture).document()))


def sanitised(html: str) -> str:
    """Return only what a preview may hold, whatever `html` is."""
    allowed = dict.fromkeys(("p", "div", "span"), CLASSES)
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=allowed,
        attribute_filter=_only_own_pictures,
        url_schemes={"data"},
    )


def _only_own_pictures(tag: str, name: str, value: str) -> str | None:
    if (tag, name) == ("img", "src") and not value.startswith(ADDRESSES):
        return None
    return value
