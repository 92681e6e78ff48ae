"""Add pictures to the entries of a package: media parts, relations, content types."""

from __future__ import annotations

import posixpath

from lxml import etree

from doctemplates.fields.pictures import PNG
from doctemplates.ooxml import PKG_REL, PKG_TYPES, R, parse_xml
from doctemplates.package import MAX_UNPACKED, serialise_root
from doctemplates.part_names import relations_name
from doctemplates.zipfiles import Entry, pack, unpack

_TYPES = "[Content_Types].xml"


def add_pictures(entries: dict[str, Entry], pictures: dict[tuple[str, bytes], str]) -> None:
    """Put `pictures` ((part, data) -> relation id) into `entries`."""
    suffixes = set()
    for number, ((part, data), identity) in enumerate(pictures.items(), 1):
        suffix = "png" if data.startswith(PNG) else "jpeg"
        suffixes.add(suffix)
        name = _free_name(entries, number, suffix)
        entries[name] = pack(name, data, 0)
        _relate(entries, part, identity, name)
    _declare(entries, suffixes)


def _free_name(entries: dict[str, Entry], number: int, suffix: str) -> str:
    name = f"word/media/kim{number}.{suffix}"
    while name in entries:
        number += 1
        name = f"word/media/kim{number}.{suffix}"
    return name


def _relate(entries: dict[str, Entry], part: str, identity: str, picture: str) -> None:
    name = relations_name(part)
    if name in entries:
        root = parse_xml(unpack(entries[name], MAX_UNPACKED), name)
    else:
        root = etree.fromstring(f'<Relationships xmlns="{PKG_REL}"/>')
    item = etree.SubElement(root, f"{{{PKG_REL}}}Relationship")
    item.set("Id", identity)
    item.set("Type", f"{R}/image")
    item.set("Target", posixpath.relpath(picture, posixpath.dirname(part) or "."))
    entries[name] = pack(name, serialise_root(root))


def _declare(entries: dict[str, Entry], suffixes: set[str]) -> None:
    root = parse_xml(unpack(entries[_TYPES], MAX_UNPACKED), _TYPES)
    known = {item.get("Extension", "").lower() for item in root.iter(f"{{{PKG_TYPES}}}Default")} | {
        "rels"
    }
    for suffix in sorted(suffixes - known):
        item = etree.Element(f"{{{PKG_TYPES}}}Default")
        item.set("Extension", suffix)
        item.set("ContentType", f"image/{suffix}")
        root.insert(0, item)
    entries[_TYPES] = pack(_TYPES, serialise_root(root))
