"""The same document as a template for each filler, and the values for it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from docx import Document
from lxml import etree

COLUMNS = ("title", "reason", "who", "until")
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
