"""Numbers as they stand in attributes of a document that anybody may have written."""

from __future__ import annotations

MAX_DIGITS = 9


def number_in(text: str | None, most: int) -> int:
    """Return the number from 0 that `text` is, at most `most`; -1 where it is none."""
    plain = text is not None and len(text) <= MAX_DIGITS and text.isascii() and text.isdecimal()
    return min(int(text), most) if plain and text else -1
