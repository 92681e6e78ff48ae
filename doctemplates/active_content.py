"""What a template may not bring along: macros, objects, content loaded from elsewhere.

Honest files carry some of it without anybody's intent: the template they were made from, the
data source of a mail merge, linked pictures, an embedded object's editable copy. That is taken
out, what is seen stays. Everything else that reaches outside the file is refused.
"""

from __future__ import annotations

import re

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
from doctemplates.package import Package, Relation, relations_name, serialise_root
from doctemplates.zipfiles import pack

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
    "oleObject": "embedded_object",
    "control": "embedded_object",
    "package": "embedded_object",
    "keyMapCustomizations": "embedded_object",
    "attachedToolbars": "embedded_object",
}
_FOREIGN = {"aFChunk", "subDocument", "frame"}
_MACROS = {"vbaProject", "wordVbaData", "xlMacrosheet"}
_MACRO_TYPE = re.compile(rb"vnd\.ms-word\.(document|template)\.macroEnabled|vnd\.ms-office\.vba")
_ELEMENTS = {w("altChunk"): "altChunk", w("subDoc"): "subDocument", w("frameset"): "frame"}
_REFERENCES = tuple(f"{{{R}}}{name}" for name in ("id", "link", "embed", "href", "pict"))
_WHOLE = frozenset(
    {w("attachedTemplate"), w("saveThroughXslt"), w("control"), f"{{{O}}}OLEObject"}
    | {"{http://schemas.openxmlformats.org/drawingml/2006/chart}externalData"}
)
_MERGE = frozenset({w("dataSource"), w("headerSource"), w("recipients")})


def check_active_content(package: Package) -> None:
    """Refuse active content; take what is harmless to lose out of the package."""
    for name in list(package.entries):
        if name.endswith(".rels"):
            _check_relations(package, name)
    for name, data in list(package.contents.items()):
        if name == "[Content_Types].xml" and _MACRO_TYPE.search(data):
            raise PackageError("macros")
        if W.encode() in data or b"purl.oclc.org/ooxml/word" in data:
            _check_story(package, name, data)


def _owner(rels_name: str) -> str:
    folder, _, name = rels_name.rpartition("_rels/")
    return folder + name.removesuffix(".rels")


def _check_relations(package: Package, rels_name: str) -> None:
    owner = _owner(rels_name)
    strip: dict[Relation, str] = {}
    for relation in package.relations(owner):
        if relation.kind in _MACROS:
            raise PackageError("macros")
        if relation.kind in _FOREIGN:
            raise PackageError("foreign_content", kind=relation.kind)
        if relation.external and relation.kind != "hyperlink":
            if relation.kind not in _STRIPPED_OUTSIDE:
                raise PackageError("external", kind=relation.kind, target=relation.target[:100])
            strip[relation] = _STRIPPED_OUTSIDE[relation.kind]
        elif relation.kind in _STRIPPED and not _is_chart_data(owner, relation):
            strip[relation] = _STRIPPED[relation.kind]
    if strip:
        _strip(package, owner, strip)


def _is_chart_data(owner: str, relation: Relation) -> bool:
    """A chart's numbers live in a workbook without macros; Word needs it to edit the chart."""
    return "/charts/" in owner and relation.target.lower().endswith(".xlsx")


def _strip(package: Package, owner: str, relations: dict[Relation, str]) -> None:
    """Remove `relations`, their embedded parts and everything in `owner` that points to them."""
    ids = {relation.id for relation in relations}
    rels = parse_xml(package.read(relations_name(owner)), relations_name(owner))
    for item in list(rels.iter(f"{{{PKG_REL}}}Relationship")):
        if item.get("Id") in ids:
            drop(item)
    replace(package, relations_name(owner), serialise_root(rels))
    for relation, warning in relations.items():
        package.warnings.append((warning, {"target": relation.target[:100]}))
    if owner in package.contents:
        part = XmlPart.parse(owner, package.read(owner))
        for element in list(part.root.iter(etree.Element)):
            for attribute in _REFERENCES:
                if element.get(attribute) in ids:
                    _unlink(element, attribute)
        replace(package, owner, part.serialise())
    for relation in relations:
        if not relation.external:
            _remove_part(package, relation.target)


def _unlink(element: etree._Element, attribute: str) -> None:
    if element.tag in _WHOLE:
        drop(element)
    elif element.tag in _MERGE:
        merge = next(element.iterancestors(w("mailMerge")), None)
        if merge is not None:
            drop(merge)
    else:
        drop_attribute(element, attribute)


def _remove_part(package: Package, name: str) -> None:
    """Remove a part that nothing else refers to, with the parts that only it refers to."""
    if name not in package.entries:
        return
    for rels in [item for item in package.entries if item.endswith(".rels")]:
        if any(relation.target == name for relation in package.relations(_owner(rels))):
            return
    below = [item.target for item in package.relations(name) if not item.external]
    for gone in (name, relations_name(name)):
        package.entries.pop(gone, None)
        package.contents.pop(gone, None)
    types = parse_xml(package.read("[Content_Types].xml"), "[Content_Types].xml")
    for item in list(types.iter(f"{{{PKG_TYPES}}}Override")):
        if item.get("PartName", "").lstrip("/").lower() == name.lower():
            drop(item)
    replace(package, "[Content_Types].xml", serialise_root(types))
    for target in below:
        _remove_part(package, target)


def replace(package: Package, name: str, data: bytes) -> None:
    """Put new content into a part."""
    package.contents[name] = data
    package.entries[name] = pack(name, data)


def _check_story(package: Package, name: str, data: bytes) -> None:
    """Refuse foreign content elements and field codes that load something."""
    needles = ((b"altChunk", "altChunk"), (b"subDoc", "subDocument"), (b"frameset", "frame"))
    for needle, kind in needles:
        if needle in data and _has(package, name, kind):
            raise PackageError("foreign_content", kind=kind)
    if b"instr" not in data:
        return
    part = XmlPart.parse(name, data)
    refused, included = loading_fields(part.root)
    if refused:
        raise PackageError("active_field", field=refused[0])
    if included:
        unlink_fields(part.root)
        package.warnings += [("included_content", {"field": keyword}) for keyword in included]
        replace(package, name, part.serialise())


def _has(package: Package, name: str, kind: str) -> bool:
    root = XmlPart.parse(name, package.read(name)).root
    return any(_ELEMENTS[element.tag] == kind for element in root.iter(*_ELEMENTS))
