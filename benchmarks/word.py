"""Time and memory of filling Word files, beside other libraries and a floor.

    python -m benchmarks.word [--rounds 50] [--letters 1000]

The goal plan (40 fields, 8 rows) and a table of 1,600 rows are filled by this project, docxtpl,
docx-mailmerge2 and docxcast (`uv sync --group bench`; one that is absent is left out), each with
an equivalent template. Two floors stand beside them, both parse word/document.xml and serialise it:
"floor" then deflates every part at level 6, as zipfile does and as the other libraries do; "raw
floor" does what this project does: level 3 for the changed part, the others copied as they are.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from lxml import etree

from benchmarks.word_templates import template, values
from doctemplates import compile_template, read_values
from doctemplates.zipfiles import pack, write_zip

Filler = Callable[[], object]


def floor(filled: bytes) -> Filler:
    """Parse, serialise and pack a file of the filled size."""
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def run() -> bytes:
        document = etree.tostring(etree.fromstring(parts["word/document.xml"]))
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, document if name == "word/document.xml" else data)
        return buffer.getvalue()

    return run


def raw_floor(filled: bytes) -> Filler:
    """The same with this project's way of packing: only the document is deflated, at level 3."""
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "word/document.xml"
    entries = {part: pack(part, data) for part, data in parts.items()}

    def run() -> bytes:
        document = etree.tostring(etree.fromstring(parts[name]))
        return write_zip([*(entries | {name: pack(name, document, 3)}).values()])

    return run


def with_docxtpl(source: bytes, data: dict[str, Any]) -> Filler:
    from docxtpl import DocxTemplate

    def run() -> bytes:
        document = DocxTemplate(io.BytesIO(source))
        document.render(data, autoescape=True)
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    return run


def with_mailmerge(source: bytes, data: dict[str, Any]) -> Filler:
    from mailmerge import MailMerge

    plain = {name: value for name, value in data.items() if name != "goals"}

    def run() -> bytes:
        buffer = io.BytesIO()
        with MailMerge(io.BytesIO(source)) as document:
            document.merge(**plain)
            document.merge_rows("title", data["goals"])
            document.write(buffer)
        return buffer.getvalue()

    return run


def with_docxcast(source: bytes, data: dict[str, Any]) -> Filler:
    import docxcast

    folder = tempfile.TemporaryDirectory()  # it takes and gives paths, no bytes
    path, target = Path(folder.name) / "template.docx", Path(folder.name) / "filled.docx"
    path.write_bytes(source)

    def run(_: object = folder) -> bytes:
        docxcast.render(str(path), data).save(str(target))
        return target.read_bytes()

    return run


MODULES = {
    "floor": "lxml",
    "raw floor": "lxml",
    "doctemplates": "doctemplates",
    "docxtpl": "docxtpl",
    "docx-mailmerge2": "mailmerge",
    "docxcast": "docxcast",
}


FLOORS = {"floor": floor, "raw floor": raw_floor}


def make(name: str, fields: int, rows: int) -> Filler:
    """Filler of the document with `fields` fields and `rows` rows."""
    data = values(fields, rows)
    if name == "docxtpl":
        return with_docxtpl(template("jinja", fields), data)
    if name == "docx-mailmerge2":
        return with_mailmerge(template("merge", fields), data)
    if name == "docxcast":
        return with_docxcast(template("native", fields), data)
    compiled = compile_template(template("native", fields))
    if name in FLOORS:
        return FLOORS[name](compiled.fill(data))
    return lambda: compiled.fill(data)


def contenders(fields: int, rows: int) -> dict[str, Filler]:
    """Every filler that is installed and can fill the document; says why one is left out."""
    data = values(fields, rows)
    if read_values(compile_template(template("native", fields)).fill(data)) != data:
        raise SystemExit("the filled file does not read back equal")
    result: dict[str, Filler] = {}
    for name, module in MODULES.items():
        if importlib.util.find_spec(module) is None:
            print(f"  {name}: not installed, left out (uv sync --group bench)")
            continue
        run = make(name, fields, rows)
        try:
            with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
                warnings.simplefilter("ignore")
                run()
        except Exception as error:
            print(f"  {name}: fails with {type(error).__name__}: {error}")
            continue
        result[name] = run
    return result


def measure(runs: dict[str, Filler], rounds: int) -> dict[str, float]:
    """Median milliseconds of processor time, the contenders taking turns."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.process_time()
            run()
            times[name].append((time.process_time() - start) * 1000)
    return {name: statistics.median(series) for name, series in times.items()}


def memory(name: str, fields: int, rows: int) -> str:
    """MB that the first run adds at its peak, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.word", "--memory", name, str(fields), str(rows)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]


def print_memory(name: str, fields: int, rows: int) -> None:
    run = make(name, fields, rows)
    before = psutil.Process().memory_info().rss
    run()
    # Not ru_maxrss: a new program inherits that from the one that started it.
    lines = Path("/proc/self/status").read_text().splitlines()
    peak = int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024
    print(f"{max(peak - before, 0) / 1e6:.1f}")


def report(title: str, fields: int, rows: int, rounds: int) -> None:
    print(f"\n{title}: {fields} fields, {rows} rows, median of {rounds} interleaved rounds")
    medians = measure(contenders(fields, rows), rounds)
    own, base = medians["doctemplates"], medians["floor"]
    print(f"  {'':18}{'ms':>10}{'x floor':>10}{'x own':>10}{'MB':>8}")
    for name, median in medians.items():
        print(f"  {name:18}{median:10.2f}{median / base:10.2f}{median / own:10.1f}"
              f"{memory(name, fields, rows):>8}")  # fmt: skip
    print("  floor: parse, serialise, deflate every part at level 6")
    print("  raw floor: parse, serialise, deflate that part at level 3, copy the others packed")


def letters(count: int) -> None:
    """Many agreements into one zip on disk."""
    compiled = compile_template(template("native", 40))
    data = values(40, 8)
    compiled.fill(data)
    process = psutil.Process()
    before = peak = process.memory_info().rss
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "letters.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            for number in range(count):
                data["field1"] = f"Träger {number}"
                archive.writestr(f"{number:04}.docx", compiled.fill(data))
                if number % 50 == 0:
                    peak = max(peak, process.memory_info().rss)
        seconds = time.perf_counter() - start
        size = path.stat().st_size
    peak = max(peak, process.memory_info().rss)
    print(f"\n{count} agreements to a zip of {size / 1e6:.1f} MB: {seconds:.2f} s, "
          f"memory {peak / 1e6:.0f} MB, growth {(peak - before) / 1e6:.1f} MB")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--memory", nargs=3, metavar=("NAME", "FIELDS", "ROWS"))
    options = parser.parse_args()
    if options.memory:
        name, fields, rows = options.memory
        print_memory(name, int(fields), int(rows))
        return
    letters(options.letters)
    report("Goal plan", 40, 8, options.rounds)
    report("Long table", 5, 1600, options.rounds)


if __name__ == "__main__":
    main()
