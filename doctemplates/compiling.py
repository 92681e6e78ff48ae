"""Template file -> compiled template, cached by digest."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from doctemplates.active_content import TAKEN_OUT
from doctemplates.document import Document, read_document
from doctemplates.fields.data_binding import mark_store
from doctemplates.fields.found import Found
from doctemplates.fields.groups import Group
from doctemplates.fields.marking import Marker
from doctemplates.fields.model import TemplateField
from doctemplates.media import add_pictures
from doctemplates.nodes import Node, State, Static
from doctemplates.ooxml import PKG_TYPES, SDT_PR, VAL, XmlPart, uncollected, w
from doctemplates.package import DOCX, DOTX, Package, open_package, serialise_root
from doctemplates.segments import split
from doctemplates.values import prepare
from doctemplates.zipfiles import Entry, Packing, pack, write_zip

CACHE_SIZE = 16
_LEVEL = 3  # of deflate: a quarter of the default's time for a tenth more bytes


class CompiledTemplate:
    """A template ready to be filled many times.

    `fields` are those of the outermost level, `warnings` what was taken out of the file, as
    (code, parameters).
    """

    def __init__(
        self,
        digest: str,
        fields: tuple[TemplateField, ...],
        entries: dict[str, Entry],
        parts: dict[str, list[Node]],
        warnings: tuple[tuple[str, dict[str, str]], ...],
        first_picture: int,
    ) -> None:
        self.digest = digest
        self.fields = fields
        self.warnings = warnings
        self._entries = entries
        self._parts = parts
        self._first_picture = first_picture

    @property
    def is_cut(self) -> bool:
        """Whether something was taken out of the file that it may not bring along."""
        return any(code in TAKEN_OUT for code, _ in self.warnings)

    def fill(self, values: Mapping[str, Any]) -> bytes:
        """Return the filled .docx; raise FillError naming every value that does not fit."""
        scopes = [prepare(self.fields, values)]
        state = State(scopes, Packing("", _LEVEL), first_picture=self._first_picture)
        entries = dict(self._entries)
        for name, nodes in self._parts.items():
            state.packing = Packing(name, _LEVEL)
            for node in nodes:
                node.emit(state)
            state.flush()
            entries[name] = state.packing.entry()
        if state.pictures:
            add_pictures(entries, state.pictures)
        return write_zip(list(entries.values()))


def compile_template(source: bytes) -> CompiledTemplate:
    """Open, check and compile a .docx or .dotx; raise PackageError if it cannot be accepted.

    The last CACHE_SIZE templates are kept by digest of the file.
    """
    digest = hashlib.sha256(source).hexdigest()
    known = _cache.get(digest)
    if known is None:
        known = _compile(digest, source)
        _cache.put(digest, known)
    return known


class _Cache:
    """The compiled templates used last; safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._items: OrderedDict[str, CompiledTemplate] = OrderedDict()

    def get(self, digest: str) -> CompiledTemplate | None:
        with self._lock:
            if digest in self._items:
                self._items.move_to_end(digest)
            return self._items.get(digest)

    def put(self, digest: str, template: CompiledTemplate) -> None:
        with self._lock:
            self._items[digest] = template
            while len(self._items) > CACHE_SIZE:
                self._items.popitem(last=False)


_cache = _Cache()


def _compile(digest: str, source: bytes) -> CompiledTemplate:
    package = open_package(source)
    with uncollected():
        fields, marked, marker = _marked(package)
        parts = {name: _joined(split(data, marker)) for name, data in marked.items()}
    entries = dict(package.entries)
    _as_document(package, entries)
    return CompiledTemplate(
        digest, fields, entries, parts, tuple(package.warnings), _free_picture(package)
    )


def _marked(package: Package) -> tuple[tuple[TemplateField, ...], dict[str, bytes], Marker]:
    """Fields and the parts that hold them, serialised with marks; the trees end here."""
    document = read_document(package)
    marker = Marker(_control_ids(document))
    _mark(document.found, marker)
    for found in document.found:
        _mark_bindings(found, marker)
    nonce = marker.nonce.encode()
    marked = {}
    for part in (*document.stories.values(), *filter(None, document.stores.parsed.values())):
        data = part.serialise()
        if nonce in data:
            marked[part.name] = data
    return document.fields, marked, marker


def _free_picture(package: Package) -> int:
    """First number whose relation id no earlier filling of this file has taken."""
    taken = [
        int(number)
        for name, data in package.contents.items()
        if name.endswith(".rels")
        for number in re.findall(rb'"rIdKim(\d{1,9})"', data)
    ]
    return max(taken, default=0) + 1


def _control_ids(document: Document) -> set[int]:
    ids = set()
    for story in document.stories.values():
        for properties in story.root.iter(SDT_PR):
            identity = properties.find(w("id"))
            try:
                ids.add(int(identity.get(VAL, "") if identity is not None else ""))
            except ValueError:
                continue
    return ids


def _mark(fields: list[Found], marker: Marker) -> None:
    """Mark plain fields first: a group's untouched copy must hold those of outer levels too."""
    groups = [found for found in fields if isinstance(found.place, Group)]
    for found in fields:
        if found not in groups:
            for each in (found, *_mirrors(found)):
                each.place.mark(marker, found.target(), found.kind)
    for found in groups:
        for each in (found, *_mirrors(found)):
            group = each.place
            if isinstance(group, Group):
                group.before_marking(marker, found.target())
                _mark(each.children, marker)
                group.after_marking(marker, found.target())


def _mirrors(found: Found) -> list[Found]:
    result = []
    for mirror in found.mirrors:
        result += [mirror, *_mirrors(mirror)]
    return result


def _mark_bindings(found: Found, marker: Marker) -> None:
    binding = getattr(found.place, "binding", None)
    if binding is not None and binding.resolved and not isinstance(found.place, Group):
        mark_store(binding, marker, found.target())


def _joined(nodes: list[Node]) -> list[Node]:
    return [node for node in nodes if not isinstance(node, Static) or node.data]


def _as_document(package: Package, entries: dict[str, Entry]) -> None:
    """A filled template is a document: .dotx becomes .docx."""
    if package.content_type(package.main_part) != DOTX:
        return
    types: XmlPart = package.content_types
    for item in types.root.iter(f"{{{PKG_TYPES}}}Override"):
        if item.get("ContentType") == DOTX:
            item.set("ContentType", DOCX)
    entries[types.name] = pack(types.name, serialise_root(types.root))
