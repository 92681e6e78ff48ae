"""What PNG and JPEG files are made of, read without unpacking them.

Decoders are led through JPEGs by their markers: how often, and how much memory that takes, shows
beforehand. Whatever else travels in a file (place, owner, a film) shows as well. No Django here.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import NamedTuple

MAX_SCANS = 40  # of a JPEG: programs write up to about a dozen
_END, _SCAN = 0xD9, 0xDA
_SIZELESS = frozenset({0x01, *range(0xD0, 0xD9)})
_FRAMES = frozenset(set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC})
_WHOLE, _PROGRESSIVE = frozenset({0xC0, 0xC1}), 0xC2
_MARK = re.compile(rb"\xff[^\x00\xff]", re.DOTALL)
_MARK_IN_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
# Tables without which there is no picture, and restarts.
_TABLES = frozenset({*_WHOLE, _PROGRESSIVE, 0xC4, 0xDB, 0xDD, _SCAN})
_NOTES_OF_COLOUR = {  # what a segment begins with, and its length where that is fixed
    0xE0: (b"JFIF\0", 14),  # longer ones hold a second, small picture
    0xE2: (b"ICC_PROFILE\0", 0),
    0xEE: (b"Adobe", 12),
}
_CHUNKS = frozenset(b"IHDR PLTE tRNS IDAT IEND gAMA sRGB cHRM pHYs iCCP sBIT".split())


@dataclass
class JpegParts:
    """What a JPEG is made of, up to the end of its first picture."""

    frames: list[int]  # kinds of frame
    components: int = 0
    scans: int = 0
    first_scan: int = 0  # components of it
    alone: bool = True  # nothing but the picture is in the file

    @property
    def readable(self) -> bool:
        """Whether it is of a kind that programs write, and unpacked in few steps."""
        kinds = {*_WHOLE, _PROGRESSIVE}
        return len(self.frames) == 1 and self.frames[0] in kinds and 0 < self.scans <= MAX_SCANS

    @property
    def layered(self) -> bool:
        """Whether decoders have to hold the whole picture, however small it shall become."""
        return self.frames[0] not in _WHOLE or self.scans > 1 or self.first_scan < self.components


class _Segment(NamedTuple):
    code: int
    content: bytes
    end: int


def jpeg_parts(data: bytes) -> JpegParts:
    """Follow the markers of a JPEG as decoders do: what is none is passed over."""
    parts = JpegParts([])
    at, inside = 2, _MARK
    while (found := inside.search(data, at)) is not None:
        if found.start() != at and inside is _MARK:
            parts.alone = False
        segment = _segment(data, found.end())
        at, inside = segment.end, _MARK
        if segment.code == _END:
            parts.alone = parts.alone and at == len(data)
            return parts
        if segment.code in _FRAMES:
            parts.frames.append(segment.code)
            parts.components = segment.content[5] if len(segment.content) > 5 else 0
        if segment.code == _SCAN:
            parts.scans += 1
            if parts.scans == 1 and segment.content:
                parts.first_scan = segment.content[0]
            inside = _MARK_IN_SCAN
        parts.alone = parts.alone and _is_of_picture(segment)
        if parts.scans > MAX_SCANS:
            break
    parts.alone = False  # no end
    return parts


def _segment(data: bytes, at: int) -> _Segment:
    code = data[at - 1]
    if code in _SIZELESS or code == _END or at + 2 > len(data):
        return _Segment(code, b"", at)
    end = at + max(struct.unpack_from(">H", data, at)[0], 2)
    return _Segment(code, data[at + 2 : end], end)


def _is_of_picture(segment: _Segment) -> bool:
    if segment.code not in _NOTES_OF_COLOUR:
        return segment.code in _TABLES
    start, length = _NOTES_OF_COLOUR[segment.code]
    size = len(segment.content)
    return segment.content.startswith(start) and size == (length or size)


def png_alone(data: bytes) -> bool:
    """Whether nothing but the picture is in a PNG."""
    at = 8
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        at += 12 + length
        if kind not in _CHUNKS:
            return False
        if kind == b"IEND":
            return length == 0 and at == len(data)
    return False
