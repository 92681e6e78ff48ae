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
