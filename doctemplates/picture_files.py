"""Pictures people choose for a document: checked, upright, no larger than paper needs.

What a camera notes beside the picture (place, time, owner) is left out. No Django here; nothing is
written to the disk.
"""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageOps

from doctemplates.fields.pictures import picture_size
from doctemplates.picture_parts import jpeg_parts, png_alone

MAX_MEGABYTES = 10  # of one file, as people choose it
MAX_MEGAPIXELS = 20
MAX_MEGAPIXELS_AT_ONCE = 60  # of a JPEG that is unpacked at a fraction of its size
LONGEST = 1600  # pixels: 16 cm at 250 per inch
SMALL = 600_000  # bytes below which a picture of few pixels stays as it is
THUMBNAIL = (360, 270)  # pixels
QUALITY = 85
# What files that are no PNG or JPEG begin with, by the name people know.
_OTHERS = (
    (b"GIF8", 0, "GIF"),
    (b"WEBP", 8, "WebP"),
    (b"ftyphei", 4, "HEIC"),
    (b"ftypmif", 4, "HEIC"),
    (b"ftypavif", 4, "AVIF"),
    (b"II*\0", 0, "TIFF"),
    (b"MM\0*", 0, "TIFF"),
    (b"BM", 0, "BMP"),
    (b"%PDF", 0, "PDF"),
    (b"PK\3\4", 0, "ZIP/Word"),
    (b"<svg", 0, "SVG"),
    (b"<?xml", 0, "SVG"),
)
_ORIENTATION = 0x0112


class PictureError(Exception):
    """A file cannot be used as a picture; `code` is a key of messages.PICTURE_MESSAGES."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code, self.params = code, params
        super().__init__(code)


def usable(data: bytes) -> bytes:
    """Return a PNG or JPEG that documents can hold; PictureError says what is wrong.

    A result passes unchanged when it is given again.
    """
    size, limit = _checked_outside(data)
    _check_pixels(size, limit)
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            _check_pixels(image.size, limit)  # the decoder may have found another size
            return _made_usable(image, data)
    except (MemoryError, PictureError):
        raise
    except Exception:  # decoders fail in many ways; their words may quote the file
        raise PictureError("damaged") from None


def thumbnail(data: bytes) -> tuple[str, bytes]:
    """Return type ("image/png") and bytes of a small picture of a usable one."""
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
        image.draft("RGB", THUMBNAIL)
        small = _plain(image)
        small.thumbnail(THUMBNAIL)
        return f"image/{_format(small).lower()}", _packed(small, _format(small))


def type_of(data: bytes) -> str:
    """Return the media type of a usable picture."""
    return "image/jpeg" if data.startswith(b"\xff\xd8") else "image/png"


def _checked_outside(data: bytes) -> tuple[tuple[int, int], int]:
    """Refuse by size, first bytes and markers; else pixels and how many millions are taken."""
    if not data:
        raise PictureError("empty")
    if len(data) > MAX_MEGABYTES << 20:
        raise PictureError("too_large", limit=MAX_MEGABYTES)
    size = picture_size(data)
    if size is None:
        start = data[:64].lstrip()
        found = (name for mark, at, name in _OTHERS if start[at:].startswith(mark))
        name = next(found, "")
        raise PictureError("other_format", format=name) if name else PictureError("no_picture")
    if type_of(data) == "image/png":
        return size, MAX_MEGAPIXELS
    parts = jpeg_parts(data)
    if not parts.readable:
        raise PictureError("damaged")
    return size, MAX_MEGAPIXELS if parts.layered else MAX_MEGAPIXELS_AT_ONCE


def _check_pixels(size: tuple[int, int], limit: int) -> None:
    if size[0] * size[1] > limit * 1_000_000:
        raise PictureError("too_many_pixels", limit=limit)


def _made_usable(image: Any, data: bytes) -> bytes:
    large = max(image.size) > LONGEST
    if large:
        image.draft(None, (LONGEST, LONGEST))  # of a JPEG only as much as is needed
    image.load()  # damage shows only now
    if not large and len(data) <= SMALL and image.getexif().get(_ORIENTATION, 1) == 1:
        if png_alone(data) if image.format == "PNG" else jpeg_parts(data).alone:
            return data
        if image.format == "JPEG":
            return _packed(image, "JPEG", quality="keep")
    plain = _plain(ImageOps.exif_transpose(image))
    plain.thumbnail((LONGEST, LONGEST))
    made = _packed(plain, "PNG") if image.format == "PNG" else b""
    if made and (len(made) <= SMALL or _format(plain) == "PNG"):
        return made
    return _packed(plain, "JPEG")


def _plain(image: Any) -> Any:
    """The picture in colours that can be made smaller and be written in both formats."""
    if image.mode in ("RGB", "L", "RGBA"):
        return image.copy()
    if image.mode in ("LA", "PA") or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image.convert("L" if image.mode in ("1", "I", "F") else "RGB")


def _format(image: Any) -> str:
    return "PNG" if image.mode == "RGBA" else "JPEG"


def _packed(image: Any, kind: str, quality: Any = QUALITY) -> bytes:
    buffer = io.BytesIO()
    if kind == "PNG":
        image.save(buffer, "PNG", icc_profile=None)
    else:
        image.save(buffer, "JPEG", quality=quality, exif=b"", xmp=b"", comment=b"")
    return buffer.getvalue()
