"""A template that asks for pictures, one of them in a repeating section; pictures of all sorts."""

from __future__ import annotations

import io
import zlib
from struct import pack
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.doctemplates.core import build as b

EMPTY = "<w:r/>"


def _titled(title: str, tag: str, number: int, kind: str, content: str) -> str:
    return b.control(kind, content, tag, number, f'<w:alias w:val="{title}"/>')


def template() -> bytes:
    """A Word file: case, photo, and notes of which each has a title and a picture."""
    note = b.paragraph(
        _titled("Titel", "title", 11, b.TEXT, b.run("")),
        _titled("Beleg", "scan", 12, "<w:picture/>", EMPTY),
    )
    return b.docx(
        b.paragraph(_titled("Fall", "case", 1, b.TEXT, b.run("")))
        + b.paragraph(_titled("Foto", "photo", 2, "<w:picture/>", EMPTY))
        + b.section(b.item(note), "notes")
        + b.paragraph()
    )


def drawn(size: tuple[int, int] = (40, 30), kind: str = "PNG", **options: Any) -> bytes:
    """A picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(buffer, kind, **options)
    return buffer.getvalue()


def bearing(text: bytes, rows: int = 1) -> bytes:
    """A PNG in whose grey pixels `text` can be read; nothing in it is compressed."""
    width = 1000
    line = b"\0" + text.ljust(width, b"\x80")
    head = pack(">IIBBBBB", width, rows, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(line * rows, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def segment(code: int, content: bytes) -> bytes:
    """A segment of a JPEG."""
    return bytes((0xFF, code)) + pack(">H", len(content) + 2) + content


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))


def layered(width: int, height: int, scans: int = 1, frame: int = 0xC2) -> bytes:
    """A grey progressive JPEG: few bytes, unpacked whole again for each of its scans."""
    blocks = -(-width // 8) * -(-height // 8)
    head = b"\xff\xd8" + segment(0xDB, b"\0" + b"\1" * 64)
    head += segment(frame, pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
    head += segment(0xC4, b"\0\1" + bytes(15) + b"\0")
    scan = segment(0xDA, b"\1\1\0\0\0\0") + bytes(-(-blocks // 8))
    again = segment(0xC4, b"\x10\1" + bytes(15) + b"\xe0") + segment(0xDA, b"\1\1\0\1\x3f\0")
    run = "".join("0" + "1" * 14 for _ in range(-(-blocks // 32767)))
    bits = run.ljust(-(-len(run) // 8) * 8, "1")
    again += int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\0")
    return head + scan + again * (scans - 1) + b"\xff\xd9"


def upload(content: bytes, name: str = "foto.png") -> SimpleUploadedFile:
    """The picture as a browser sends it."""
    return SimpleUploadedFile(name, content)
