"""Makes files that must be refused: name -> (bytes, code of the refusal)."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from tests.doctemplates.core import build as b
from tests.doctemplates.core.malicious_more import GOOD, refused

DOCTYPE = '<!DOCTYPE x [<!ENTITY a "b">]>'


def with_relation(kind: str, target: str, mode: str = "") -> bytes:
    return b.docx(GOOD, document_relations=(b.relation(9, kind, target, mode),))


def with_part(name: str, data: bytes) -> bytes:
    return b.pack({**b.parts(GOOD), name: data})


def with_doctype(name: str) -> bytes:
    files = b.parts(GOOD, header=b.paragraph(), extra={"customXml/item1.xml": b"<a/>"})
    data = files[name]
    head, _, rest = data.partition(b"?>") if b"?>" in data else (b"<?xml version='1.0'", b"", data)
    files[name] = head + b"?>" + DOCTYPE.encode() + rest
    return b.pack(files)


def with_field(code: str) -> bytes:
    return b.docx(GOOD + b.paragraph(b.complex_field(code, b.run("x"))))


def duplicate(first: str, second: str) -> bytes:
    buffer = io.BytesIO(b.docx(GOOD))
    with zipfile.ZipFile(buffer, "a") as archive:
        for name in (first, second):
            archive.writestr(name, b"<a/>")
    return buffer.getvalue()


def flagged_encrypted() -> bytes:
    source = bytearray(b.docx(GOOD))
    at = source.rfind(b"PK\x01\x02")
    struct.pack_into("<H", source, at + 8, struct.unpack_from("<H", source, at + 8)[0] | 1)
    return bytes(source)


def lying_size() -> bytes:
    """A bomb whose directory says that it unpacks to nothing much."""
    source = bytearray(with_part("word/media/x.bmp", bytes(80 << 20)))
    at = source.rfind(b"PK\x01\x02")
    struct.pack_into("<I", source, at + 24, 100)
    return bytes(source)


def _files() -> Iterator[tuple[str, bytes, str]]:
    yield "empty", b"", "empty"
    yield "only zeros", bytes(100), "empty"
    yield "text", b"Sehr geehrte Damen und Herren", "not_zip"
    yield "picture", b.png(), "not_zip"
    yield "old Word or encrypted", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_doc"
    yield "rtf", rb"{\rtf1\ansi Hallo}", "rtf"
    yield "pdf", b"%PDF-1.7\n", "pdf"
    yield "html", b"  <!DOCTYPE html><html></html>", "html"
    yield "html of Word", b'<html xmlns:w="urn:schemas-microsoft-com:office:word">', "html"
    yield "mail archive", b"MIME-Version: 1.0\nContent-Type: multipart/related", "html"
    yield "too large", b"PK" + bytes(51 << 20), "too_large"
    good = b.docx(GOOD)
    yield "cut in the middle", good[: len(good) // 2], "truncated"
    yield "cut at the end", good[:-10], "truncated"
    broken = bytearray(good)
    broken[45:60] = bytes(15)
    yield "overwritten", bytes(broken), "truncated"
    yield "encrypted entry", flagged_encrypted(), "encrypted"
    yield "zip of something", b.pack({"a.txt": b"x"}), "not_word"
    yield "spreadsheet", b.docx(GOOD, main="sheet"), "not_word"
    no_main = b.parts(GOOD)
    del no_main["word/document.xml"]
    yield "no document part", b.pack(no_main), "not_word"
    yield "bomb in a picture", with_part("word/media/x.bmp", bytes(80 << 20)), "bomb"
    yield "bomb with a false size", lying_size(), "bomb"
    yield "bomb in XML", with_part("word/a.xml", b"<a>" + b" " * (60 << 20) + b"</a>"), "bomb"
    many = {f"word/media/{n}.bin": b"" for n in range(4100)}
    yield "too many parts", b.pack({**b.parts(GOOD), **many}), "too_many_parts"
    tags = b"<a>" + b"".join(b'<b c="%d"/>' % (n * n) for n in range(1_000_000)) + b"</a>"
    yield "too many elements", with_part("word/a.xml", tags), "too_complex"
    for name in (
        "word/document.xml",
        "word/header.xml",
        "[Content_Types].xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "customXml/item1.xml",
    ):
        yield f"doctype in {name}", with_doctype(name), "doctype"
    wide = ("<?xml version='1.0'?>" + DOCTYPE + "<a/>").encode("utf-16")
    yield "doctype in UTF-16", with_part("customXml/item1.xml", wide), "doctype"
    yield "doctype in VML", with_part("word/x.vml", DOCTYPE.encode() + b"<a/>"), "doctype"
    for name in ("../evil.xml", "/etc/x.xml", "word/../../x", "C:/x", "a\\b.xml", "word//x.xml"):
        yield f"name {name}", with_part(name, b"<a/>"), "bad_name"
    yield "same part twice", duplicate("word/a.xml", "word/a.xml"), "duplicate_part"
    yield "same part in capitals", duplicate("word/a.xml", "word/A.xml"), "duplicate_part"
    yield "broken XML", b.pack({**b.parts(), "word/document.xml": b"<w:document>"}), "bad_xml"
    deep = b.body("<w:p>" * 500 + "</w:p>" * 500)
    yield "too deep", b.pack({**b.parts(), "word/document.xml": deep}), "bad_xml"
    yield "macros by relation", with_relation("vbaProject", "vbaProject.bin"), "macros"
    macro_type = b.content_types().replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        b"vnd.ms-word.document.macroEnabled.main",
    )
    yield "macros by type", b.pack({**b.parts(), "[Content_Types].xml": macro_type}), "macros"
    macro_template = macro_type.replace(b"document.macroEnabled", b"template.macroEnabledTemplate")
    yield (
        "macro template",
        b.pack({**b.parts(GOOD), "[Content_Types].xml": macro_template}),
        "macros",
    )
    yield "altChunk", with_relation("aFChunk", "chunk.html"), "foreign_content"
    yield "sub-document", with_relation("subDocument", "b.docx", "External"), "foreign_content"
    yield "frame", with_relation("frame", "http://e.example/", "External"), "foreign_content"
    yield "remote style", with_relation("styles", "http://e.example/s", "External"), "external"
    yield "unknown kind", with_relation("whatever", "http://e.example/", "External"), "external"
    yield "altChunk element", b.docx(GOOD + '<w:altChunk r:id="rId9"/>'), "foreign_content"
    yield "field in UTF-16", _hidden_field("UTF-16"), "active_field"
    yield "field in UTF-7", _hidden_field("UTF-7"), "bad_xml"
    yield "field in a hidden namespace", _hidden_namespace(), "bad_xml"
    for code in (
        " DDEAUTO c:\\\\cmd.exe x ",
        ' DDE "a" "b" ',
        ' LINK Excel.Sheet.8 "c:\\\\x.xls" ',
        ' DD</w:instrText></w:r><w:r><w:instrText>E "a" "b" ',
        ' DATABASE \\\\d "c:\\\\x.mdb" ',
    ):
        yield f"field {code}", with_field(code), "active_field"


def _renamed() -> bytes:
    good = b.docx(GOOD)
    at = good.rindex(b"word/document.xml")
    return good[:at] + b"word/glossary.xml" + good[at + len("word/glossary.xml") :]


def _hidden_field(encode: str) -> bytes:
    """A field that runs a program, in a part that a plain search would not understand."""
    files = b.parts(GOOD + b.paragraph(b.complex_field(" DDEAUTO a b ", b.run("x"))))
    text = files["word/document.xml"].decode()
    files["word/document.xml"] = text.replace("UTF-8", encode).encode(encode)
    return b.pack(files)


def _hidden_namespace() -> bytes:
    files = b.parts(GOOD + b.paragraph(b.complex_field(" DDEAUTO a b ", b.run("x"))))
    document = files["word/document.xml"]
    files["word/document.xml"] = document.replace(
        b'="http://schemas.openxmlformats', b'="http&#58;//schemas.openxmlformats'
    )
    return b.pack(files)


def _more() -> Iterator[tuple[str, bytes, str]]:
    good = b.docx(GOOD)
    yield "program before the zip", b"MZ" + bytes(100) + good, "not_zip"
    yield "Word's XML in one file", b'<?xml version="1.0"?><pkg:package xmlns:pkg="x"/>', "not_zip"
    yield "OpenDocument", b.pack({"mimetype": b"x", "content.xml": b"<a/>"}), "not_word"
    yield "wrong checksum", _patched(16, "<I", 123), "truncated"
    yield "another name in the directory", _renamed(), "truncated"
    yield "unknown compression", _compressed(zipfile.ZIP_BZIP2), "truncated"
    directory = b"PK\3\4" + b"PK\1\2" * 5000 + good
    yield "endless directory", directory, "too_many_parts"
    yield "entries sharing bytes", _overlapping(), "truncated"
    yield "orphan macros", with_part("word/vbaProject.bin", b"x"), "macros"
    yield "attribute bomb", with_part("word/a.xml", _attributes(100_000)), "too_complex"
    yield "placeholder bomb", b.docx(b.paragraph(b.run("{{ a }} " * 5000))), "too_complex"
    yield "nesting bomb", b.docx(b.paragraph(b.field_char("begin") * 3000)), "too_complex"
    prologue = "<?xml version='1.0'?>" + DOCTYPE + "<a/>"
    for width in ("utf-32", "utf-16-be"):
        yield f"doctype in {width}", with_part("customXml/a.xml", prologue.encode(width)), "doctype"
    yield "doctype in EBCDIC", with_part("customXml/a.xml", prologue.encode("cp037")), "bad_xml"
    yield "doctype in small letters", with_part("word/a.xml", b"<!doctype x><a/>"), "doctype"
    drawing = with_part("word/media/a.svg", DOCTYPE.encode() + b"<svg/>")
    yield "entities in a drawing", drawing, "doctype"
    for target in ("http://e.example/x", "//e.example/x", "\\\\e.example\\x", "file:///c:/x"):
        yield f"undeclared outside {target}", with_relation("styles", target), "external"
    files = {name: data for name, data in b.parts(GOOD).items() if "document.xml.rels" not in name}
    capital = b.relations(b.relation(9, "styles", "http://e.example/x", "External"))
    files["word/_rels/document.xml.RELS"] = capital
    yield "relations in capitals", b.pack(files), "external"
    yield from _fields()


def _fields() -> Iterator[tuple[str, bytes, str]]:
    yield "field cut by a comment", with_field("DD<!-- x -->EAUTO a b"), "active_field"
    yield "field in quotes", with_field("&quot;DDEAUTO&quot; a b"), "active_field"
    yield "field behind an invisible space", with_field("\u200bDDEAUTO a b"), "active_field"
    simple = b.paragraph('<w:fldSimple w:instr="DDE a b"/>')
    yield "simple field", b.docx(simple), "active_field"
    field = b.complex_field("DDEAUTO a b", b.run("x"))
    yield "field in a header", b.docx(GOOD, header=b.paragraph(field)), "active_field"
    files = b.parts(GOOD, extra={"word/h.dat": b.story("hdr", b.paragraph(field))})
    files["word/_rels/document.xml.rels"] = b.relations(b.relation(50, "header", "h.dat"))
    yield "field in a part of another name", b.pack(files), "active_field"
    code = "<w:r><w:instrText>{}</w:instrText></w:r>"
    spelt = b.complex_field("QUOTE 68 68 69 65", "") + code.format(" c:\\x")
    branches = "<mc:Choice Requires='w14'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>"
    branches = branches.format(code.format("DDE"), code.format("zz"))
    either = f"<mc:AlternateContent>{branches}</mc:AlternateContent>" + code.format(" a b")
    deleted = "<w:del><w:r><w:delInstrText>x</w:delInstrText></w:r></w:del>"
    cut = code.format("D") + deleted + code.format("DE a b")
    for name, inner in (("spelt", spelt), ("in one of two branches", either), ("cut", cut)):
        whole = b.field_char("begin") + inner + b.field_char("separate") + b.field_char("end")
        yield f"field {name}", b.docx(b.paragraph(whole)), "active_field"


def _patched(offset: int, form: str, value: int) -> bytes:
    """The directory's last entry with another value at `offset`."""
    source = bytearray(b.docx(GOOD))
    struct.pack_into(form, source, source.rfind(b"PK\x01\x02") + offset, value)
    return bytes(source)


def _compressed(method: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in b.parts(GOOD).items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _overlapping() -> bytes:
    """Many names for the same packed bytes."""
    buffer = io.BytesIO(b.docx(GOOD))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/0.bmp", bytes(1 << 20))
        first = archive.getinfo("word/media/0.bmp")
        for number in range(1, 200):
            twin = zipfile.ZipInfo(f"word/media/{number}.bmp")
            for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(twin, field, getattr(first, field))
            archive.filelist.append(twin)
        archive._didModify = True
    return buffer.getvalue()


def _attributes(count: int) -> bytes:
    return b"<a " + b" ".join(b'a%d="1"' % number for number in range(count)) + b"/>"


def bad_files() -> dict[str, tuple[bytes, str]]:
    return {name: (data, code) for name, data, code in (*_files(), *_more(), *refused())}
