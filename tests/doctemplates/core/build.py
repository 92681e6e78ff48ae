"""Small .docx files for tests, written as XML so that every byte is in view."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" mc:Ignorable="w14 w15"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def story(root: str, inner: str) -> bytes:
    """One story part: document, hdr, ftr, footnotes."""
    return f"{HEAD}<w:{root} {NAMESPACES}>{inner}</w:{root}>".encode()


def body(inner: str) -> bytes:
    return story("document", f"<w:body>{inner}<w:sectPr/></w:body>")


def relation(number: int, kind: str, target: str, mode: str = "") -> str:
    mode = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{target}"{mode}/>'


def relations(*items: str) -> bytes:
    return f'{HEAD}<Relationships xmlns="{PKG_REL}">{"".join(items)}</Relationships>'.encode()


def content_types(main: str = "document", extra: str = "") -> bytes:
    return (
        f'{HEAD}<Types xmlns="{TYPES}">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}.{main}.main+xml"/>'
        f"{extra}</Types>"
    ).encode()


def parts(
    inner: str = "",
    header: str | None = None,
    footer: str | None = None,
    footnotes: str | None = None,
    extra: dict[str, bytes] | None = None,
    document_relations: tuple[str, ...] = (),
    main: str = "document",
) -> dict[str, bytes]:
    """Parts of a package by name, ready for `pack` or for spoiling."""
    related, files, overrides = list(document_relations), {}, ""
    stories = (("header", "hdr", header), ("footer", "ftr", footer))
    stories += (("footnotes", "footnotes", footnotes),)
    for number, (kind, root, content) in enumerate(stories, 50):
        if content is not None:
            files[f"word/{kind}.xml"] = story(root, content)
            related.append(relation(number, kind, f"{kind}.xml"))
            overrides += (
                f'<Override PartName="/word/{kind}.xml" ContentType="{WORD_TYPE}.{kind}+xml"/>'
            )
    return {
        "[Content_Types].xml": content_types(main, overrides),
        "_rels/.rels": relations(relation(1, "officeDocument", "word/document.xml")),
        "word/document.xml": body(inner),
        "word/_rels/document.xml.rels": relations(*related),
        **files,
        **(extra or {}),
    }


def pack(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def docx(inner: str = "", **more: object) -> bytes:
    """A whole file with `inner` as its body."""
    return pack(parts(inner, **more))


def part(source: bytes, name: str = "word/document.xml") -> str:
    """Text of a part of a finished file."""
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        return archive.read(name).decode()


def paragraph(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def run(text: str, properties: str = "") -> str:
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def row(*cells: str) -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="1" w:type="auto"/></w:tcPr>{c}</w:tc>' for c in cells
    )
    return f"<w:tr>{inner}</w:tr>"


def table(*rows: str) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>'
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>{grid}{"".join(rows)}</w:tbl>'


def control(kind: str, content: str, tag: str = "", number: int = 7, more: str = "") -> str:
    """A content control; `kind` is the XML of its type, `content` that of its content."""
    tag = f'<w:tag w:val="{tag}"/>' if tag else ""
    return (
        f'<w:sdt><w:sdtPr>{tag}<w:id w:val="{number}"/>{more}{kind}</w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def prompt(text: str = "Hier klicken") -> str:
    return run(text, '<w:rStyle w:val="PlaceholderText"/>')


SHOWING = "<w:showingPlcHdr/>"
TEXT = "<w:text/>"
CHECKBOX = (
    '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" '
    'w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)


def section(items: str, tag: str = "goals", number: int = 900) -> str:
    return control("<w15:repeatingSection/>", items, tag, number)


def item(content: str, number: int = 901) -> str:
    return control("<w15:repeatingSectionItem/>", content, "", number)


def field_char(kind: str, data: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{data}</w:fldChar></w:r>'


def complex_field(instruction: str, result: str, data: str = "") -> str:
    return (
        field_char("begin", data)
        + f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        + field_char("separate")
        + result
        + field_char("end")
    )


def png(width: int = 2, height: int = 1, shade: int = 0) -> bytes:
    """A real PNG of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + bytes([shade]) * width) * height
    data = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data
