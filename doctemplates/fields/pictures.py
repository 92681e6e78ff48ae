"""Picture controls: find the picture shown, put another one in its box."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from lxml import etree

from doctemplates.fields import runs
from doctemplates.fields.marking import Marker, Target
from doctemplates.ooxml import (
    PARAGRAPH,
    PIC,
    RUN,
    WP,
    A,
    Element,
    R,
    V,
    drop,
    drop_attribute,
    new_child,
    new_element,
    w,
)

if TYPE_CHECKING:
    from doctemplates.fields.content_controls import ContentControl

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_EMU_PER_PIXEL = 9525  # at 96 dpi
_MAX_BOX = (5_760_000, 7_200_000)  # 16 x 20 cm
_EMBED, _LINK, _ID = f"{{{R}}}embed", f"{{{R}}}link", f"{{{R}}}id"
_SIZELESS = frozenset({0x01, *range(0xD0, 0xDA)})
_FRAMES = frozenset(set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC})
_INLINE = f"""<w:drawing xmlns:w="{w("x")[1:-2]}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:pic="{PIC}"
 xmlns:r="{R}"><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="1" cy="1"/>
<wp:docPr id="DOCPR" name="Bild"/><a:graphic><a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr>
<pic:cNvPr id="0" name="Bild"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=""/>
<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="1" cy="1"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>""".replace("\n", "")


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG or JPEG; None for anything else."""
    if data.startswith(PNG) and data[12:16] == b"IHDR" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return (width, height) if 0 < width < 1 << 20 and 0 < height < 1 << 20 else None
    return _jpeg_size(data) if data.startswith(JPEG) else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return None
        code = data[at + 1]
        if code in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return (width, height) if width and height else None
        at += 1 if code == 0xFF else 2
        if code not in _SIZELESS and code != 0xFF:
            at += struct.unpack(">H", data[at : at + 2])[0]
    return None


def fitted(data: bytes, box: tuple[int, int] | None) -> tuple[int, int]:
    """Size in EMU that keeps the picture's proportions inside `box` (None: its natural size)."""
    width, height = picture_size(data) or (1, 1)
    width, height = width * _EMU_PER_PIXEL, height * _EMU_PER_PIXEL
    limit = box or _MAX_BOX
    scale = min(limit[0] / width, limit[1] / height)
    if box is None:
        scale = min(scale, 1.0)
    return max(int(width * scale), 1), max(int(height * scale), 1)


def shown_relation(content: Element) -> str | None:
    """Relation id of the picture inside a control, None where there is none."""
    blip = next(content.iter(f"{{{A}}}blip"), None)
    if blip is not None:
        return blip.get(_EMBED)
    image = next(content.iter(f"{{{V}}}imagedata"), None)
    return image.get(_ID) if image is not None else None


def mark_picture(control: ContentControl, box: Element, marker: Marker, target: Target) -> None:
    """Mark the first picture of the filled form; without any, make an inline one."""
    blip = next(box.iter(f"{{{A}}}blip"), None)
    image = next(box.iter(f"{{{V}}}imagedata"), None)
    mark = marker.picture(target, control.part)
    for twin in box.iter(f"{{{V}}}imagedata"):  # older Word reads the fallback of a drawing
        twin.set(_ID, mark)
    if blip is None and image is not None:
        return
    if blip is None:
        blip = _new_drawing(control, box, marker)
        frame = None
    else:
        frame = _frame_of(blip)
    for child in list(blip):
        blip.remove(child)
    drop_attribute(blip, _LINK)
    blip.set(_EMBED, mark)
    fill = blip.getparent()
    if fill is not None:
        for crop in fill.findall(f"{{{A}}}srcRect"):
            drop(crop)
    _mark_size(blip, frame, marker, target)


def _drawing_of(blip: Element) -> Element | None:
    names = (f"{{{WP}}}inline", f"{{{WP}}}anchor")
    return next(blip.iterancestors(*names), None)


def _frame_of(blip: Element) -> tuple[int, int] | None:
    holder = _drawing_of(blip)
    extent = None if holder is None else holder.find(f"{{{WP}}}extent")
    try:
        size = (
            (int(extent.get("cx", "0")), int(extent.get("cy", "0"))) if extent is not None else None
        )
    except ValueError:
        return None
    return size if size and min(size) > 0 else None


def _mark_size(
    blip: Element, frame: tuple[int, int] | None, marker: Marker, target: Target
) -> None:
    holder = _drawing_of(blip)
    picture = next(blip.iterancestors(f"{{{PIC}}}pic"), None)
    extents = [] if holder is None else holder.findall(f"{{{WP}}}extent")
    if picture is not None:
        extents += picture.findall(f"{{{PIC}}}spPr/{{{A}}}xfrm/{{{A}}}ext")
    for extent in extents:
        extent.set("cx", marker.value(target, lambda data: b"%d" % fitted(data, frame)[0]))
        extent.set("cy", marker.value(target, lambda data: b"%d" % fitted(data, frame)[1]))


def _new_drawing(control: ContentControl, box: Element, marker: Marker) -> Element:
    number = str(900_000_000 + len(marker.slots))
    drawing = etree.fromstring(_INLINE.replace("DOCPR", number))
    run = new_element(RUN, box)
    run.append(drawing)
    holder = box
    if control.level != "run":
        found = next(box.iter(PARAGRAPH), None)
        holder = new_child(box, PARAGRAPH) if found is None else found
    runs.replace_inline(holder, run)
    return next(drawing.iter(f"{{{A}}}blip"))
