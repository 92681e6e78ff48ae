"""Drawings (SVG) that reach outside themselves: addresses, style sheets, scripts."""

from __future__ import annotations

import re

from lxml import etree

from doctemplates.errors import PackageError
from doctemplates.ooxml import Element, drop, local, parse_xml

NAMESPACE = b"http://www.w3.org/2000/svg"
_EMPTY = b'<svg xmlns="%b"/>' % NAMESPACE
_ACTIVE = frozenset({"script", "foreignobject", "handler", "listener"})
_ADDRESSES = frozenset({"href", "src", "base"})
_INSIDE = re.compile(r"#|data:image/(?:png|jpe?g|gif|webp|bmp)[;,]", re.I)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.I | re.S)
_IMPORT = re.compile(r"@import[^;{}]*;?", re.I)
_URL = re.compile(r"url\(([^()]*)\)?", re.I)
_OUTSIDE = re.compile(r"//|[\"']\s*[a-z][\w+.\-]*:", re.I)  # as image-set("...") takes it
# Elements that drawing programs add and no reader runs; a page's (XHTML) are not among them.
_HARMLESS = (
    NAMESPACE.decode(),
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns",
    "http://purl.org/dc/",
    "http://creativecommons.org/ns",
    "http://web.resource.org/cc/",
    "http://sodipodi.sourceforge.net/",
    "http://www.inkscape.org/",
    "http://ns.adobe.com/",
    "http://schemas.microsoft.com/visio/",
)


def is_drawing(name: str, data: bytes) -> bool:
    """Whether a part may be a drawing: by its name, or as any part can be one."""
    return name.lower().endswith(".svg") or NAMESPACE in data


def cut_drawing(name: str, data: bytes) -> bytes | None:
    """The drawing without what reaches outside; None for what needs no cut or is no drawing.

    A damaged drawing, which no reader shows, becomes an empty one.
    """
    try:
        root = parse_xml(data, name)
    except PackageError:
        return _EMPTY if name.lower().endswith(".svg") else None
    if local(root).lower() != "svg":
        return None
    cuts = [_cut(element) for element in list(root.iter(etree.Element))]
    if not any(cuts) and b"xml-stylesheet" not in data:
        return None
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _cut(element: Element) -> bool:
    name = local(element).lower()
    namespace = etree.QName(element).namespace
    if namespace is not None and not namespace.startswith(_HARMLESS):
        drop(element)
        return True
    if name in _ACTIVE or element.get("attributeName", "").strip().lower().endswith("href"):
        drop(element)
        return True
    cut = False
    for key, value in list(element.attrib.items()):
        kind = str(key).rpartition("}")[2].lower()
        outside = kind in _ADDRESSES and not _INSIDE.match(str(value).strip())
        if kind.startswith("on") or kind == "srcset" or outside:
            del element.attrib[key]
            cut = True
        elif kind not in _ADDRESSES and (shown := _style(str(value), kind == "style")) != value:
            element.set(key, shown)
            cut = True
    return _cut_sheet(element) or cut if name == "style" else cut


def _cut_sheet(element: Element) -> bool:
    text = str(element.xpath("string()"))  # that of elements inside too, which hide a part of it
    shown = _style(text, True)
    if shown == text and next(element.iterchildren(etree.Element), None) is None:
        return False
    del element[:]
    element.text = shown
    return True


def _style(text: str, is_sheet: bool) -> str:
    """Style without addresses; an empty one where some are left, or hide behind escapes."""
    lowered = text.lower()
    if not (is_sheet or "(" in text or "url" in lowered or "@" in text or "\\" in text):
        return text
    shown = _URL.sub(_inside, _IMPORT.sub("", text))
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub("", shown))
    if _URL.sub(_inside, _IMPORT.sub("", plain)) != plain:
        return ""
    if not (is_sheet or "(" in text):
        return shown
    left = _URL.sub("", shown)
    if "'" not in left and '"' not in left:  # what looks like a comment in a string is none
        left = _COMMENT.sub("", left)
    return "" if _OUTSIDE.search(_ESCAPE.sub(_unescaped, left)) else shown


def _inside(found: re.Match[str]) -> str:
    return found[0] if _INSIDE.match(found[1].strip(" \t\r\n\f\"'")) else "none"


def _unescaped(found: re.Match[str]) -> str:
    if not found[1]:
        return found[2]
    code = int(found[1], 16)
    return chr(code) if code <= 0x10FFFF else ""
