"""A document opened for its fields: the parsed stories and the tree of fields in them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from doctemplates.errors import PackageError
from doctemplates.fields.collecting import Collector, Scope
from doctemplates.fields.data_binding import Stores
from doctemplates.fields.found import Found
from doctemplates.fields.generated import GeneratedControl
from doctemplates.fields.locations import Locator
from doctemplates.fields.model import Kind, TemplateField
from doctemplates.fields.naming import assign_names, placeholder_styles
from doctemplates.fields.surrounding import Surrounding
from doctemplates.fields.unread import Unread, told
from doctemplates.ooxml import Element, XmlPart
from doctemplates.package import Package

_STORIES = ("header", "footer", "footnotes", "endnotes", "comments")


@dataclass
class Document:
    """Stories by part name and the fields of the outermost level."""

    package: Package
    stories: dict[str, XmlPart]
    stores: Stores
    found: list[Found]
    fields: tuple[TemplateField, ...]


def read_document(package: Package) -> Document:
    """Parse all stories of an accepted package and find their fields."""
    main = package.main_part
    names = [main]
    for kind in _STORIES:
        names += [name for name in package.related(main, kind) if name not in names]
    for name in names:
        if name not in package.contents:  # in an encoding that the checks could not read
            raise PackageError("bad_xml", part=name)
    stories = {name: XmlPart.parse(name, package.read(name)) for name in names}
    stores = Stores(package)
    styles = _styles(package, main)
    owned: set[Element] = set()
    scope, unread = Scope(), list[Unread]()
    for name, story in stories.items():
        collector = Collector(name, styles, stores, owned)
        collector.collect(story.root, scope)
        unread += collector.unread
    found = _merge_equal(scope.found)
    assign_names(found, owned, Surrounding(owned))
    locators = {name: Locator(name, story.root) for name, story in stories.items()}
    package.warnings += told(unread, locators)
    fields = tuple(_describe(item, locators) for item in found)
    return Document(package, stories, stores, found, fields)


def _styles(package: Package, main: str) -> frozenset[str]:
    for name in package.related(main, "styles"):
        return placeholder_styles(XmlPart.parse(name, package.read(name)).root)
    return placeholder_styles(None)


def _merge_equal(fields: list[Found]) -> list[Found]:
    """Places with the same identity (binding, merge field, placeholder) are one field."""
    first: dict[Hashable, Found] = {}
    kept = []
    for found in fields:
        identity = found.place.identity
        known = first.get(identity) if identity is not None else None
        if known is not None and (known.kind == Kind.GROUP) == (found.kind == Kind.GROUP):
            known.mirrors.append(found)
            continue
        if identity is not None:
            first[identity] = found
        found.items = [_merge_equal(item) for item in found.items]
        kept.append(found)
    for found in kept:
        _prefer_specific_kind(found)
    return kept


def _prefer_specific_kind(found: Found) -> None:
    """A merge field with a date or number picture somewhere is a date or number everywhere."""
    if found.kind != Kind.TEXT:
        return
    for mirror in found.mirrors:
        if mirror.place.identity == found.place.identity and mirror.kind in (
            Kind.DATE,
            Kind.NUMBER,
        ):
            found.place, mirror.place = mirror.place, found.place
            found.around, mirror.around = mirror.around, found.around
            return


def _holds_rows(group: Found) -> bool:
    inner = group.children
    return len(group.items) > 1 or any(isinstance(each.place, GeneratedControl) for each in inner)


def _describe(found: Found, locators: dict[str, Locator]) -> TemplateField:
    place = found.place
    default = None if found.kind in (Kind.GROUP, Kind.PICTURE) else place.read()
    return TemplateField(
        name=found.name,
        label=found.label,
        kind=found.kind,
        location=locators[place.part].locate(place.anchor),
        required=found.required,
        choices=place.choices,
        help=place.help,
        default=default if default not in ("", False) else None,
        locked=place.locked,
        fields=tuple(_describe(inner, locators) for inner in found.children),
        max_length=place.max_length,
        titled=found.titled,
        prompt=place.prompt,
        filled=_holds_rows(found),
    )
