"""Files that are refused, and what is taken out of files that are accepted."""

import zipfile
from io import BytesIO

import pytest

from doctemplates import PackageError, compile_template, fill, read_fields, read_values
from doctemplates.errors import PACKAGE_MESSAGES
from tests.doctemplates.core import build as b
from tests.doctemplates.core.malicious import GOOD, bad_files

BAD = bad_files()


def test_there_are_many_bad_files():
    assert len(BAD) >= 40


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_a_reason(name):
    source, code = BAD[name]
    for use in (read_fields, read_values, lambda data: fill(data, {})):
        with pytest.raises(PackageError) as caught:
            use(source)
        assert caught.value.code == code
        assert str(caught.value) == PACKAGE_MESSAGES[code].format(**caught.value.params)


def test_hyperlinks_may_point_outside():
    link = b.relation(9, "hyperlink", "https://www.example.org/", "External")
    assert len(read_fields(b.docx(GOOD, document_relations=(link,)))) == 1


@pytest.mark.parametrize("kind", ["attachedTemplate", "mailMergeSource"])
def test_references_to_other_files_are_taken_out_of_the_settings(kind):
    element = {
        "attachedTemplate": '<w:attachedTemplate r:id="rId1"/>',
        "mailMergeSource": '<w:mailMerge><w:mainDocumentType w:val="formLetters"/>'
        '<w:dataSource r:id="rId1"/></w:mailMerge>',
    }[kind]
    settings = b.story("settings", element + "<w:defaultTabStop/>")
    source = b.docx(
        GOOD,
        extra={
            "word/settings.xml": settings,
            "word/_rels/settings.xml.rels": b.relations(
                b.relation(1, kind, "file:///c:/x.dotm", "External")
            ),
        },
        document_relations=(b.relation(3, "settings", "settings.xml"),),
    )
    template = compile_template(source)
    assert [code for code, _ in template.warnings] != []
    filled = template.fill({"ort": "x"})
    assert "rId1" not in b.part(filled, "word/settings.xml")
    assert "defaultTabStop" in b.part(filled, "word/settings.xml")
    assert "External" not in b.part(filled, "word/_rels/settings.xml.rels")


def test_linked_pictures_are_cut_off():
    blip = '<w:r><w:drawing><a:blip r:link="rId9"/></w:drawing></w:r>'
    source = b.docx(
        GOOD + b.paragraph(blip),
        document_relations=(b.relation(9, "image", "http://e.example/x.png", "External"),),
    )
    filled = fill(source, {"ort": "x"})
    assert "rId9" not in b.part(filled)
    assert "e.example" not in b.part(filled, "word/_rels/document.xml.rels")


@pytest.mark.parametrize("kind", ["oleObject", "control", "package"])
def test_of_an_embedded_object_only_its_picture_stays(kind):
    element = {"control": '<w:control r:id="rId9"/>'}.get(
        kind, '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" r:id="rId9"/>'
    )
    picture = '<v:shape><v:imagedata r:id="rId8"/></v:shape>'
    override = '<Override PartName="/word/embeddings/o.xml" ContentType="application/xml"/>'
    files = b.parts(
        GOOD + b.paragraph(f"<w:r><w:object>{picture}{element}</w:object></w:r>"),
        extra={
            "word/embeddings/o.xml": b"<a/>",
            "word/embeddings/_rels/o.xml.rels": b.relations(b.relation(1, "bin", "o.bin")),
            "word/embeddings/o.bin": b"x",
            "word/media/a.png": b.png(),
        },
        document_relations=(
            b.relation(9, kind, "embeddings/o.xml"),
            b.relation(8, "image", "media/a.png"),
        ),
    )
    files["[Content_Types].xml"] = b.content_types(extra=override)
    template = compile_template(b.pack(files))
    assert template.warnings == (("embedded_object", {"target": "word/embeddings/o.xml"}),)
    filled = template.fill({"ort": "x"})
    assert "rId9" not in b.part(filled)
    assert "rId8" in b.part(filled)
    with zipfile.ZipFile(BytesIO(filled)) as archive:
        assert not [name for name in archive.namelist() if "embeddings" in name]
        assert "embeddings" not in archive.read("[Content_Types].xml").decode()


@pytest.mark.parametrize("keyword", ["INCLUDEPICTURE", "INCLUDETEXT"])
@pytest.mark.parametrize("form", ["simple", "complex", "split", "with a tab", "in a text box"])
def test_included_content_stays_but_its_address_goes(keyword, form):
    code = f" {keyword} &quot;http://e.example/x.png&quot; "
    content = b.complex_field(code, b.run("gesehen"))
    if form == "simple":
        content = f'<w:fldSimple w:instr="{code}">{b.run("gesehen")}</w:fldSimple>'
    elif form == "with a tab":
        content = content.replace(keyword, f"{keyword}</w:instrText><w:tab/><w:instrText>")
    elif form == "split":
        content = content.replace("INCLUDE", "INC</w:instrText></w:r><w:r><w:instrText>LUDE")
    elif form == "in a text box":
        box = f"<w:txbxContent>{b.paragraph(content)}</w:txbxContent>"
        content = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    template = compile_template(b.docx(GOOD + b.paragraph(content)))
    assert template.warnings == (("included_content", {"field": keyword}),)
    filled = b.part(template.fill({"ort": "x"}))
    assert "e.example" not in filled
    assert "fldChar" not in filled
    assert "gesehen" in filled


def test_a_template_becomes_a_document():
    filled = fill(b.docx(GOOD, main="template"), {"ort": "x"})
    assert "document.main+xml" in b.part(filled, "[Content_Types].xml")
    assert read_values(filled) == {"ort": "x"}


def test_strict_files_stay_strict():
    strict = "http://purl.oclc.org/ooxml/"
    files = {
        name: data.replace(b.W.encode(), f"{strict}wordprocessingml/main".encode()).replace(
            b.R.encode(), f"{strict}officeDocument/relationships".encode()
        )
        for name, data in b.parts(GOOD, header=b.paragraph()).items()
    }
    filled = fill(b.pack(files), {"ort": "Much"})
    assert read_values(filled) == {"ort": "Much"}
    assert b.W not in b.part(filled)


def test_parts_that_do_not_change_are_copied_byte_for_byte():
    files = b.parts(
        GOOD, extra={"word/media/x.bin": b"x" * 999, "customXml/a.xml": b"<a >\r\n</a>"}
    )
    filled = fill(b.pack(files), {"ort": "x"})
    with zipfile.ZipFile(BytesIO(filled)) as archive:
        assert archive.namelist() == list(files)
        assert archive.testzip() is None
        changed = [name for name in files if archive.read(name) != files[name]]
    assert changed == ["word/document.xml"]


def test_a_document_in_utf_16_is_read_and_filled():
    files = b.parts(GOOD.replace("alt", "älter"))
    document = files["word/document.xml"].decode().replace("UTF-8", "UTF-16")
    files["word/document.xml"] = document.encode("utf-16")
    source = b.pack(files)
    assert read_values(source) == {"ort": "älter"}
    assert read_values(fill(source, {"ort": "Köln"})) == {"ort": "Köln"}


def test_long_texts_and_blank_parts_are_no_reason_to_refuse():
    files = b.parts(GOOD + b.paragraph(b.run("=" * 4000 + "a" * 3_000_000)))
    files["customXml/item1.xml"] = b" \n"
    files["customXml/item2.xml"] = b"<a>" + b"QUJD" * 500_000 + b"=</a>"
    assert read_values(b.pack(files)) == {"ort": "alt"}


def test_a_date_of_a_hundred_hours_is_no_riddle():
    date = f'<w:date><w:dateFormat w:val="{"HH" * 90}"/></w:date>'
    source = b.docx(b.paragraph(b.control(date, b.run("1" * 150 + "x"), "tag")))
    assert read_values(source) == {"tag": "1" * 150 + "x"}


def test_parts_packed_from_here_are_found_and_lose_the_dot():
    files = {"./": b"", **{f"./{name}": data for name, data in b.parts(GOOD).items()}}
    filled = fill(b.pack(files), {"ort": "x"})
    assert read_values(filled) == {"ort": "x"}
    with zipfile.ZipFile(BytesIO(filled)) as archive:
        assert set(archive.namelist()) == set(b.parts(GOOD))


@pytest.mark.parametrize(
    ("name", "code"),
    [("./word/document.xml", "duplicate_part"), ("./../x", "bad_name"), (".//x", "bad_name")],
)
def test_a_dot_before_a_name_opens_no_door(name, code):
    with pytest.raises(PackageError) as caught:
        read_fields(b.pack({**b.parts(GOOD), name: b"<a/>"}))
    assert caught.value.code == code


def test_padding_behind_the_document_is_forgiven():
    files = b.parts(GOOD)
    files["word/document.xml"] += b"\r\n~   \r\n"
    assert read_values(fill(b.pack(files), {"ort": "x"})) == {"ort": "x"}


def test_the_result_tells_nothing_about_the_time_of_filling():
    filled = fill(b.docx(GOOD), {"ort": "x"})
    with zipfile.ZipFile(BytesIO(filled)) as archive:
        assert {info.date_time for info in archive.infolist() if info.filename} >= {
            (1980, 1, 1, 0, 0, 0)
        }
    assert fill(b.docx(GOOD), {"ort": "x"}) == filled
