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


def upload(content: bytes, name: str = "foto.png") -> SimpleUploadedFile:
    """The picture as a browser sends it."""
    return SimpleUploadedFile(name, content)
