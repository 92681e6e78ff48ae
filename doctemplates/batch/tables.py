"""An uploaded table (.xlsx or .csv), read row by row under limits. No Django here.

Every cell becomes text as it stands in a German table: 21.11.2026, 1234,5, ja. One way of reading
then serves both kinds of file.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from doctemplates.batch import spreadsheets
from doctemplates.batch.table_errors import MAX_COLUMNS, MAX_ROWS, TableError

MAX_BYTES = 10 << 20
MAX_CELL = 20_000  # characters
MAX_BLANK_ROWS = 5_000  # in a row; sheets end in thousands of formatted, empty ones

_STEP = 1 << 16
_ENCODINGS = ("utf-8-sig", "cp1252")
_BOM_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DELIMITERS = ";,\t"

Row = tuple[int, list[str]]


@dataclass
class Table:
    """Column headings, and the rows that hold anything: (number as in the file, cells).

    `rows` can be walked once; it raises TableError where the file breaks off or is too long.
    """

    columns: list[str]
    rows: Iterator[Row]


def read_table(file: IO[bytes], size: int) -> Table:
    """Open a table by its content, not by its name; raise TableError if it cannot be read."""
    if size > MAX_BYTES:
        raise TableError("too_large", limit=MAX_BYTES >> 20)
    start = file.read(8)
    file.seek(0)
    if not start:
        raise TableError("empty")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError("old_xls")
    rows = spreadsheets.rows(file) if start.startswith(b"PK\x03\x04") else _csv_rows(file)
    return _with_headings(_filled_rows(rows))


def _with_headings(rows: Iterator[Row]) -> Table:
    first = next(rows, None)
    if first is None:
        raise TableError("empty")
    columns = [cell.strip() for cell in first[1]]
    if len(columns) > MAX_COLUMNS:
        raise TableError("too_many_columns", limit=MAX_COLUMNS)
    return Table(columns, _counted(rows, len(columns)))


def _counted(rows: Iterator[Row], width: int) -> Iterator[Row]:
    count = 0
    for number, cells in rows:
        count += 1
        if count > MAX_ROWS:
            raise TableError("too_many_rows", limit=MAX_ROWS)
        if any(cell.strip() for cell in cells[width:]):
            raise TableError("no_heading", row=number)
        yield number, (cells + [""] * width)[:width]
    if not count:
        raise TableError("no_rows")


def _filled_rows(rows: Iterator[Row]) -> Iterator[Row]:
    blank = 0
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            blank = 0
            if any(len(cell) > MAX_CELL for cell in cells):
                raise TableError("cell_too_long", row=number, limit=MAX_CELL)
            yield number, _trimmed(cells)
        else:
            blank += 1
            if blank > MAX_BLANK_ROWS:
                return


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at the end."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _csv_rows(file: IO[bytes]) -> Iterator[Row]:
    encoding = _encoding(file)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        head = text.read(_STEP)
        text.seek(0)
        reader: Any = csv.reader(text, delimiter=_delimiter(head), strict=True)
        line = 1
        for cells in reader:
            yield line, [cell.replace("\r\n", "\n").replace("\0", "") for cell in cells]
            line = reader.line_num + 1
    except (csv.Error, UnicodeError) as error:
        raise TableError("damaged") from error
    finally:
        with contextlib.suppress(ValueError):  # whoever gave the file may have closed it
            text.detach()


def _encoding(file: IO[bytes]) -> str:
    """The first encoding that reads the whole file; what Excel writes, newest first."""
    if file.read(2) in _BOM_16:
        file.seek(0)
        return "utf-16"
    for encoding in _ENCODINGS:
        if _reads(file, codecs.getincrementaldecoder(encoding)):
            return encoding
    raise TableError("encoding")


def _reads(file: IO[bytes], make: Callable[[], codecs.IncrementalDecoder]) -> bool:
    file.seek(0)
    decoder = make()
    try:
        while chunk := file.read(_STEP):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    finally:
        file.seek(0)
    return True


def _delimiter(head: str) -> str:
    """The separator that stands most often outside quotes in the first line; ";" in doubt."""
    quoted, counts = False, dict.fromkeys(_DELIMITERS, 0)
    for char in head:
        if char == '"':
            quoted = not quoted
        elif not quoted and char in "\r\n":
            break
        elif not quoted and char in counts:
            counts[char] += 1
    return max(counts, key=lambda char: counts[char])
