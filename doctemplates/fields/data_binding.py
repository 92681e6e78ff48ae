"""Controls bound to XML parts (w:dataBinding): find the node, mark it to be filled along."""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from doctemplates.errors import PackageError
from doctemplates.fields.found import display
from doctemplates.fields.marking import Marker, Target
from doctemplates.ooxml import SDT_PR, Element, XmlPart, drop_attribute, val, w, w15
from doctemplates.package import Package
from doctemplates.text import escape, escape_attribute

_CORE = "{6c3c8bc8-f283-45ae-878a-bab7291924a1}"
_EXTENDED = "{6668398d-a668-4e3e-a5eb-62b293d839f1}"
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
# Paths that can be followed quickly: names, numbers and comparisons with a text, no functions.
_NAME = r"(?:[\w.\-]+:)?[\w.\-]+"
_TEST = rf"(?:\d+|(?:(?:local-)?name\(\)|namespace-uri\(\)|@?{_NAME})\s*=\s*(?:'[^']*'|\"[^\"]*\"))"
_STEP = rf"@?(?:{_NAME}|\*)(?:\[\s*{_TEST}(?:\s+and\s+{_TEST})*\s*\])*"
_SIMPLE_PATH = re.compile(rf"/?(?:/{_STEP})+(?:/text\(\)(?:\[\d+\])?)?")
_MAX_PATH = 2000
_MAPPING = re.compile(r"xmlns:([\w.\-]+)\s*=\s*(?:'([^']*)'|\"([^\"]*)\")")
_TEXT_STEP = re.compile(r"/text\(\)(?:\[\d+\])?$")
_ATTRIBUTE_STEP = re.compile(r"(.*)/@([\w.\-:]+)", re.S)
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


@dataclass(frozen=True, slots=True)
class Binding:
    """Where the value of a control lives; `identity` is equal for equal bindings.

    `computed`: the path is not followed here, but Word will.
    """

    identity: Hashable
    part: str = ""
    node: Element | None = None
    attribute: str = ""
    missing: str = ""
    date_format: str = ""
    title: str = ""
    computed: bool = False

    @property
    def resolved(self) -> bool:
        return self.node is not None


@dataclass(slots=True)
class Stores:
    """The XML parts of a package that controls can be bound to, parsed when first needed."""

    package: Package
    parsed: dict[str, XmlPart | None] = field(default_factory=dict)
    _ids: dict[str, str] | None = None

    def part_names(self) -> dict[str, str]:
        """Store id in lower case -> part name."""
        if self._ids is None:
            self._ids = dict(self._find_ids())
        return self._ids

    def _find_ids(self) -> list[tuple[str, str]]:
        package = self.package
        found = []
        for kind, identity in (("core-properties", _CORE), ("extended-properties", _EXTENDED)):
            found += [(identity, name) for name in package.related("", kind)]
        for part in package.related(package.main_part, "customXml"):
            for properties in package.related(part, "customXmlProps"):
                item = self.parse(properties)
                if item is not None:
                    identity = item.root.get(f"{{{_DATA_STORE}}}itemID", "")
                    found.append((identity.lower(), part))
        return found

    def parse(self, name: str) -> XmlPart | None:
        """The part, None where it is damaged (then it is left alone)."""
        if name not in self.parsed:
            try:
                self.parsed[name] = XmlPart.parse(name, self.package.read(name))
            except PackageError:
                self.parsed[name] = None
        return self.parsed[name]

    def binding_of(self, sdt: Element) -> Binding | None:
        """Binding of a control, None for an unbound one."""
        properties = sdt.find(SDT_PR)
        if properties is None:
            return None
        element = properties.find(w("dataBinding"))
        if element is None:
            element = properties.find(w15("dataBinding"))
        if element is None:
            return None
        names = {
            prefix: single or double
            for prefix, single, double in _MAPPING.findall(_get(element, "prefixMappings"))
        }
        path, store = _get(element, "xpath").strip(), _get(element, "storeItemID").lower()
        date = properties.find(w("date"))
        style = (val(date, "storeMappedDataAs") or "dateTime") if date is not None else ""
        return self._resolve(path, names, store, style)

    def _resolve(self, path: str, names: dict[str, str], store: str, style: str) -> Binding | None:
        if not path:
            return None
        title = _last_name(path)
        unresolved = Binding(("path", store, path), title=title)
        if len(path) > _MAX_PATH or not _SIMPLE_PATH.fullmatch(path):
            return replace(unresolved, computed=True)
        parts = self.part_names()
        candidates = [parts[store]] if store in parts else ([] if store else list(parts.values()))
        for name in candidates:
            part = self.parse(name)
            binding = _look_up(part, path, names, style) if part is not None else None
            if binding is not None:
                return replace(binding, title=title)
        return unresolved


def _last_name(path: str) -> str:
    step = _TEXT_STEP.sub("", path).rpartition("/")[2]
    return re.sub(r"^@|^\*|\[.*$", "", step).rpartition(":")[2]


def _get(element: Element, name: str) -> str:
    return element.get(w(name)) or element.get(w15(name)) or ""


def _look_up(part: XmlPart, path: str, names: dict[str, str], style: str) -> Binding | None:
    path = _TEXT_STEP.sub("", path)
    ends = _ATTRIBUTE_STEP.fullmatch(path)
    step, attribute = ends.groups() if ends else (path, "")
    nodes = _select(part.root, step, names)
    if not nodes and not attribute:
        return _missing_property(part, path, names, style)
    if not nodes or len(nodes[0]):
        return None
    node = nodes[0]
    name = _qualified(attribute, names) if attribute else ""
    if name and name not in node.attrib:
        return None
    where = part.root.getroottree().getpath(node)
    return Binding(("node", part.name, where, name), part.name, node, name, "", style)


def _select(root: Element, path: str, names: dict[str, str]) -> list[Element]:
    try:
        found = root.getroottree().xpath(path, namespaces=names or None)
    except (etree.XPathError, TypeError, ValueError):
        return []
    items = found if isinstance(found, list) else []
    return [item for item in items if isinstance(item, etree._Element)]


def _missing_property(
    part: XmlPart, path: str, names: dict[str, str], style: str
) -> Binding | None:
    """Document properties that were never set have no element yet; Word adds it, so do we."""
    steps = path.strip("/").split("/")
    if len(steps) != 2 or not part.name.lower().endswith(("core.xml", "app.xml")):
        return None
    if not _select(part.root, "/" + steps[0], names):
        return None
    name = _qualified(re.sub(r"\[\d+\]$", "", steps[1]), names)
    if not name:
        return None
    return Binding(("node", part.name, name, "new"), part.name, part.root, "", name, style)


def _qualified(name: str, names: dict[str, str]) -> str:
    prefix, colon, rest = name.rpartition(":")
    if not colon:
        return name
    return f"{{{names[prefix]}}}{rest}" if prefix in names else ""


def mark_store(binding: Binding, marker: Marker, target: Target) -> None:
    """Make the bound node take the field's value too."""
    node, date_format = binding.node, binding.date_format
    assert node is not None

    def stored(value: Any) -> str:
        return _stored(value, date_format)

    if binding.attribute:
        text = node.get(binding.attribute, "")
        mark = marker.choice_text(text, target, lambda value: escape_attribute(stored(value)))
        node.set(binding.attribute, mark)
    elif binding.missing:
        child = etree.SubElement(node, binding.missing)
        child.text = marker.value(target, lambda value: escape(stored(value)))
        marker.only_filled(child, target)
    else:
        drop_attribute(node, _NIL)
        mark = marker.choice_text(node.text or "", target, lambda value: escape(stored(value)))
        node.text = mark


def _stored(value: Any, date_format: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dt.date) and date_format != "text":
        day = value.isoformat()[:10]
        return day if date_format == "date" else f"{day}T00:00:00"
    return display(value)
