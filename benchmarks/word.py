"""Time and memory of filling Word files, beside other libraries and a floor.

    python -m benchmarks.word [--rounds 50] [--letters 1000]

The goal plan (40 fields, 8 rows) and a table of 1,600 rows are filled by this project, docxtpl,
docx-mailmerge2 and docxcast (`uv sync --group bench`; one that is absent is left out), each with
an equivalent template. The floor is what no filler through a parser can go below: parse
word/document.xml, serialise it, pack the file again.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import statistics
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from docx import Document
from lxml import etree

from doctemplates import compile_template, read_values

COLUMNS = ("title", "reason", "who", "until")
Filler = Callable[[], object]
_W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'


def control(name: str, number: int) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="{name}"/><w:id w:val="{number}"/>'
        f"<w:text/></w:sdtPr><w:sdtContent><w:r><w:t>{name}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def merge_field(name: str, _: int) -> str:
    code = f'<w:instrText xml:space="preserve"> MERGEFIELD {name} </w:instrText>'
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        f"{char.format('begin')}<w:r>{code}</w:r>{char.format('separate')}"
        f"<w:r><w:t>«{name}»</w:t></w:r>{char.format('end')}"
    )


def jinja(name: str, _: int) -> str:
    name = f"g.{name}" if name in COLUMNS else name
    return f"<w:r><w:t>{{{{ {name} }}}}</w:t></w:r>"


def cells(contents: list[str]) -> str:
    return "<w:tr>" + "".join(f"<w:tc><w:p>{text}</w:p></w:tc>" for text in contents) + "</w:tr>"


def repeated(style: str, slot: Callable[[str, int], str]) -> str:
    row = cells([slot(name, 500 + at) for at, name in enumerate(COLUMNS)])
    if style == "jinja":
        opening, closing = "{%tr for g in goals %}", "{%tr endfor %}"
        texts = [f"<w:r><w:t>{text}</w:t></w:r>" for text in (opening, closing)]
        return cells([texts[0]]) + row + cells([texts[1]])
    if style == "merge":
        return row
    item = (
        f'<w:sdt><w:sdtPr><w:id w:val="700"/><w15:repeatingSectionItem {_W15}/></w:sdtPr>'
        f"<w:sdtContent>{row}</w:sdtContent></w:sdt>"
    )
    return (
        '<w:sdt><w:sdtPr><w:alias w:val="goals"/><w:tag w:val="goals"/><w:id w:val="701"/>'
        f"<w15:repeatingSection {_W15}/></w:sdtPr><w:sdtContent>{item}</w:sdtContent></w:sdt>"
    )


def template(style: str, fields: int) -> bytes:
    """A document on python-docx's default styles with `fields` fields and a repeated row."""
    slot = {"jinja": jinja, "merge": merge_field}.get(style, control)
    lines = "".join(
        f"<w:p><w:r><w:t xml:space='preserve'>Angabe {n}: </w:t></w:r>{slot(f'field{n}', n)}</w:p>"
        + "<w:p><w:r><w:t>Text der Vereinbarung, der immer gleich bleibt. </w:t></w:r></w:p>" * 3
        for n in range(1, fields + 1)
    )
    look = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid/>'
    table = f"<w:tbl>{look}{repeated(style, slot)}</w:tbl>"
    document = Document()
    body = document.element.body
    wrapped = f'<w:body xmlns:w="{document.element.nsmap["w"]}">{lines}{table}<w:p/></w:body>'
    for at, element in enumerate(etree.fromstring(wrapped)):
        body.insert(at, element)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def values(fields: int, rows: int) -> dict[str, Any]:
    goals = [{name: f"{name} {n} & mehr" for name in COLUMNS} for n in range(rows)]
    return {**{f"field{n}": f"Wert {n} <ä>" for n in range(1, fields + 1)}, "goals": goals}


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

    def run() -> object:
        return docxcast.render(io.BytesIO(source), data)

    return run


def contenders(fields: int, rows: int) -> dict[str, Filler]:
    data = values(fields, rows)
    native = template("native", fields)
    compiled = compile_template(native)
    filled = compiled.fill(data)
    if read_values(filled) != data:
        raise SystemExit("the filled file does not read back equal")
    result: dict[str, Filler] = {
        "floor": floor(filled),
        "doctemplates": lambda: compiled.fill(data),
    }
    others = {
        "docxtpl": ("docxtpl", lambda: with_docxtpl(template("jinja", fields), data)),
        "docx-mailmerge2": ("mailmerge", lambda: with_mailmerge(template("merge", fields), data)),
        "docxcast": ("docxcast", lambda: with_docxcast(native, data)),
    }
    for name, (module, make) in others.items():
        if importlib.util.find_spec(module) is None:
            print(f"  {name}: not installed, left out")
            continue
        run = make()
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
    """Median milliseconds, the contenders taking turns."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(series) for name, series in times.items()}


def report(title: str, fields: int, rows: int, rounds: int) -> None:
    print(f"\n{title}: {fields} fields, {rows} rows, median of {rounds} interleaved rounds")
    medians = measure(contenders(fields, rows), rounds)
    own, base = medians["doctemplates"], medians["floor"]
    print(f"  {'':18}{'ms':>10}{'x floor':>10}{'x own':>10}")
    for name, median in medians.items():
        print(f"  {name:18}{median:10.2f}{median / base:10.2f}{median / own:10.1f}")


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
    options = parser.parse_args()
    letters(options.letters)
    report("Goal plan", 40, 8, options.rounds)
    report("Long table", 5, 1600, options.rounds)


if __name__ == "__main__":
    main()
