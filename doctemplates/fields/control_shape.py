"""Shape of a content control: its type, its level, the element that holds its value."""

from __future__ import annotations

from doctemplates.fields.model import Kind
from doctemplates.ooxml import CELL, ROW, SDT_CONTENT, SDT_PR, Element, local

# Controls that Word fills itself (tables of contents, bibliographies): no fields.
AUTOMATIC = frozenset({"docPartObj", "citation", "bibliography", "equation"})
CONTAINERS = frozenset({"group", "docPartObj"})
KINDS = {
    "text": Kind.TEXT,
    "date": Kind.DATE,
    "dropDownList": Kind.CHOICE,
    "comboBox": Kind.COMBO,
    "checkbox": Kind.CHECKBOX,
    "picture": Kind.PICTURE,
    "repeatingSection": Kind.GROUP,
    "richText": Kind.RICHTEXT,
    "docPartList": Kind.RICHTEXT,
}
_THROUGH = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_LEVELS = {"tbl": "row", "tr": "cell"}
_RUN_PARENTS = frozenset({"p", "hyperlink", "fldSimple", "dir", "bdo", "r", "rt", "rubyBase"})


def control_type(sdt: Element) -> str:
    """Local name of the element that gives the kind; "" for an untyped (rich text) control."""
    properties = sdt.find(SDT_PR)
    if properties is None:
        return ""
    for child in properties:
        name = local(child)
        if name in KINDS or name in AUTOMATIC or name in CONTAINERS:
            return name
        if name == "repeatingSectionItem":
            return name
    return ""


def level_of(sdt: Element) -> str:
    """Where the control stands: run, block, cell or row."""
    for ancestor in sdt.iterancestors():
        name = local(ancestor)
        if name not in _THROUGH:
            return "run" if name in _RUN_PARENTS else _LEVELS.get(name, "block")
    return "block"


def content_box(sdt: Element, level: str = "") -> Element | None:
    """The element whose content is the value: sdtContent, or the cell for cells and rows."""
    content = sdt.find(SDT_CONTENT)
    if content is None:
        return None
    level = level or level_of(sdt)
    if level == "row":
        rows = list(content.iter(ROW))
        cells = list(rows[0].iter(CELL)) if rows else []
        return cells[-1] if cells else None
    if level == "cell":
        return next(content.iter(CELL), None)
    return content
