"""Parts and the report -> one zip, streamed: one filled file in memory at a time."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

from django.utils.translation import gettext as _

from doctemplates.batch import storage
from doctemplates.batch.explaining import row_messages
from doctemplates.models import BatchRow, BatchRun

REPORT = "Bericht.csv"
_DATE = (1980, 1, 1, 0, 0, 0)  # when a file was made stands in the report
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def entry(name: str) -> zipfile.ZipInfo:
    """Return the entry of a file that is packed already, as every .docx is."""
    made = zipfile.ZipInfo(name, _DATE)
    made.external_attr = 0o640 << 16
    return made


def parts(run: BatchRun) -> list[str]:
    """Return the run's parts in the order of their rows."""
    names = BatchRow.objects.filter(run=run).exclude(part="").order_by("number")
    return list(dict.fromkeys(names.values_list("part", flat=True).iterator()))


def pack(run: BatchRun, names: list[str], out: IO[bytes], each: Callable[[], None]) -> None:
    """Write the zip to `out`; `each` is called between the parts."""
    with zipfile.ZipFile(out, "w", allowZip64=True) as archive:
        for name in names:
            with storage.open_file(name) as file, zipfile.ZipFile(file) as part:
                for item in part.infolist():
                    archive.writestr(entry(item.filename), part.read(item))
            each()
        report = entry(REPORT)
        report.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(report, "w") as stream:
            for line in report_lines(run):
                stream.write(line.encode())


def report_lines(run: BatchRun) -> Iterator[str]:
    """Yield the report line by line: a table that Excel opens, harmless to spreadsheets."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";")

    def written(*cells: object) -> str:
        line.seek(0)
        line.truncate()
        writer.writerow([harmless(str(cell)) for cell in cells])
        return line.getvalue()

    yield "\ufeff" + written(_("Row"), _("Name"), _("Result"), _("File"), _("Note"))
    rows = BatchRow.objects.filter(run=run).order_by("number").defer("cells", "values")
    for row in rows.iterator(chunk_size=200):
        name = row.file_name if row.state == BatchRow.State.DONE else ""
        note = " ".join(row_messages(row))
        yield written(row.number, row.label, row.get_state_display(), name, note)


def harmless(text: str) -> str:
    """Keep spreadsheets from taking what somebody typed for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text
