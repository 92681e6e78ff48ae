"""XML before it is parsed: what it looks like, its encoding, what it may try to hide."""

from __future__ import annotations

import re

from doctemplates.errors import PackageError

_DOCTYPE = re.compile(rb"<\s*!\s*DOCTYPE", re.I)
_PLAIN_DOCTYPE = re.compile(rb"<!DOCTYPE[^<>\[\]]*>")
# XML is known by its looks too: any name can be given to a story or to relations.
_LIKE_XML = re.compile(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff|\s|\0)*<[\0?!:A-Z_a-z\x80-\xff]")
_ENCODING = re.compile(rb"^<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_ENCODING_OF_TEXT = re.compile(r"^(<\?xml[^>]{0,200}?)\s+encoding\s*=\s*[\"'][^\"']*[\"']")
# All checks search for ASCII text, so only encodings that leave ASCII as it is are read.
_ASCII_LIKE = re.compile(rb"utf-?8|us-ascii|ascii|iso-8859-\d+|windows-125\d", re.I)
_LONG_TAG = re.compile(rb"<[^<!?/][^<]{8000,}")  # with the text that follows it
_TAG = re.compile(rb"<(?:[^<>\"']++|\"[^\"<]*\"|'[^'<]*')*+")  # up to its end
_MAX_ATTRIBUTES = 5000
_HIDDEN_NAMESPACE = re.compile(rb"xmlns(:[\w.-]+)?\s*=\s*(\"[^\"]*&#|'[^']*&#)")


def has_attribute_bomb(data: bytes) -> bool:
    """Whether an element has thousands of attributes, which takes a parser minutes."""
    tags = (_TAG.match(found) for found in _LONG_TAG.findall(data))
    return any(tag and tag.group().count(b"=") > _MAX_ATTRIBUTES for tag in tags)


def looks_like_xml(data: bytes) -> bool:
    return _LIKE_XML.match(data) is not None


def holds_doctype(data: bytes) -> bool:
    """Whether a DOCTYPE stands anywhere, in whatever width of characters."""
    return _DOCTYPE.search(data.replace(b"\0", b"") if b"\0" in data else data) is not None


def without_doctype(data: bytes) -> bytes:
    """A drawing without the line that drawing programs write; b"" where it defines something."""
    bare = _PLAIN_DOCTYPE.sub(b"", data, count=1)
    return b"" if holds_doctype(bare) else bare


def readable(name: str, data: bytes) -> bytes:
    """XML in an encoding that can be searched; PackageError where something is being hidden."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        try:
            text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-le")
        except UnicodeDecodeError as error:
            raise PackageError("bad_xml", part=name) from error
        if "\0" in text:
            raise PackageError("bad_xml", part=name)
        data = _ENCODING_OF_TEXT.sub(r"\1", text).encode()
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    if declared and not _ASCII_LIKE.fullmatch(declared.group(1)):
        raise PackageError("bad_xml", part=name)
    if _HIDDEN_NAMESPACE.search(data) or (data.strip() and not _LIKE_XML.match(data)):
        raise PackageError("bad_xml", part=name)
    return data
