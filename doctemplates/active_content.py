"""What a template may not bring along: macros, objects, content loaded from elsewhere."""

from __future__ import annotations

import re

from lxml import etree

from doctemplates.errors import PackageError
from doctemplates.ooxml import PKG_REL, R, W, XmlPart, drop, parse_xml, w
from doctemplates.package import Package, Relation, relations_name, serialise_root
from doctemplates.zipfiles import pack

# External relations that can go without anything visible being lost.
_STRIPPED = {
    "attachedTemplate": "attached_template",
    "mailMergeSource": "mail_merge_source",
    "mailMergeHeaderSource": "mail_merge_source",
    "recipientData": "mail_merge_source",
    "image": "linked_picture",
}
_FOREIGN = {"aFChunk", "subDocument", "frame"}
_OLE = {"oleObject", "control", "activeXControlBinary", "xlMacrosheet"}
_MACROS = {"vbaProject", "wordVbaData", "attachedToolbars", "keyMapCustomizations"}
_FIELDS = re.compile(
    r"^\s*\\?\s*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDEAUTO|DDE|LINK|DATABASE|RD)\b", re.I
)
_FIELD_HINT = re.compile(rb"INCLUDE|DDE|IMPORT|LINK|DATABASE|RD", re.I)
_ELEMENTS = {w("altChunk"): "altChunk", w("subDoc"): "subDocument", w("frameset"): "frame"}
_REFERENCES = (f"{{{R}}}id", f"{{{R}}}link", f"{{{R}}}embed", f"{{{R}}}href", f"{{{R}}}pict")


def check_active_content(package: Package) -> None:
    """Refuse active content; take harmless external references out of the package."""
    for name in list(package.entries):
        if name.endswith(".rels"):
            _check_relations(package, name)
    for name, data in list(package.contents.items()):
        if b"vnd.ms-word.document.macroEnabled" in data or b"vnd.ms-office.vbaProject" in data:
            raise PackageError("macros")
        if name.endswith(".xml") and W.encode() in data or b"purl.oclc.org/ooxml/word" in data:
            _check_story(package, name, data)


def _owner(rels_name: str) -> str:
    folder, _, name = rels_name.rpartition("_rels/")
    return folder + name.removesuffix(".rels")


def _check_relations(package: Package, rels_name: str) -> None:
    owner = _owner(rels_name)
    strip: list[Relation] = []
    for relation in package.relations(owner):
        if relation.kind in _MACROS:
            raise PackageError("macros")
        if relation.kind in _OLE:
            raise PackageError("ole", part=relation.target[:100])
        if relation.kind in _FOREIGN:
            raise PackageError("foreign_content", kind=relation.kind)
        if not relation.external or relation.kind == "hyperlink":
            continue
        if relation.kind not in _STRIPPED:
            raise PackageError("external", kind=relation.kind, target=relation.target[:100])
        strip.append(relation)
    if strip:
        _strip(package, owner, strip)


def _strip(package: Package, owner: str, relations: list[Relation]) -> None:
    """Remove `relations` and everything in `owner` that points to them."""
    ids = {relation.id for relation in relations}
    rels = parse_xml(package.read(relations_name(owner)), relations_name(owner))
    for item in list(rels.iter(f"{{{PKG_REL}}}Relationship")):
        if item.get("Id") in ids:
            drop(item)
    replace(package, relations_name(owner), serialise_root(rels))
    for relation in relations:
        package.warnings.append((_STRIPPED[relation.kind], {"target": relation.target[:100]}))
    if owner not in package.entries or not owner.endswith(".xml"):
        return
    part = XmlPart.parse(owner, package.read(owner))
    for element in list(part.root.iter(etree.Element)):
        for attribute in _REFERENCES:
            if element.get(attribute) in ids:
                _unlink(element, attribute)
    replace(package, owner, part.serialise())


def _unlink(element: etree._Element, attribute: str) -> None:
    tag = element.tag
    if tag == w("attachedTemplate"):
        drop(element)
    elif tag in (w("dataSource"), w("headerSource"), w("recipientData")):
        merge = next(element.iterancestors(w("mailMerge")), None)
        if merge is not None:
            drop(merge)
    else:
        del element.attrib[attribute]


def replace(package: Package, name: str, data: bytes) -> None:
    """Put new content into a part."""
    package.contents[name] = data
    package.entries[name] = pack(name, data)


def _check_story(package: Package, name: str, data: bytes) -> None:
    """Refuse foreign content elements and field codes that load something."""
    for needle, kind in ((b":altChunk", "altChunk"), (b":subDoc", "subDocument")):
        if needle in data and _has(package, name, kind):
            raise PackageError("foreign_content", kind=kind)
    if b"frameset" in data and _has(package, name, "frame"):
        raise PackageError("foreign_content", kind="frame")
    if not _FIELD_HINT.search(data) and b"instr" in data:
        return
    if b"instr" not in data:
        return
    for code in field_codes(XmlPart.parse(name, package.read(name)).root):
        match = _FIELDS.match(code)
        if match:
            raise PackageError("active_field", field=match.group(1).upper())


def _has(package: Package, name: str, kind: str) -> bool:
    root = XmlPart.parse(name, package.read(name)).root
    return any(_ELEMENTS.get(element.tag) == kind for element in root.iter(*_ELEMENTS))


def field_codes(root: etree._Element) -> list[str]:
    """Instructions of all fields, simple and complex, joined where they are split over runs."""
    codes = [element.get(w("instr"), "") for element in root.iter(w("fldSimple"))]
    open_fields: list[list[str]] = []
    for element in root.iter(w("fldChar"), w("instrText")):
        if element.tag == w("instrText"):
            if open_fields:
                open_fields[-1].append(element.text or "")
            else:
                codes.append(element.text or "")
        elif element.get(w("fldCharType")) == "begin":
            open_fields.append([])
        elif element.get(w("fldCharType")) == "end" and open_fields:
            codes.append("".join(open_fields.pop()))
    return codes + ["".join(parts) for parts in open_fields]
