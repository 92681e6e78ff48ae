"""Addresses that stand in the text of a part instead of in its relations, and links misused.

Pictures of old drawings (VML) can name their file directly, settings can name a database or a
schema to fetch, and a hyperlink's relation, which may point outside, can be given to a picture.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml import etree

from doctemplates.drawings import cut_drawing, is_drawing
from doctemplates.ooxml import Element, O, R, V, XmlPart, drop, drop_attribute, local, w
from doctemplates.package import Package

_OUTSIDE = re.compile(r"\s*([a-z][a-z0-9+.\-]+:|[\\/]{2})", re.I)
_SOURCES = ("src", "althref", "href", f"{{{O}}}href", f"{{{O}}}althref", f"{{{O}}}src")
_PAINTED = frozenset(
    f"{{{V}}}{name}" for name in ("imagedata", "image", "fill", "stroke", "background")
)
_DATA_SOURCE = frozenset(
    map(w, ("connectString", "query", "dataSource", "headerSource", "odso", "addressFieldName"))
)
_LINKS = frozenset({"hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver"})
_SCHEMA = frozenset({"schema", "schemaLibrary"})
_WORTH_A_LOOK = re.compile(rb"(src|href)\s*=|mailMerge|schemaLibrary|webVideoPr")


def cut_addresses(package: Package, name: str) -> None:
    """Take addresses out of one XML part, noting what it was in the package's warnings."""
    data = package.contents[name]
    if is_drawing(name, data):
        cut = cut_drawing(name, data)
        if cut is not None:
            package.replace(name, cut)
            package.warnings.append(("linked_picture", {"target": name}))
            return
    links = {item.id: item for item in package.relations(name) if item.external}
    if not links and not _WORTH_A_LOOK.search(data):
        return
    part = XmlPart.parse(name, data)
    found = {
        warning
        for element in list(part.root.iter(etree.Element))
        if (warning := _cut(element, frozenset(links)))
    }
    if found:
        package.replace(name, part.serialise())
        package.warnings += [(warning, {"target": name}) for warning in sorted(found)]


def _cut(element: Element, links: frozenset[str]) -> str:
    """Warning about what was cut from one element, "" for nothing."""
    name = local(element)
    if element.tag in _PAINTED:
        outside = [key for key in _SOURCES if _OUTSIDE.match(unquote(element.get(key, "")))]
        for key in outside:
            drop_attribute(element, key)
        if outside:
            return "linked_picture"
    if name not in _LINKS:
        misused = [
            str(key)
            for key, value in element.attrib.items()
            if value in links and str(key).startswith(f"{{{R}}}")
        ]
        for key in misused:
            drop_attribute(element, key)
        if misused:
            return "linked_picture"
    if element.tag == w("mailMerge") and any(child.tag in _DATA_SOURCE for child in element):
        drop(element)
        return "mail_merge_source"
    if name in _SCHEMA and _cut_schema(element):
        return "attached_template"
    if name == "webVideoPr":
        holder = element.getparent()
        drop(element)
        if holder is not None and local(holder) == "ext" and not len(holder):
            drop(holder)
        return "embedded_object"
    return ""


def _cut_schema(element: Element) -> bool:
    keys = [key for key in element.attrib if str(key).endswith("ocation")]
    for key in keys:
        drop_attribute(element, str(key))
    return bool(keys)
