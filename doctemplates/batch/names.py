"""Names of the files within the zip: readable, harmless on every system, each of them once."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 100
MAX_BYTES = 180  # file systems count 255 bytes; " (1000).docx" and a folder come on top
FALLBACK = "Dokument"

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')  # by Windows
_SPACE = re.compile(r"\s+")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)


def safe_stem(text: str) -> str:
    """Return `text` as a file name without ending; umlauts stay, paths and controls go."""
    composed = unicodedata.normalize("NFC", text)
    spaced = _SPACE.sub(" ", _FORBIDDEN.sub(" ", composed))
    # "C": controls, invisible marks that turn the direction of writing, halves of pairs
    kept = "".join(char for char in spaced if unicodedata.category(char)[0] != "C")
    stem = _shortened(_SPACE.sub(" ", kept).strip(" ."))
    if not stem:
        return FALLBACK
    return f"_{stem}" if _DEVICES.fullmatch(stem) else stem


def _shortened(stem: str) -> str:
    cut = stem[:MAX_CHARACTERS].encode()[:MAX_BYTES].decode(errors="ignore")
    return cut.rstrip(" .")


class UniqueNames:
    """Hands out file names; two that differ in case alone are the same on some systems."""

    def __init__(self, ending: str = ".docx") -> None:
        self._ending = ending
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def take(self, text: str) -> str:
        """Return a name made of `text` that was not handed out yet: "Name (2).docx"."""
        stem = safe_stem(text)
        key = _folded(stem)
        number = self._next.get(key, 1)
        name = stem
        while _folded(name) in self._taken:
            number += 1
            name = f"{stem} ({number})"
        self._next[key] = number
        self._taken.add(_folded(name))
        return name + self._ending


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
