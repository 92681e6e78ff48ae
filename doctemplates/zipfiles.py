"""Zip entries read with counted bytes and written with raw copies of unchanged data."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass

from doctemplates.errors import PackageError

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DOS_DATE = (1 << 5) | 1  # 1980-01-01: the time of filling is nobody's business
_UTF8 = 0x800
_READ_STEP = 1 << 20
_MEMORY = 7  # of deflate: as small as with its default 8, sooner done


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the archive in its packed form."""

    name: str
    method: int
    crc: int
    size: int
    packed: bytes


def read_entry(source: bytes, info: zipfile.ZipInfo) -> Entry:
    """Packed bytes of one entry, taken from behind its local header."""
    start = info.header_offset
    header = source[start : start + _LOCAL.size]
    if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
        raise PackageError("truncated")
    fields = _LOCAL.unpack(header)
    name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")
    if not source.startswith(name, start + _LOCAL.size) or len(name) != fields[9]:
        raise PackageError("truncated")  # two names: every reader would see another file
    if fields[2] & 1:
        raise PackageError("encrypted")
    if fields[3] != info.compress_type:
        raise PackageError("truncated")
    begin = start + _LOCAL.size + fields[9] + fields[10]
    packed = source[begin : begin + info.compress_size]
    if len(packed) != info.compress_size:
        raise PackageError("truncated")
    return Entry(info.filename, info.compress_type, info.CRC, info.file_size, packed)


def unpack(entry: Entry, limit: int) -> bytes:
    """Unpacked bytes; PackageError("bomb") beyond `limit`, ("truncated") where they are wrong."""
    if entry.method == zipfile.ZIP_STORED:
        data = entry.packed
        if len(data) > limit:
            raise PackageError("bomb")
    else:
        data = _inflate(entry.packed, limit)
    if zlib.crc32(data) != entry.crc:
        raise PackageError("truncated")
    return data


def _inflate(packed: bytes, limit: int) -> bytes:
    engine = zlib.decompressobj(-15)
    chunks, total = [], 0
    try:
        chunk = engine.decompress(packed, _READ_STEP)
        while chunk:
            total += len(chunk)
            if total > limit:
                raise PackageError("bomb")
            chunks.append(chunk)
            chunk = engine.decompress(engine.unconsumed_tail, _READ_STEP)
    except zlib.error as error:
        raise PackageError("truncated") from error
    return b"".join(chunks)


class Packing:
    """An entry that is deflated piece by piece."""

    def __init__(self, name: str, level: int) -> None:
        self._name = name
        self._engine = zlib.compressobj(level, zlib.DEFLATED, -15, _MEMORY)
        self._crc = self._size = 0
        self._packed: list[bytes] = []

    def add(self, data: bytes) -> None:
        """Deflate the next piece."""
        self._crc = zlib.crc32(data, self._crc)
        self._size += len(data)
        self._packed.append(self._engine.compress(data))

    def entry(self) -> Entry:
        """The entry, complete; nothing can be added any more."""
        packed = b"".join((*self._packed, self._engine.flush()))
        return Entry(self._name, zipfile.ZIP_DEFLATED, self._crc, self._size, packed)


def pack(name: str, data: bytes, level: int = 6) -> Entry:
    """Deflate `data` into an entry."""
    packing = Packing(name, level)
    packing.add(data)
    return packing.entry()


def write_zip(entries: list[Entry]) -> bytes:
    """The archive of `entries` in their order."""
    out: list[bytes] = []
    central: list[bytes] = []
    offset = 0
    for entry in entries:
        name = entry.name.encode()
        flags = 0 if name.isascii() else _UTF8
        common = (20, flags, entry.method, 0, _DOS_DATE, entry.crc, len(entry.packed), entry.size)
        head = _LOCAL.pack(b"PK\x03\x04", *common, len(name), 0)
        central.append(
            _CENTRAL.pack(b"PK\x01\x02", 20, *common, len(name), 0, 0, 0, 0, 0, offset) + name
        )
        out += (head, name, entry.packed)
        offset += len(head) + len(name) + len(entry.packed)
    directory = b"".join(central)
    count = len(entries)
    out.append(directory)
    out.append(_END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), offset, 0))
    return b"".join(out)
