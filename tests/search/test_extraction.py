"""Files are read by headings and pages; what can't be read stays findable by its title."""

import io
import zipfile
from typing import Any

import docx
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from wagtail.documents import get_document_model

from search import extraction
from search.models import ExtractedText

pytestmark = pytest.mark.django_db


def make_word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Vor der ersten Überschrift.")
    document.add_heading("Zugang", level=1)
    document.add_paragraph("Wer kommt, wird begrüßt.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Feld"
    table.cell(0, 1).text = "Inhalt der Zelle"
    document.add_heading("Erstberatung", level=2)
    document.add_paragraph("Gespräch führen.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_file(name: str, content: bytes) -> Any:
    return get_document_model().objects.create(title=name, file=ContentFile(content, name))


def test_a_word_file_is_cut_at_its_headings() -> None:
    found = extraction.passages(make_file("a.docx", make_word()))
    assert [part.heading for part in found] == ["", "Zugang", "Erstberatung"]
    assert "Inhalt der Zelle" in found[1].text


def test_a_pdf_is_cut_at_its_pages(pdf_with_pages: Any) -> None:
    found = extraction.passages(make_file("a.pdf", pdf_with_pages))
    assert [part.anchor for part in found] == ["page=1", "page=2"]
    assert found[1].heading == "Seite 2"
    assert "Zweite" in found[1].text


@pytest.fixture
def pdf_with_pages() -> bytes:
    """A PDF of two pages with a standard font, built by hand."""
    texts = ("Erste Seite", "Zweite Seite")
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[4 0 R 6 0 R]/Count 2>>"]
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    for number, text in enumerate(texts):
        stream = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET"
        page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
        page += "/Resources<</Font<</F1 3 0 R>>>>>>"
        objects.append(page % (5 + 2 * number))
        objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"trailer\n<</Root 1 0 R/Size 8>>\nstartxref\n{len(out)}\n%%EOF"
    return f"{out}xref\n0 8\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def test_a_plain_text_in_an_old_encoding_is_read() -> None:
    found = extraction.passages(make_file("a.txt", "Förderung".encode("cp1252")))
    assert found[0].text == "Förderung"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.docx", b"no zip"), ("a.docx", b""), ("a.pdf", b"%PDF-1.7 broken"), ("a.xlsx", b"x")],
)
def test_a_broken_file_has_no_text(name: str, content: bytes) -> None:
    assert extraction.passages(make_file(name, content)) == ()


def test_a_part_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "MAX_PART", 1000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a>" + b" " * 5000 + b"</a>")
    file = make_file("a.docx", out.getvalue())
    assert extraction.passages(file) == ()
    assert "too large" in ExtractedText.objects.get().error


def test_a_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    file = make_file("a.docx", make_word())
    first = extraction.passages(file)
    monkeypatch.setitem(extraction.READERS, "docx", lambda stream: pytest.fail("read again"))
    assert extraction.passages(file) == first


def test_a_missing_file_is_no_error_and_not_remembered() -> None:
    file = make_file("a.docx", make_word())
    file.file.storage.delete(file.file.name)
    assert extraction.passages(file) == ()
    assert not ExtractedText.objects.exists()


def test_a_file_that_is_exchanged_is_read_again() -> None:
    file = make_file("a.txt", b"Kranichflug")
    assert extraction.passages(file)[0].text == "Kranichflug"
    file.file = ContentFile(b"Sprachkurs", "b.txt")
    file.save()
    file.refresh_from_db()
    assert extraction.passages(file)[0].text == "Sprachkurs"


def test_a_storage_that_does_not_answer_is_no_property_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = make_file("a.txt", b"Kranichflug")
    file.get_file_hash()

    def silent(*args: Any, **kwargs: Any) -> Any:
        raise TimeoutError("the storage is silent")

    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "open", silent)
        with pytest.raises(TimeoutError):
            extraction.passages(get_document_model().objects.get())
    assert not ExtractedText.objects.exists()
    found = extraction.passages(get_document_model().objects.get())
    assert found[0].text == "Kranichflug"
