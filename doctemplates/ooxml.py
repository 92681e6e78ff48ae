"""Names of WordprocessingML and safe XML parsing.

Strict files (ISO 29500 Strict) use other namespace addresses for the same elements; they are
read through `to_transitional` and written back through `Part.restore`, so that all other code
knows one set of names.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import cast

from lxml import etree

from doctemplates.errors import PackageError

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
V = "urn:schemas-microsoft-com:vml"
O = "urn:schemas-microsoft-com:office:office"  # noqa: E741 - the name of the format's prefix
PKG_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
PKG_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_STRICT = "http://purl.oclc.org/ooxml/"
STRICT_TO_TRANSITIONAL = (
    (_STRICT + "wordprocessingml/main", W),
    (_STRICT + "officeDocument/relationships", R),
    (_STRICT + "drawingml/wordprocessingDrawing", WP),
    (_STRICT + "drawingml/main", A),
    (_STRICT + "drawingml/picture", PIC),
)


@contextmanager
def uncollected() -> Iterator[None]:
    """Parsed trees make objects by the hundred thousand, hardly any in cycles: collect later."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def w(name: str) -> str:
    """Qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


@cache
def w14(name: str) -> str:
    return f"{{{W14}}}{name}"


@cache
def w15(name: str) -> str:
    return f"{{{W15}}}{name}"


_IN_W = f"{{{W}}}"
VAL = w("val")
RUN, TEXT, PARAGRAPH = w("r"), w("t"), w("p")
TABLE, ROW, CELL = w("tbl"), w("tr"), w("tc")
SDT, SDT_PR, SDT_CONTENT = w("sdt"), w("sdtPr"), w("sdtContent")
RPR, PPR = w("rPr"), w("pPr")
FLD_CHAR, INSTR_TEXT, FLD_SIMPLE = w("fldChar"), w("instrText"), w("fldSimple")
TXBX = w("txbxContent")
ALTERNATE = f"{{{MC}}}AlternateContent"
OFF = frozenset({"0", "false", "off"})

_ROOT_START = re.compile(rb"<[A-Za-z_]")


def local(element: Element) -> str:
    """Local name of an element; "" for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _parser() -> etree.XMLParser:
    # Without comments: text that one cuts in two would be read in part ("DD<!-- -->E").
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def parse_xml(data: bytes, part: str) -> Element:
    """Parse one part without entities, DTDs or network; raise PackageError if it is damaged."""
    try:
        tree = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        trimmed = _without_trailing_garbage(data)
        if trimmed is None:
            raise PackageError("bad_xml", part=part) from error
        return parse_xml(trimmed, part)
    except ValueError as error:
        raise PackageError("bad_xml", part=part) from error
    if tree.getroottree().docinfo.internalDTD is not None:
        raise PackageError("doctype", part=part)
    return tree


def _without_trailing_garbage(data: bytes) -> bytes | None:
    """Word reads files with padding after the root element; so do we."""
    end = data.rfind(b">") + 1
    return data[:end] if data[end:].strip() and end else None


@dataclass(slots=True)
class XmlPart:
    """A parsed part that can be written again with its own prologue and namespace flavour."""

    name: str
    root: Element
    prologue: bytes
    strict: bool

    @classmethod
    def parse(cls, name: str, data: bytes) -> XmlPart:
        data = data.removeprefix(b"\xef\xbb\xbf")
        match = _ROOT_START.search(data)
        prologue = data[: match.start()] if match else b""
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:4] or _foreign(prologue):
            prologue = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        strict = _STRICT.encode() in data
        if strict:
            for old, new in STRICT_TO_TRANSITIONAL:
                data = data.replace(old.encode(), new.encode())
        return cls(name, parse_xml(data, name), prologue, strict)

    def serialise(self) -> bytes:
        """The part as bytes in UTF-8."""
        data = etree.tostring(self.root, encoding="UTF-8", xml_declaration=False)
        return self.prologue + self.restore(data)

    def restore(self, data: bytes) -> bytes:
        """Give a strict part its own namespace addresses back."""
        if self.strict:
            for old, new in STRICT_TO_TRANSITIONAL:
                data = data.replace(new.encode(), old.encode())
        return data


def _foreign(prologue: bytes) -> bool:
    match = re.search(rb"encoding\s*=\s*[\"']([^\"']+)", prologue)
    return match is not None and match.group(1).lower() not in (b"utf-8", b"us-ascii")


def is_on(element: Element | None) -> bool:
    """Value of a toggle element such as <w:checked/>: present without w:val means on."""
    return element is not None and element.get(VAL, "1").lower() not in OFF


def val(parent: Element | None, name: str) -> str | None:
    """w:val of the child `name` of `parent`, None where it is missing."""
    if parent is None:
        return None
    child = parent.find(w(name))
    return None if child is None else child.get(VAL)


def new_element(tag: str, like: Element, attributes: dict[str, str] | None = None) -> Element:
    """Loose element that knows the prefixes declared where `like` stands."""
    if not attributes and like.prefix and tag.startswith(_IN_W) and like.tag.startswith(_IN_W):
        return etree.Element(tag, None, {like.prefix: W})
    return etree.Element(tag, attributes or {}, cast("dict[str, str]", like.nsmap))


def new_child(parent: Element, tag: str) -> Element:
    """New last child of `parent`."""
    child = new_element(tag, parent)
    parent.append(child)
    return child


def attributes_of(element: Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def drop_attribute(element: Element, name: str) -> None:
    """Remove an attribute if it is there."""
    if name in element.attrib:
        del element.attrib[name]


def swap(old: Element, new: Element) -> None:
    """Put `new` in the place of `old`, keeping the text that follows."""
    parent = old.getparent()
    if parent is None:
        raise ValueError("a root element cannot be replaced")
    new.tail, old.tail = old.tail, None
    parent.replace(old, new)


def drop(element: Element) -> None:
    """Remove an element, keeping the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
        element.tail = None
    parent.remove(element)
