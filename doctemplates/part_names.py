"""Names of parts: which none may have, which belong together."""

from __future__ import annotations

import posixpath
import re

from doctemplates.errors import PackageError

# Names that stand for other names (%72els), pieces of a part and what no name may hold.
_FORBIDDEN = re.compile(
    r"%(2[def]|3\d|4[1-9a-f]|5[\dacf]|6[1-9a-f]|7[\dae])|/\[\d+\](\.last)?\.piece$|[\0-\x1f\\]",
    re.IGNORECASE,
)


def check_name(name: str, original: str) -> None:
    """Raise PackageError for a name that leads elsewhere; `original` is as the archive has it."""
    parts = name.split("/")
    if (
        not name
        or _FORBIDDEN.search(original)
        or name.startswith("/")
        or ":" in parts[0]
        or any(part in ("..", ".") for part in parts)
        or any(not part for part in parts[:-1])
    ):
        raise PackageError("bad_name", part=original[:100])


def is_stray(name: str) -> bool:
    """Whether a part stands where Word puts none: left behind by packing a file by hand."""
    return name.startswith("__MACOSX/") or "/" not in name.replace("[Content_Types].xml", "/")


def relations_name(part: str) -> str:
    """Name of the part that holds the relations of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def owner_of(relations: str) -> str:
    """Name of the part whose relations the part `relations` holds; "" for the package."""
    at = relations.lower().rfind("_rels/")
    return relations[:at] + relations[at + len("_rels/") : -len(".rels")] if at >= 0 else ""
