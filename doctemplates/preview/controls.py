"""Content controls as a reader sees them: a value, a prompt, or a frame around other controls."""

from __future__ import annotations

from doctemplates.ooxml import SDT, SDT_PR, Element, is_on, w, w15

# elements whose contents are shown as if they were not there
WRAPPERS = frozenset(
    {
        *map(w, ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo")),
        w("sdtContent"),
    }
)
_FRAMES = (
    *map(w, ("group", "docPartObj", "docPartList", "picture")),
    *map(w15, ("repeatingSection", "repeatingSectionItem")),
)


def shows_prompt(control: Element) -> bool:
    """Whether a control is empty and shows what to enter."""
    properties = control.find(SDT_PR)
    return properties is not None and is_on(properties.find(w("showingPlcHdr")))


def is_value(control: Element) -> bool:
    """Whether a control shows what was filled in."""
    properties = control.find(SDT_PR)
    if properties is None or shows_prompt(control):
        return False
    if any(properties.find(name) is not None for name in _FRAMES):
        return False
    return all(inner is control for inner in control.iter(SDT))
