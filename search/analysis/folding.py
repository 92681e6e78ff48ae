"""Folding: the spellings of one word become one."""

import unicodedata

_LETTERS = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o",
        "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "’": "'",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """Return `text` in lower case, umlauts as ae/oe/ue/ss, without other accents.

    "Flüchtling" and "Fluechtling" become the same, and so do "Şahin" and "Sahin". Scripts other
    than Latin keep their letters.
    """
    folded = unicodedata.normalize("NFC", text).lower()
    if folded.isascii():
        return folded
    folded = folded.translate(_LETTERS)
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(char for char in decomposed if not unicodedata.combining(char))
