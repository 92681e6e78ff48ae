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
    if name in _ACTIVE or element.get("attributeName", "").strip().lower().endswith("href"):
        drop(element)
        return True
    cut = False
    for key, value in list(element.attrib.items()):
        kind = str(key).rpartition("}")[2].lower()
        if kind.startswith("on") or (kind in _ADDRESSES and not _INSIDE.match(str(value).strip())):
            del element.attrib[key]
            cut = True
        elif kind not in _ADDRESSES and (shown := _style(str(value))) != value:
            element.set(key, shown)
            cut = True
    if name == "style" and element.text and (shown := _style(element.text)) != element.text:
        element.text = shown
        cut = True
    return cut


def _style(text: str) -> str:
    """Style without addresses; an empty one where they hide behind escapes or comments."""
    lowered = text.lower()
    if not ("url" in lowered or "@" in text or "\\" in text or "/*" in text):
        return text
    shown = _URL.sub(_inside, _IMPORT.sub("", text))
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub("", shown))
    return shown if _URL.sub(_inside, _IMPORT.sub("", plain)) == plain else ""


def _inside(found: re.Match[str]) -> str:
    return found[0] if _INSIDE.match(found[1].strip(" \t\r\n\f\"'")) else "none"


def _unescaped(found: re.Match[str]) -> str:
    if not found[1]:
        return found[2]
    code = int(found[1], 16)
    return chr(code) if code <= 0x10FFFF else ""
