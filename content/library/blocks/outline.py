"""A body seen as chapters: anchors, table of contents, footnotes, passages for search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from wagtail.blocks import StreamValue

Passage = tuple[str, str, str]  # heading, anchor, plain text

# A tag is matched first, so that what looks like a mark within one is left alone.
TAG_OR_MARK = re.compile(r"<[^>]*>|\[(\d{1,3})\]")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass
class Heading:
    text: str
    anchor: str
    level: int
    children: list[Heading] = field(default_factory=list)


@dataclass
class Part:
    """One block of the body as the templates show it; `heading` is set for headings."""

    block: Any
    heading: Heading | None = None


def anchor_for(text: str, taken: set[str]) -> str:
    """Return a readable anchor for `text` that is not in `taken`, and add it there."""
    base = slugify(text.lower().translate(UMLAUTS)) or "abschnitt"
    anchor, count = base, 1
    while anchor in taken:
        count += 1
        anchor = f"{base}-{count}"
    taken.add(anchor)
    return anchor


def block_text(child: Any) -> str:
    """Return the plain text of one block of a stream."""
    return " ".join(filter(None, map(str.strip, child.block.get_searchable_content(child.value))))


def stream_text(stream: StreamValue) -> str:
    """Return the plain text of a whole stream, a line for each block."""
    return "\n".join(filter(None, (block_text(child) for child in stream)))


class Outline:
    """What templates and search need to know of a body; `taken` are anchors used elsewhere."""

    def __init__(self, body: StreamValue, taken: set[str] | None = None) -> None:
        self._body = body
        self.parts: list[Part] = []
        self.headings: list[Heading] = []
        self.footnotes: list[Any] = []
        used = set(taken or ()) | {"inhalt", "anmerkungen"}
        for child in body:
            if child.block_type == "heading":
                self._add_heading(child, used)
            elif child.block_type == "footnote":
                self.footnotes.append(child.value["text"])
            else:
                self.parts.append(Part(child))

    def _add_heading(self, child: Any, used: set[str]) -> None:
        text, level = child.value["text"], int(child.value["level"])
        heading = Heading(text, anchor_for(text, used), level)
        self.parts.append(Part(child, heading))
        if level == 3 and self.headings:
            self.headings[-1].children.append(heading)
        else:
            self.headings.append(heading)

    @property
    def has_contents(self) -> bool:
        """Whether a table of contents helps: from three headings on."""
        return sum(1 + len(row.children) for row in self.headings) >= 3

    def passages(self) -> list[Passage]:
        """Return (heading, anchor, text) in order; text before any heading has neither."""
        found: list[tuple[str, str, list[str]]] = [("", "", [])]
        for part in self.parts:
            if part.heading is not None:
                found.append((part.heading.text, part.heading.anchor, []))
            else:
                found[-1][2].append(block_text(part.block))
        if self.footnotes:
            found[-1][2].extend(self._footnote_texts())
        rows = [
            (heading, anchor, "\n".join(filter(None, texts))) for heading, anchor, texts in found
        ]
        return [row for row in rows if row[0] or row[2]]

    def _footnote_texts(self) -> Iterator[str]:
        for child in self._body:
            if child.block_type == "footnote":
                yield block_text(child)

    def link_marks(self, html: str) -> SafeString:
        """Turn "[2]" in rendered, safe HTML into a link where the page has a second footnote."""

        def replace(match: re.Match[str]) -> str:
            number = int(match[1]) if match[1] else 0
            if not 1 <= number <= len(self.footnotes):
                return match[0]
            return f'<sup><a class="kern-link" href="#fussnote-{number}">{number}</a></sup>'

        return mark_safe(TAG_OR_MARK.sub(replace, html))  # noqa: S308 - rendered by Wagtail
