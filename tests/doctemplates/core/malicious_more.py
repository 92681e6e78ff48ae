"""More files that must be refused: codes in disguise, names and relations in other clothes."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from tests.doctemplates.core import build as b

GOOD = b.paragraph(b.control(b.TEXT, b.run("alt"), "ort"))


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def field(inner: str, result: str = "") -> str:
    return b.field_char("begin") + inner + b.field_char("separate") + result + b.field_char("end")


def in_a_run(*inner: str) -> str:
    return f"<w:r>{''.join(inner)}</w:r>"


def hidden(inner: str) -> str:
    """What Word skips, as the namespace of the element around may be ignored."""
    return f'<x:skip xmlns:x="urn:x">{inner}</x:skip>'


def hidden_codes() -> Iterator[tuple[str, str]]:
    """Name, content of a paragraph with a field that runs or loads something."""
    for space in ("<w:tab/>", "<w:br/>", "<w:cr/>"):
        words = "<w:instrText>LINK</w:instrText>", space, "<w:instrText>Excel a b</w:instrText>"
        yield f"words divided by {space}", field(in_a_run(*words))
    cut = code("DD") + "{}" + code("E a b")
    yield "cut by what Word skips", field(cut.format(hidden(code("zz"))))
    yield "cut by deleted code", field(cut.format(f'<w:del w:id="1">{code("zz")}</w:del>'))
    yield "cut by moved code", field(cut.format(f'<w:moveFrom w:id="1">{code("z")}</w:moveFrom>'))
    yield "ended by what Word skips", field(cut.format(hidden(b.field_char("separate"))))
    box = f"<w:txbxContent>{b.paragraph(code('zz'))}</w:txbxContent>"
    box = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    yield "around a text box", field(cut.format(box))
    boxed = b.paragraph(field(cut.format(hidden(code("zz")))))
    yield "cut inside a text box", box.replace(b.paragraph(code("zz")), boxed)
    yield "text instead of code", field(code("DD") + b.run("E") + code(" a b"))
    deleted = code("DDE a b").replace("instrText", "delInstrText")
    yield "deleted as a whole", f'<w:del w:id="1">{field(deleted)}</w:del>'
    simple = '<w:fldSimple w:instr="{}"><w:r><w:t>DDE</w:t></w:r></w:fldSimple>'
    for keyword in ("QUOTE DDE", "REF name", "name"):
        yield f"spelt by a simple field {keyword}", field(simple.format(keyword) + code(" a b"))
    for keyword in ("name", "MERGEFIELD name", 'IF 1=1 "DDE"', "FILLIN"):
        inner = field(code(keyword), b.run("x"))
        yield f"spelt by {keyword}", field(inner + code(" a b"))


def refused() -> Iterator[tuple[str, bytes, str]]:
    for name, inner in hidden_codes():
        yield f"field {name}", b.docx(GOOD + b.paragraph(inner)), "active_field"
    lines = b.paragraph(b.field_char("begin") + code("LINK"))
    lines += b.paragraph(code("Excel a b") + b.field_char("end"))
    yield "field over two paragraphs", b.docx(GOOD + lines), "active_field"
    for prefix in ("_", "ä"):
        yield f"field under the prefix {prefix}", with_story(prefix), "active_field"
    yield "story in UTF-32", with_story("w", "utf-32"), "bad_xml"
    yield "story in EBCDIC", with_story("w", "cp037"), "bad_xml"
    chunk = b.relation(9, "aFChunk", "x.html")
    capitals = b.parts(GOOD) | {"word/_RELS/document.xml.rels": b.relations(chunk)}
    del capitals["word/_rels/document.xml.rels"]
    yield "relations in a folder in capitals", b.pack(capitals), "foreign_content"
    for target in (
        "file%3A///e.example/x",
        "%5C%5Ce.example%5Cx",
        "\\/e.example/x",
        "/\\e.example",
    ):
        outside = (b.relation(9, "styles", target),)
        yield f"outside by {target}", b.docx(GOOD, document_relations=outside), "external"
    for name in ("word/%5Frels/document.xml.rels", "a%2Fb.xml", "word/h.xml/[0].piece", "a\tb.xml"):
        yield f"name {name!r}", b.pack({**b.parts(GOOD), name: b"<a/>"}), "bad_name"
    yield "encrypted by its own header", patched(6, 1), "encrypted"
    yield "packed otherwise by its own header", patched(8, 0), "truncated"


def with_story(prefix: str, encoding: str = "utf-8") -> bytes:
    """A header with a field in an unusual prefix or encoding, in a part that is no .xml."""
    story = b.story("hdr", b.paragraph(field(code("DDEAUTO a b")))).decode()
    story = story.replace("<w:", f"<{prefix}:").replace("</w:", f"</{prefix}:")
    story = story.replace(" w:", f" {prefix}:").replace(":w=", f":{prefix}=")
    data = story.replace("UTF-8", encoding).encode(encoding)
    if encoding == "utf-8":
        data = data[data.index(b"?>") + 3 :]
    header = (b.relation(50, "header", "h.dat"),)
    return b.docx(GOOD, extra={"word/h.dat": data}, document_relations=header)


def patched(offset: int, value: int) -> bytes:
    """The first entry's own header says something else than the directory."""
    source = bytearray(b.docx(GOOD))
    struct.pack_into("<H", source, offset, value)
    return bytes(source)
