"""Long files are cut into passages that can be named; a hit leads to its section."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.documents import get_document_model

from content.library.models import PageAttachment
from search import outbox
from search.extraction import LONGEST_PASSAGE, cut_long
from search.index_document import IndexDocument, Passage
from search.query import Hit, ResultPage
from search.results_hits import shown_hits
from tests.factories.library import ConceptPageFactory, SiteTree
from tests.search.making import make_service

SENTENCE = "Die Beratung hilft bei Anträgen und Briefen. "


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(st.text(alphabet="ab .\n", max_size=9000))
def test_cutting_loses_nothing_and_leaves_nothing_long(text: str) -> None:
    parts = cut_long([Passage("Kapitel", "x", text)])
    assert squeezed("".join(part.text for part in parts)) == squeezed(text)
    assert all(len(part.text) <= LONGEST_PASSAGE for part in parts)
    assert {part.anchor for part in parts} == {"x"}
    assert [part.heading for part in parts] == ["Kapitel"] + [""] * (len(parts) - 1)


def test_short_passages_stay_as_they_are() -> None:
    parts = (Passage("A", "a", SENTENCE * 40), Passage("B", "", "kurz"))
    assert len(SENTENCE * 40) < LONGEST_PASSAGE
    assert cut_long(parts) == parts


def test_long_text_is_cut_between_paragraphs_else_between_sentences() -> None:
    paragraphs = "\n".join([SENTENCE.strip() * 8] * 30)
    assert all(part.text.endswith("Briefen.") for part in cut_long([Passage("", "", paragraphs)]))
    parts = cut_long([Passage("", "", SENTENCE * 400)])
    assert all(part.text.startswith("Die") and part.text.endswith(".") for part in parts)
    sizes = [len(part.text) for part in parts]
    assert 1000 < min(sizes) <= max(sizes) <= LONGEST_PASSAGE


def shown(passages: tuple[Passage, ...], text: str) -> Any:
    document = IndexDocument("a:1", "document", "Titel", passages=passages, url="/d/1/")
    page = ResultPage(hits=(Hit("a:1", 1.0, document),), total=1, full=1)
    return shown_hits(page, text, {})[0]


def test_a_later_piece_names_the_heading_above_it() -> None:
    long = cut_long([Passage("Wohnen", "", SENTENCE * 100 + "Mietvertrag. " + SENTENCE * 10)])
    hit = shown((Passage("", "", "Vorwort"), *long, Passage("Anhang", "", "Liste")), "Mietvertrag")
    assert (hit.place, hit.passage_url) == ("Wohnen", "")


def test_a_page_of_a_pdf_is_opened() -> None:
    parts = cut_long([Passage("Seite 1", "page=1", "Titel"), Passage("Seite 2", "page=2", "Miete")])
    hit = shown(parts, "Miete")
    assert (hit.place, hit.passage_url) == ("Seite 2", "/d/1/#page=2")


def test_text_without_a_heading_names_none() -> None:
    assert shown((Passage("Davor", "x", "Text"), Passage("", "", "Miete")), "Miete").place == ""


@pytest.mark.django_db
def test_a_long_text_file_is_found_by_its_passage(
    client: Client, index: Any, site: SiteTree
) -> None:
    text = SENTENCE * 200 + "Der Sammeltopf hilft. " + SENTENCE * 200
    file = get_document_model().objects.create(
        title="Merkblatt", file=ContentFile(text.encode(), "merkblatt.txt")
    )
    PageAttachment.objects.create(
        page=ConceptPageFactory(parent=site.sections["konzepte"]), document=file
    )
    outbox.drain_all()
    hit = client.get("/suche/", {"q": "Sammeltopf"}).context["answer"].hits[0]
    assert "".join(part.text for part in hit.excerpt).count("Sammeltopf") == 1
    assert len(hit.hit.document.passages) > 10


@pytest.mark.django_db
def test_hits_without_all_words_stand_below_a_line_and_say_what_they_lack(
    client: Client, index: Any, site: SiteTree
) -> None:
    make_service("Hebamme", summary="Spricht Tigrinya")
    make_service("Hebammensprechstunde", summary="Für alle")
    outbox.drain_all()
    response = client.get("/suche/", {"q": "Hebamme Tigrinya"})
    first, second = response.context["answer"].hits
    assert first.missing == ()
    assert second.missing == ("Tigrinya",)
    assert second.first_partial
    assert "Weitere Treffer, die nicht alle Wörter enthalten" in response.content.decode()


@pytest.mark.django_db
def test_a_service_says_when_it_was_confirmed(client: Client, index: Any, site: SiteTree) -> None:
    make_service("Hebamme", assured_date="2026-03-09")
    make_service("Hebammensprechstunde")
    outbox.drain_all()
    html = " ".join(client.get("/suche/", {"q": "Hebamme"}).content.decode().split())
    assert "zuletzt bestätigt am 09.03.2026" in html
    assert html.count("Stand ") == 1
