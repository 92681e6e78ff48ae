"""Fields of a template, values of a filled document."""

from __future__ import annotations

from typing import Any

from doctemplates.compiling import compile_template
from doctemplates.document import Document, read_document
from doctemplates.fields.found import Found
from doctemplates.fields.model import Kind, TemplateField
from doctemplates.ooxml import uncollected
from doctemplates.package import open_package


def read_fields(source: bytes) -> list[TemplateField]:
    """The fields of a template in reading order; raise PackageError if it is not acceptable."""
    return list(compile_template(source).fields)


def read_values(source: bytes) -> dict[str, Any]:
    """What a (filled) document holds, by field name: every field of read_fields is there.

    Empty fields give "", None (dates, numbers, pictures), False or []; a date that is none
    gives its text, so that nothing typed gets lost.
    """
    package = open_package(source)
    with uncollected():
        return values_in(read_document(package))


def values_in(document: Document, unsure: bool = False) -> dict[str, Any]:
    """What an opened document holds, as `read_values`.

    With `unsure`, the text of what seems to be a prompt and is not marked as one counts too.
    """
    return {found.name: _value(found, unsure) for found in document.found}


def _value(found: Found, unsure: bool) -> Any:
    if found.kind != Kind.GROUP:
        place = found.place
        return place.prompt if unsure and place.unsure else place.read()
    items = [_item(found.children, item, unsure) for item in found.items]
    if len(items) == 1 and _is_empty(items[0]):
        return []
    return items


def _item(first: list[Found], item: list[Found], unsure: bool) -> dict[str, Any]:
    """Values of one item under the names of the first one, where both have the same fields."""
    alike = [found.place.kind for found in first] == [found.place.kind for found in item]
    names = [found.name for found in (first if alike else item)]
    return {name: _value(found, unsure) for name, found in zip(names, item, strict=True)}


def _is_empty(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_empty, value.values()))
    return value in ("", None, False) or value == []
