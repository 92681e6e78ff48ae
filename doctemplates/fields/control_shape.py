"""Shape of a content control: its type, its level, the element that holds its value."""

from __future__ import annotations

from doctemplates.fields.model import Kind
from doctemplates.ooxml import (
    ALTERNATE,
    CELL,
    FLD_CHAR,
    FLD_SIMPLE,
    PARAGRAPH,
    ROW,
    RUN,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    Element,
    local,
    new_child,
    w,
)

# Controls that Word fills itself (tables of contents, bibliographies): no fields.
AUTOMATIC = frozenset({"docPartObj", "citation", "bibliography", "equation"})
RICH = frozenset({"", "richText", "docPartList"})
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
# Elements without fields, and those that may hold text boxes.
SKIPPED = frozenset(
    {w("del"), w("moveFrom"), w("rPr"), w("pPr"), w("tblPr"), w("tcPr"), w("trPr"), w("sectPr")}
    | {SDT_PR, w("sdtEndPr"), w("instrText"), w("delText")}
)
DRAWN = frozenset({ALTERNATE, w("drawing"), w("pict"), w("object")})
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


def may_hold_fields(content: Element) -> bool:
    """Whether the content of a control may consist of further fields."""
    return next(content.iter(SDT, FLD_SIMPLE, FLD_CHAR), None) is not None


def level_of(sdt: Element) -> str:
    """Where the control stands: run, block, cell or row."""
    for ancestor in sdt.iterancestors():
        name = local(ancestor)
        if name not in _THROUGH:
            return "run" if name in _RUN_PARENTS else _LEVELS.get(name, "block")
    return "block"


_EMPTY = {
    "run": (RUN,),
    "block": (PARAGRAPH,),
    "cell": (CELL, PARAGRAPH),
    "row": (ROW, CELL, PARAGRAPH),
}


def give_content(sdt: Element) -> None:
    """A control may lack its content altogether; give it an empty one, to be filled."""
    if sdt.find(SDT_CONTENT) is None:
        inner = new_child(sdt, SDT_CONTENT)
        for tag in _EMPTY[level_of(sdt)]:
            inner = new_child(inner, tag)


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
