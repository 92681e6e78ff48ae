"""Best passage and marks of a shown hit."""

from dataclasses import dataclass
from typing import NamedTuple

from search.index_document import Passage


class Segment(NamedTuple):
    """A run of plain text (escape it as usual), to be marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Highlight:
    """Marked title, the passage that answers best, and a marked excerpt of it."""

    title: tuple[Segment, ...]
    excerpt: tuple[Segment, ...]
    passage: Passage | None = None
