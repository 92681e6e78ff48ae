"""What is taken out of a file on the way in, so that nothing of it reaches the filled file."""

import zipfile
from io import BytesIO

import pytest

from doctemplates import compile_template, fill, read_values
from tests.doctemplates.core import build as b
from tests.doctemplates.core.malicious import GOOD

BLIP = '<w:r><w:drawing><a:blip r:link="rId9"/></w:drawing></w:r>'
VML = "<w:r><w:pict><v:shape>{}</v:shape></w:pict></w:r>"


def outside(kind, target="http://e.example/x"):
    return (b.relation(9, kind, target, "External"),)


def settings(inner):
    return {
        "extra": {"word/settings.xml": b.story("settings", inner)},
        "document_relations": (b.relation(3, "settings", "settings.xml"),),
    }


FILES = {
    "picture by file": b.docx(GOOD, document_relations=outside("image", "file:///e.example")),
    "picture without the outside mark": b.docx(
        GOOD, document_relations=(b.relation(9, "image", "http://e.example/x.png"),)
    ),
    "linked object": b.docx(GOOD, document_relations=outside("oleObject", "mhtml:e.example!x")),
    "attached template": b.docx(GOOD, document_relations=outside("attachedTemplate")),
    "VML picture by address": b.docx(
        GOOD + b.paragraph(VML.format('<v:imagedata src="http://e.example/x.png"/>'))
    ),
    "VML fill from a share": b.docx(
        GOOD + b.paragraph(VML.format('<v:fill src="\\\\e.example\\a"/>'))
    ),
    "data source of a letter": b.docx(
        GOOD, **settings('<w:mailMerge><w:connectString w:val="DSN=e.example"/></w:mailMerge>')
    ),
    "object without a relation": b.docx(GOOD, extra={"word/embeddings/e.example.bin": b"x"}),
    "control without a relation": b.docx(GOOD, extra={"word/activeX/e.example.bin": b"x"}),
    "VML image": b.docx(GOOD + b.paragraph(VML.format('<v:image src="http://e.example/x"/>'))),
    "VML picture in other clothes": b.docx(
        GOOD + b.paragraph(VML.format('<v:fill src="\\/e.example/a" href="file%3A//e.example"/>'))
    ),
    "recipients of a letter": b.docx(
        GOOD,
        extra={"word/recipientData.xml": b"<a>e.example</a>"},
        document_relations=(b.relation(9, "recipientData", "recipientData.xml"),),
    ),
    "chart with a workbook that reaches out": b.docx(
        GOOD,
        extra={
            "word/charts/chart1.xml": b"<a/>",
            "word/charts/_rels/chart1.xml.rels": b.relations(
                b.relation(1, "package", "../embeddings/e.example.xlsx")
            ),
            "word/embeddings/e.example.xlsx": b.pack({"xl/externalLinks/externalLink1.xml": b""}),
        },
        document_relations=(b.relation(9, "chart", "charts/chart1.xml"),),
    ),
    "relations in a folder in capitals": b.pack(
        {
            "word/_RELS/document.xml.rels" if name.startswith("word/_rels") else name: data
            for name, data in b.parts(GOOD, document_relations=outside("image")).items()
        }
    ),
    "add-in from the web": b.pack(
        {
            **b.parts(GOOD, extra={"word/webextensions/panes.xml": b"<a>e.example</a>"}),
            "_rels/.rels": b.relations(
                b.relation(1, "officeDocument", "word/document.xml"),
                b.relation(2, "webextensiontaskpanes", "word/webextensions/panes.xml"),
            ),
        }
    ),
}  # fmt: skip


def test_thousands_of_objects_are_taken_out_in_one_go():
    objects = {f"word/embeddings/{number}.bin": b"x" for number in range(1500)}
    owners = {
        f"word/_rels/{number}.xml.rels": b.relations(
            b.relation(1, "oleObject", f"embeddings/{number}.bin")
        )
        for number in range(700)
    }
    template = compile_template(b.docx(GOOD, extra=objects | owners))
    assert len(template.warnings) == 1500
    with zipfile.ZipFile(BytesIO(template.fill({}))) as archive:
        assert not [name for name in archive.namelist() if "embeddings" in name]


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_it_reaches_the_filled_file(name):
    template = compile_template(FILES[name])
    assert template.warnings
    with zipfile.ZipFile(BytesIO(template.fill({"ort": "Köln"}))) as archive:
        for part in archive.namelist():
            assert "e.example" not in part
            assert b"e.example" not in archive.read(part)


def test_a_hyperlink_may_not_serve_as_a_picture():
    source = b.docx(GOOD + b.paragraph(BLIP), document_relations=outside("hyperlink"))
    template = compile_template(source)
    assert [code for code, _ in template.warnings] == ["linked_picture"]
    assert "rId9" not in b.part(template.fill({}))


def test_an_honest_hyperlink_stays():
    link = f'<w:hyperlink r:id="rId9">{b.run("mehr")}</w:hyperlink>'
    source = b.docx(GOOD + b.paragraph(link), document_relations=outside("hyperlink"))
    template = compile_template(source)
    assert not template.warnings
    assert "rId9" in b.part(template.fill({}))


@pytest.mark.parametrize(
    "typed",
    ["{{ ort }}", "{% for x in y %}", "«Name»", 'DDEAUTO c:\\cmd "x"', "=1+1", "]]>", "&amp;",
     '<w:altChunk r:id="rId1"/>', "<!DOCTYPE x>", "\\* MERGEFORMAT", "kim0123456789abcdefv1;"],
)  # fmt: skip
@pytest.mark.parametrize("kind", [b.TEXT, "", "<w:comboBox/>"])
def test_nothing_typed_is_interpreted(typed, kind):
    source = b.docx(b.paragraph(b.control(kind, b.run("x"), "ort")) + b.paragraph(
        b.run("{{ name }} "), b.complex_field("MERGEFIELD wer", b.run("«wer»"))))  # fmt: skip
    values = {"ort": typed, "name": typed, "wer": typed}
    filled = fill(source, values)
    assert read_values(filled) == values
    assert read_values(fill(filled, values)) == values


@pytest.mark.parametrize("name", ["7973.xml", "__MACOSX/word/._document.xml"])
def test_what_packing_by_hand_left_in_the_file_is_no_reason_to_refuse_it(name):
    leftover = {name: b"\0\5\x16\7 Mac OS X: document.xml"}
    filled = fill(b.docx(GOOD, extra=leftover), {"ort": "Ahlen"})
    assert read_values(filled)["ort"] == "Ahlen"
    with zipfile.ZipFile(BytesIO(filled)) as archive:
        assert name not in archive.namelist()


def test_the_declared_types_of_removed_parts_go_too():
    part = "word/activeX/activeX1.xml"
    rels = "word/activeX/_rels/activeX1.xml.rels"
    kind = "application/vnd.openxmlformats-package.relationships+xml"
    files = b.parts(
        GOOD,
        extra={part: b"<a/>", rels: b.relations()},
        document_relations=(b.relation(9, "control", "activeX/activeX1.xml"),),
    )
    files["[Content_Types].xml"] = b.content_types(
        extra=f'<Override PartName="/{part}" ContentType="application/vnd.ms-office.activeX+xml"/>'
        f'<Override PartName="/{rels}" ContentType="{kind}"/>'
    )
    assert "activeX" not in b.part(fill(b.pack(files), {}), "[Content_Types].xml")
