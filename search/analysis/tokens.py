"""Cutting text into tokens: words, numbers, paragraphs and law names, each with its place."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from search.analysis.folding import fold

LONGEST = 200  # characters of a token that count; what is longer is no word


class Token(NamedTuple):
    """A folded word, its place in the text, and the pieces it is written from ("a-b")."""

    text: str
    start: int
    end: int
    pieces: tuple[str, ...] = ()


_ROMAN = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9,
    "X": 10, "XI": 11, "XII": 12, "XIII": 13, "XIV": 14,
}  # fmt: skip
_GENDER = re.compile(r"(?<=\w)(?:[*:_·]|/-?)(?=in(?:nen)?\b)", re.IGNORECASE)
_TOKEN = re.compile(
    r"""
    (?P<paragraph>§{1,2}\s?(?P<number>\d+[a-z]?)\b)
  | (?P<code>\bSGB[\s-]?(?P<book>[XVI]{1,4}|1[0-4]|[1-9])\b)
  | (?P<dotted>\b(?:[^\W\d_]\.\s?){1,4}[^\W\d_]\.)
  | (?P<figure>\d+(?:[.,:]\d+)+)
  | (?P<word>[^\W_]+(?:(?:[*:_·]|/-?)in(?:nen)?\b)?(?:[-‐‑][^\W_]+)*)
    """,
    re.VERBOSE | re.IGNORECASE,
)

# the same without groups, for which findall gives plain strings, and plain words before all else:
# a third of the time it takes with groups
_PLAIN = r"(?-i:(?![Ss][Gg][Bb])[a-zA-ZäöüÄÖÜß]{2,}+(?![\w*:·/‐‑-])) |"
_WRITTEN = re.compile(_PLAIN + re.sub(r"\(\?P<\w+>", "(?:", _TOKEN.pattern), _TOKEN.flags)


def tokenize(text: str) -> Iterator[Token]:
    """Yield the tokens of `text` in order.

    "§ 16a" is one token, and so are "SGB II" (also "SGB-II", "SGB 2"), "z. B.", "14:30" and
    "Rhein-Sieg-Kreis" (with its pieces). "Berater*innen" reads as "Beraterinnen".
    """
    for match in _TOKEN.finditer(text):
        word, pieces = read(match[0][:LONGEST])
        if word:
            yield Token(word, *match.span(), pieces)


def written(text: str) -> list[str]:
    """Return the tokens of `text` as they are written; `read` tells what they say."""
    found: list[str] = _WRITTEN.findall(text)
    if max(map(len, found), default=0) > LONGEST:
        return [token[:LONGEST] for token in found]
    return found


@lru_cache(maxsize=50_000)
def read(token: str) -> tuple[str, tuple[str, ...]]:
    """Return text and pieces of one token as it is written."""
    match = _TOKEN.match(token)
    if match is None:
        return "", ()
    if match["paragraph"]:
        number = match["number"].lower()
        return "§" + number, (number,)
    if match["code"]:
        book = match["book"].upper()
        return f"sgb{_ROMAN.get(book, book)}", ("sgb",)
    if match["dotted"]:
        return fold(re.sub(r"[.\s]", "", match["dotted"])), ()
    if match["figure"]:
        return match["figure"], ()
    plain = _GENDER.sub("", match["word"])
    pieces = tuple(fold(piece) for piece in re.split("[-‐‑]", plain))
    return "".join(pieces), pieces if len(pieces) > 1 else ()
