"""Long documents of the programme, attached as Word and as PDF, found in their middle."""

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from content.library.models import ConceptPage, PageAttachment
from search.engine import SearchEngine
from search.highlight import highlight
from search.query import SearchQuery
from search.wanted import Wanted
from tests.factories.library import ConceptPageFactory, SiteTree

pytestmark = [pytest.mark.corpus, pytest.mark.django_db]

PUBLIC = frozenset({"public"})


def as_word(text: str) -> bytes:
    """Return a Word file with one paragraph per line of `text`."""
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line.strip())
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def as_pdf(word: bytes, folder: Path) -> bytes:
    """Return what LibreOffice prints of a Word file."""
    source = folder / "source.docx"
    source.write_bytes(word)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    return (folder / "source.pdf").read_bytes()


def middle_phrase(text: str) -> str:
    """Return six words from the line of plain words nearest to the middle of `text`."""
    lines = [line.split() for line in text.splitlines()]
    middle = len(lines) // 2
    for distance in range(middle):
        words = lines[middle + distance]
        if len(words) >= 7 and all(word.strip(",.").isalpha() for word in words[:6]):
            return " ".join(words[:6])
    raise AssertionError("no line of plain words in this document")


def attach(page: ConceptPage, name: str, content: bytes) -> Any:
    """Attach a file to `page` and return the document."""
    file = get_document_model().objects.create(title=name, file=ContentFile(content, name=name))
    PageAttachment.objects.create(page=page, document=file)
    page.save()
    return file


@pytest.mark.parametrize("seed", ["000", "001"])
@pytest.mark.parametrize("form", ["docx", pytest.param("pdf", marks=pytest.mark.office)])
def test_a_phrase_from_the_middle_is_found_with_its_passage(
    seed: str,
    form: str,
    shared: Path,
    site: SiteTree,
    drained: Callable[[], SearchEngine],
    tmp_path: Path,
) -> None:
    source = next((shared / "seeds").glob(f"{seed}_*.txt"))
    text = source.read_text(encoding="utf-8")
    word = as_word(text)
    content = word if form == "docx" else as_pdf(word, tmp_path)
    page = ConceptPageFactory(parent=site.sections["konzepte"])
    file = attach(page, f"anlage.{form}", content)
    phrase = middle_phrase(text)

    result = drained().search(SearchQuery(text=phrase, audience=PUBLIC))

    assert result.hits[0].id == f"wagtaildocs.document:{file.pk}"
    assert result.hits[0].url == file.url
    shown = highlight(result.hits[0].document, Wanted(phrase, {}))
    assert phrase in " ".join("".join(part.text for part in shown.excerpt).split())
    assert shown.passage is not None
    if form == "pdf":
        assert shown.passage.anchor.startswith("page=")
