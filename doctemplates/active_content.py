"""What a template may not bring along: macros, objects, content loaded from elsewhere.

Honest files carry some of it without anybody's intent: the template they were made from, the
data source of a mail merge, linked pictures, an embedded object's editable copy. That is taken
out, what is seen stays. Everything else that reaches outside the file is refused.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from doctemplates.errors import PackageError
from doctemplates.field_codes import loading_fields, unlink_fields
from doctemplates.ooxml import (
    PKG_REL,
    PKG_TYPES,
    O,
    R,
    W,
    XmlPart,
    drop,
    drop_attribute,
    parse_xml,
    w,
)
from doctemplates.outside_links import cut_addresses
from doctemplates.package import Package, Relation, serialise_root
from doctemplates.part_names import owner_of, relations_name

# Relations that can go without anything visible being lost: kind -> warning.
_STRIPPED_OUTSIDE = {
    "attachedTemplate": "attached_template",
    "mailMergeSource": "mail_merge_source",
    "mailMergeHeaderSource": "mail_merge_source",
    "recipientData": "mail_merge_source",
    "transform": "attached_template",
    "image": "linked_picture",
    "oleObject": "embedded_object",
    "package": "embedded_object",
}
_STRIPPED = {
    "recipientData": "mail_merge_source",
    "oleObject": "embedded_object",
    "control": "embedded_object",
    "package": "embedded_object",
    "keyMapCustomizations": "embedded_object",
    "attachedToolbars": "embedded_object",
    "activeXControlBinary": "embedded_object",
    "extensibility": "embedded_object",
    "webextensiontaskpanes": "embedded_object",
    "webextension": "embedded_object",
}
# Warnings that say something was taken out of the file.
TAKEN_OUT = frozenset({*_STRIPPED_OUTSIDE.values(), *_STRIPPED.values(), "included_content"})
_FOREIGN = {"afchunk": "aFChunk", "subdocument": "subDocument", "frame": "frame"}
_MACROS = {"vbaproject", "wordvbadata", "xlmacrosheet", "vbaprojectsignature"}
_MACRO_TYPE = re.compile(r"macroenabled|vnd\.ms-office\.vba|vnd\.ms-word\.vba", re.I)
_MACRO_PART = re.compile(r"(^|/)vba(project|data)[^/]*\.(bin|xml)$", re.I)
# Names of parts in a chart's workbook, which stand in its zip as they are.
_REACHES_OUT = re.compile(
    rb"vbaProject|/(externalLinks|connections|queryTables|activeX|embeddings|macrosheets|customUI)"
    rb"[/.]",
    re.I,
)
_OBJECT_PART = re.compile(r"(^|/)(embeddings|activex)/", re.I)
_ELEMENTS = {w("altChunk"): "altChunk", w("subDoc"): "subDocument", w("frameset"): "frame"}
_REFERENCES = tuple(f"{{{R}}}{name}" for name in ("id", "link", "embed", "href", "pict"))
_WHOLE = frozenset(
    {w("attachedTemplate"), w("saveThroughXslt"), w("control"), f"{{{O}}}OLEObject"}
    | {w("objectEmbed"), w("objectLink")}
    | {"{http://schemas.openxmlformats.org/drawingml/2006/chart}externalData"}
)
_MERGE = frozenset({w("dataSource"), w("headerSource"), w("recipients")})


def check_active_content(package: Package) -> None:
    """Refuse active content; take what is harmless to lose out of the package."""
    cut_off: list[str] = []
    for name in list(package.entries):
        if _MACRO_PART.search(name):
            raise PackageError("macros")
        if name.lower().endswith(".rels"):
            cut_off += _check_relations(package, package.known(owner_of(name)))
    _remove_parts(package, cut_off)
    for item in package.content_types.root:
        if _MACRO_TYPE.search(item.get("ContentType", "")):
            raise PackageError("macros")
    for name, data in list(package.contents.items()):
        if W.encode() in data or b"purl.oclc.org/ooxml/word" in data:
            _check_story(package, name, data)
    _remove_objects_without_relation(package)
    for name in list(package.contents):
        cut_addresses(package, name)


def _check_relations(package: Package, owner: str) -> list[str]:
    """Parts that `owner` refers to no more."""
    strip: dict[Relation, str] = {}
    for relation in package.relations(owner):
        kind = relation.kind.lower()
        if kind in _MACROS:
            raise PackageError("macros")
        if kind in _FOREIGN:
            raise PackageError("foreign_content", kind=_FOREIGN[kind])
        if relation.external and kind != "hyperlink":
            if relation.kind not in _STRIPPED_OUTSIDE:
                raise PackageError("external", kind=relation.kind, target=relation.target[:100])
            strip[relation] = _STRIPPED_OUTSIDE[relation.kind]
        elif relation.kind in _STRIPPED and not _is_chart_data(package, owner, relation):
            strip[relation] = _STRIPPED[relation.kind]
    if strip:
        _strip(package, owner, strip)
    return [relation.target for relation in strip if not relation.external]


def _is_chart_data(package: Package, owner: str, relation: Relation) -> bool:
    """A chart's numbers live in a workbook without macros; Word needs it to edit the chart."""
    if "/charts/" not in owner or not relation.target.lower().endswith(".xlsx"):
        return False
    data = package.read(relation.target) if relation.target in package.entries else b""
    return data.startswith(b"PK") and not _REACHES_OUT.search(data)


def _remove_objects_without_relation(package: Package) -> None:
    objects = [
        name
        for name in package.entries
        if _OBJECT_PART.search(name) and not name.lower().endswith(".rels")
    ]
    used = _references(package) if objects else Counter[str]()
    alone = [name for name in objects if not used[name]]
    package.warnings += [("embedded_object", {"target": name[:100]}) for name in alone]
    _remove_parts(package, alone)


def _references(package: Package) -> Counter[str]:
    """How many relations point to each part."""
    rels = [name for name in package.entries if name.lower().endswith(".rels")]
    return Counter(
        relation.target
        for name in rels
        for relation in package.relations(owner_of(name))
        if not relation.external
    )


def _strip(package: Package, owner: str, relations: dict[Relation, str]) -> None:
    """Remove `relations`, their embedded parts and everything in `owner` that points to them."""
    ids = {relation.id for relation in relations}
    name = package.known(relations_name(owner))
    rels = parse_xml(package.read(name), name)
    for item in list(rels.iter(f"{{{PKG_REL}}}Relationship")):
        if item.get("Id") in ids:
            drop(item)
    package.replace(name, serialise_root(rels))
    for relation, warning in relations.items():
        package.warnings.append((warning, {"target": relation.target[:100]}))
    if owner in package.contents:
        part = XmlPart.parse(owner, package.read(owner))
        for element in list(part.root.iter(etree.Element)):
            for attribute in _REFERENCES:
                if element.get(attribute) in ids:
                    _unlink(element, attribute)
        package.replace(owner, part.serialise())


def _unlink(element: etree._Element, attribute: str) -> None:
    if element.tag in _WHOLE:
        drop(element)
    elif element.tag in _MERGE:
        merge = next(element.iterancestors(w("mailMerge")), None)
        if merge is not None:
            drop(merge)
    else:
        drop_attribute(element, attribute)


def _remove_parts(package: Package, names: list[str]) -> None:
    """Remove parts that nothing refers to any more, with the parts that only they refer to."""
    if not names:
        return
    used, waiting, gone = _references(package), list(names), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in package.entries or used[name]:
            continue
        below = [item.target for item in package.relations(name) if not item.external]
        for part in (name, package.known(relations_name(name))):
            package.entries.pop(part, None)
            package.contents.pop(part, None)
            gone.add(part.lower())
        used.subtract(below)
        waiting += below
    types = package.content_types
    for item in list(types.root.iter(f"{{{PKG_TYPES}}}Override")):
        if item.get("PartName", "").lstrip("/").lower() in gone:
            drop(item)
    package.replace(types.name, serialise_root(types.root))


def _check_story(package: Package, name: str, data: bytes) -> None:
    """Refuse foreign content elements and field codes that load something."""
    needles = ((b"altChunk", "altChunk"), (b"subDoc", "subDocument"), (b"frameset", "frame"))
    for needle, kind in needles:
        if needle in data and _has(package, name, kind):
            raise PackageError("foreign_content", kind=kind)
    if b"nstr" not in data:  # instrText, delInstrText, instr
        return
    part = XmlPart.parse(name, data)
    refused, included = loading_fields(part.root)
    if refused:
        raise PackageError("active_field", field=refused[0])
    if included:
        unlink_fields(part.root)
        _, hidden = loading_fields(part.root)
        if hidden:
            raise PackageError("active_field", field=hidden[0])
        package.warnings += [("included_content", {"field": keyword}) for keyword in included]
        package.replace(name, part.serialise())


def _has(package: Package, name: str, kind: str) -> bool:
    root = XmlPart.parse(name, package.read(name)).root
    return any(_ELEMENTS[element.tag] == kind for element in root.iter(*_ELEMENTS))
