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
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from doctemplates.errors import PackageError
from doctemplates.ooxml import PKG_REL, PKG_TYPES, Element, XmlPart, parse_xml
from doctemplates.zipfiles import Entry, read_entry, unpack

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
_DOCTYPE = re.compile(rb"<\s*!\s*DOCTYPE|<\0!\0D\0O\0C\0T\0Y\0P\0E|\0<\0!\0D\0O\0C\0T\0Y\0P\0E")
_ENCODING = re.compile(rb"^<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
# All checks search for ASCII text, so only encodings that leave ASCII as it is are read.
_ASCII_LIKE = re.compile(rb"utf-?8|us-ascii|ascii|iso-8859-\d+|windows-125\d", re.I)
_HIDDEN_NAMESPACE = re.compile(rb"xmlns(:[\w.-]+)?\s*=\s*(\"[^\"]*&#|'[^']*&#)")
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

    def relations(self, part: str) -> list[Relation]:
        """Relations of `part` ("" for the package itself); empty where there are none."""
        name = relations_name(part)
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


def relations_name(part: str) -> str:
    """Name of the part that holds the relations of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relation(item: Element, base: str, names: dict[str, str]) -> Relation:
    target = item.get("Target", "")
    external = item.get("TargetMode", "").lower() == "external"
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
    if not source.strip(b"\0 \r\n\t"):
        raise PackageError("empty")
    if len(source) > MAX_SOURCE:
        raise PackageError("too_large", limit=MAX_SOURCE >> 20)
    for magic, code in _MAGIC:
        if source.startswith(magic):
            raise PackageError(code)
    start = source[:2048].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"mime-version:")):
        raise PackageError("html")
    try:
        return zipfile.ZipFile(io.BytesIO(source))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise PackageError("truncated" if source[:2] == b"PK" else "not_zip") from error


def _entries(source: bytes, archive: zipfile.ZipFile) -> dict[str, Entry]:
    infos = archive.infolist()
    if len(infos) > MAX_PARTS:
        raise PackageError("too_many_parts", count=len(infos), limit=MAX_PARTS)
    entries: dict[str, Entry] = {}
    folded: set[str] = set()
    for info in infos:
        name = info.filename
        _check_name(name, info.orig_filename)
        if name.lower() in folded:
            raise PackageError("duplicate_part", part=name)
        folded.add(name.lower())
        if info.flag_bits & 0x1:
            raise PackageError("encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise PackageError("truncated")
        if not name.endswith("/"):
            entries[name] = read_entry(source, info)
    return entries


def _check_name(name: str, original: str) -> None:
    parts = name.split("/")
    if (
        not name
        or "\0" in original
        or "\\" in original
        or name.startswith("/")
        or ":" in parts[0]
        or any(part in ("..", ".") for part in parts)
        or any(not part for part in parts[:-1])
    ):
        raise PackageError("bad_name", part=original[:100])


def _unpack_xml(package: Package) -> None:
    """Unpack every part once with a counter; keep the XML, forget pictures and fonts."""
    total = tags = 0
    for name, entry in package.entries.items():
        is_xml = name.lower().endswith(_XML_SUFFIXES)
        limit = min(MAX_UNPACKED - total, MAX_XML_PART if is_xml else MAX_UNPACKED)
        data = unpack(entry, min(limit, max(RATIO_FLOOR, len(entry.packed) * MAX_RATIO)))
        total += len(data)
        if not is_xml:
            continue
        tags += data.count(b"<")
        if tags > MAX_TAGS:
            raise PackageError("too_complex", limit=MAX_TAGS // 2)
        if _DOCTYPE.search(data):
            raise PackageError("doctype", part=name)
        package.contents[name] = _readable(name, data)


def _readable(name: str, data: bytes) -> bytes:
    """XML in an encoding that can be searched; PackageError where something is being hidden."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        try:
            text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-le")
        except UnicodeDecodeError as error:
            raise PackageError("bad_xml", part=name) from error
        data = re.sub(r"^(<\?xml[^>]*?)\s+encoding\s*=\s*[\"'][^\"']*[\"']", r"\1", text).encode()
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    if declared and not _ASCII_LIKE.fullmatch(declared.group(1)):
        raise PackageError("bad_xml", part=name)
    if _HIDDEN_NAMESPACE.search(data):
        raise PackageError("bad_xml", part=name)
    return data


def serialise_root(root: Element) -> bytes:
    """A small package part (relations, content types) as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
