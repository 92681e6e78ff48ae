"""Open a .docx or .dotx safely: limits, names, relations, active content.

What is refused raises PackageError with a code; what can be taken out without loss for the
reader (the attached template, a mail merge's data source, linked pictures) is taken out and
noted in `Package.warnings` as (code, parameters).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from doctemplates.errors import PackageError
from doctemplates.ooxml import PKG_REL, PKG_TYPES, Element, XmlPart, parse_xml
from doctemplates.part_names import check_name, is_stray, relations_name
from doctemplates.xml_bytes import (
    has_attribute_bomb,
    holds_doctype,
    looks_like_xml,
    readable,
    without_doctype,
)
from doctemplates.zipfiles import Entry, pack, read_entry, unpack

MAX_SOURCE = 50 << 20
MAX_UNPACKED = 256 << 20
MAX_XML_PART = 48 << 20
MAX_PARTS = 4000
MAX_TAGS = 1_000_000  # opening and closing; a goal plan has 3,000, a table of 1,600 rows 400,000
MAX_RATIO = 300  # of one part above RATIO_FLOOR; dense tables of real forms reach 60
RATIO_FLOOR = 4 << 20

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOTX = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_XML_SUFFIXES = (".xml", ".rels", ".vml")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.\-]*:|[\\/]{2}", re.I)  # not a part, whatever is declared
_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_doc"),
    (b"{\\rtf", "rtf"),
    (b"%PDF", "pdf"),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part; `target` is a part name, or an address when `external`."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass
class Package:
    """The parts of an accepted file. `entries` keep the archive's order and packed bytes."""

    entries: dict[str, Entry]
    contents: dict[str, bytes]
    warnings: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def read(self, name: str) -> bytes:
        """Unpacked bytes of a part."""
        data = self.contents.get(name)
        return unpack(self.entries[name], MAX_UNPACKED) if data is None else data

    def replace(self, name: str, data: bytes) -> None:
        """Put new content into a part."""
        self.contents[name] = data
        self.entries[name] = pack(name, data)

    def relations(self, part: str) -> list[Relation]:
        """Relations of `part` ("" for the package itself); empty where there are none."""
        name = self.known(relations_name(part))
        if name not in self.entries:
            return []
        base = posixpath.dirname(part)
        root = parse_xml(self.read(name), name)
        return [
            _relation(item, base, self._by_folded_name)
            for item in root.iter(f"{{{PKG_REL}}}Relationship")
        ]

    @cached_property
    def _by_folded_name(self) -> dict[str, str]:
        return {name.lower(): name for name in self.entries}

    def known(self, name: str) -> str:
        """The part's name as the archive spells it; `name` itself where there is no such part."""
        return self._by_folded_name.get(name.lower(), name)

    @cached_property
    def main_part(self) -> str:
        """Name of the document part."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and relation.target in self.entries:
                return relation.target
        raise PackageError("not_word")

    @cached_property
    def content_types(self) -> XmlPart:
        return XmlPart.parse("[Content_Types].xml", self.read("[Content_Types].xml"))

    def content_type(self, part: str) -> str:
        """Declared content type of a part, "" where none is declared."""
        root = self.content_types.root
        for item in root.iter(f"{{{PKG_TYPES}}}Override"):
            if item.get("PartName", "").lstrip("/").lower() == part.lower():
                return item.get("ContentType", "")
        suffix = part.rpartition(".")[2].lower()
        for item in root.iter(f"{{{PKG_TYPES}}}Default"):
            if item.get("Extension", "").lower() == suffix:
                return item.get("ContentType", "")
        return ""

    def related(self, part: str, kind: str) -> list[str]:
        """Existing internal parts that `part` refers to with relation `kind`, in order."""
        return [
            relation.target
            for relation in self.relations(part)
            if relation.kind == kind and not relation.external and relation.target in self.entries
        ]


def _relation(item: Element, base: str, names: dict[str, str]) -> Relation:
    target = item.get("Target", "").strip()
    external = item.get("TargetMode", "").strip().lower() == "external"
    external = external or any(map(_ADDRESS.match, (target, unquote(target))))
    if not external:
        path = target.split("#", 1)[0]
        path = path.lstrip("/") if path.startswith("/") else posixpath.join(base, path)
        path = posixpath.normpath(path) if path else ""
        target = names.get(path.lower()) or names.get(unquote(path).lower()) or path
    kind = item.get("Type", "").rstrip("/").rpartition("/")[2]
    return Relation(item.get("Id", ""), kind, target, external)


def open_package(source: bytes) -> Package:
    """Check and unpack `source`; raise PackageError with the reason if it is not acceptable."""
    from doctemplates.active_content import check_active_content

    archive = _open_zip(source)
    package = Package(_entries(source, archive), {})
    _unpack_xml(package)
    if "[Content_Types].xml" not in package.entries:
        raise PackageError("not_word")
    check_active_content(package)
    if package.content_type(package.main_part) not in (DOCX, DOTX):
        raise PackageError("not_word")
    return package


def _open_zip(source: bytes) -> zipfile.ZipFile:
    if not source[:4096].strip(b"\0 \r\n\t") and not source.strip(b"\0 \r\n\t"):
        raise PackageError("empty")
    if len(source) > MAX_SOURCE:
        raise PackageError("too_large", limit=MAX_SOURCE >> 20)
    for magic, code in _MAGIC:
        if source.startswith(magic):
            raise PackageError(code)
    start = source[:2048].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"mime-version:")):
        raise PackageError("html")
    if source[:2] != b"PK":
        raise PackageError("not_zip")
    count = source.count(b"PK\x01\x02")
    if count > MAX_PARTS:
        raise PackageError("too_many_parts", count=count, limit=MAX_PARTS)
    try:
        return zipfile.ZipFile(io.BytesIO(source))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise PackageError("truncated") from error


def _entries(source: bytes, archive: zipfile.ZipFile) -> dict[str, Entry]:
    infos = archive.infolist()
    if len(infos) > MAX_PARTS:
        raise PackageError("too_many_parts", count=len(infos), limit=MAX_PARTS)
    entries: dict[str, Entry] = {}
    folded: set[str] = set()
    for info in infos:
        if info.filename == "./":
            continue
        name = info.filename.removeprefix("./")  # as zip programs write that pack a folder
        check_name(name, info.orig_filename)
        if name.lower() in folded:
            raise PackageError("duplicate_part", part=name)
        folded.add(name.lower())
        if info.flag_bits & 0x1:
            raise PackageError("encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise PackageError("truncated")
        if not name.endswith("/"):
            entries[name] = replace(read_entry(source, info), name=name)
    if sum(len(entry.packed) for entry in entries.values()) > len(source):
        raise PackageError("bomb")  # entries that share their bytes
    return entries


def _unpack_xml(package: Package) -> None:
    """Unpack every part once with a counter; keep the XML, forget pictures and fonts."""
    total = tags = 0
    for name, entry in list(package.entries.items()):
        is_xml = name.lower().endswith(_XML_SUFFIXES)
        limit = min(MAX_UNPACKED - total, MAX_XML_PART if is_xml else MAX_UNPACKED)
        data = unpack(entry, min(limit, max(RATIO_FLOOR, len(entry.packed) * MAX_RATIO)))
        total += len(data)
        if not is_xml and not looks_like_xml(data):
            continue
        if len(data) > MAX_XML_PART:
            raise PackageError("bomb")
        tags += data.count(b"<") + data.count(b"=") // 8
        if tags > MAX_TAGS or has_attribute_bomb(data):
            raise PackageError("too_complex", limit=MAX_TAGS // 2)
        if holds_doctype(data):
            bare = without_doctype(readable(name, data)) if name.lower().endswith(".svg") else b""
            if bare:
                package.replace(name, bare)
                continue
            raise PackageError("doctype", part=name)
        if is_stray(name) and not looks_like_xml(data):
            del package.entries[name]
            continue
        package.contents[name] = readable(name, data)


def serialise_root(root: Element) -> bytes:
    """A small package part (relations, content types) as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
