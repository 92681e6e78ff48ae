"""Rows of the first sheet of an .xlsx, streamed, with every cell as text."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.packaging.manifest import Manifest
from openpyxl.xml.constants import ARC_CONTENT_TYPES, WORKSHEET_TYPE
from openpyxl.xml.functions import fromstring

from doctemplates.batch.table_errors import MAX_COLUMNS, TableError

MAX_UNPACKED = 64 << 20
MAX_LOADED = 16 << 20  # bytes of a part that is read at once: texts shared by cells, styles
MAX_PARTS = 500
_SHEETS = "xl/worksheets/"
_STEP = 1 << 16
_DOCTYPE = re.compile(rb"<\s*!\s*DOCTYPE|<\0!\0D\0O\0C\0T|\0<\0!\0D\0O\0C\0T", re.I)


def rows(file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """Yield (number as Excel shows it, cells as German text); raise TableError."""
    _refuse_unsafe(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            sheet: Any = book.worksheets[0]
            sheet.reset_dimensions()  # what the file says of its size may be wrong
            for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1), start=1):
                yield number, [as_text(cell.value) for cell in cells]
        finally:
            book.close()
    except (TableError, GeneratorExit):
        raise
    except Exception as error:  # openpyxl raises whatever a damaged file leads to
        raise TableError("damaged") from error


def _refuse_unsafe(file: IO[bytes]) -> None:
    """Refuse other zips, bombs and document type definitions; `zipfile` reads no more than told."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise TableError("not_table")
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise TableError("too_large", limit=MAX_UNPACKED >> 20)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _refuse_doctype(archive, part)
            if any(part.file_size > MAX_LOADED for part in _loaded_parts(archive)):
                raise TableError("too_much_text", limit=MAX_LOADED >> 20)
    except TableError:
        raise
    except Exception as error:  # zipfile and openpyxl raise whatever a damaged file leads to
        raise TableError("damaged") from error
    file.seek(0)


def _loaded_parts(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Every part but the sheets, which are streamed; the list of types tells what a part is."""
    types = archive.getinfo(ARC_CONTENT_TYPES)
    yield types
    if types.file_size > MAX_LOADED:
        return
    declared = Manifest.from_tree(fromstring(archive.read(types))).Override
    other = {part.PartName.lstrip("/") for part in declared if part.ContentType != WORKSHEET_TYPE}
    for part in archive.infolist():
        if part.filename in other or not part.filename.startswith(_SHEETS):
            yield part


def _refuse_doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with archive.open(part) as stream:
        tail = b""
        while chunk := stream.read(_STEP):
            if _DOCTYPE.search(tail + chunk):
                raise TableError("damaged")
            tail = chunk[-32:]


def as_text(value: Any) -> str:
    """Return a cell's value as a German table shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, dt.datetime):
        whole_day = value.time() == dt.time()
        return value.strftime("%d.%m.%Y" if whole_day else "%d.%m.%Y %H:%M")
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, (int, float, Decimal)):
        return _number(value)
    return str(value)


def _number(value: int | float | Decimal) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return format(Decimal(str(value)), "f").replace(".", ",")
