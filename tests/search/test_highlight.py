"""Marks show why a result was found."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import highlight as marking
from search.index_document import IndexDocument, Passage
from search.wanted import Wanted


def highlight(document, text, synonyms=None):
    return marking.highlight(document, Wanted(text, synonyms or {}))


def document(title="Titel", summary="", *passages):
    return IndexDocument("a.b:1", "info", title, summary=summary, passages=passages)


def marked(segments):
    return [segment.text for segment in segments if segment.marked]


def text_of(segments):
    return "".join(segment.text for segment in segments)


@pytest.mark.parametrize(
    ("title", "query", "expected"),
    [
        ("Ausbau von Breitbandnetzen", "Breitband", ["Breitband"]),
        ("Ausbau von Breitbandnetzen", "Netz", ["netzen"]),
        ("Beratung für Flüchtlinge", "Fluechtling", ["Flüchtlinge"]),
        ("Förderung der Sprache", "Sprachförderung", ["Förderung", "Sprache"]),
        ("Häuser der Begegnung", "Haus", ["Häuser"]),
        ("Beratung für Flüchtlinge", "Flüchtlnige", ["Flüchtlinge"]),
        ("Rhein-Sieg-Kreis", "Kreis", ["Rhein-Sieg-Kreis"]),
        ("Leistungen nach § 16a SGB II", "§16a SGB-II", ["§ 16a", "SGB II"]),
        ("Kita Sonnenschein", "nichts davon", []),
        ("Kita Sonnenschein", "", []),
    ],
)
def test_words_are_marked_as_the_analysis_finds_them(title, query, expected):
    assert marked(highlight(document(title), query).title) == expected


def test_synonyms_are_marked():
    shown = highlight(document("Kita am Park"), "Kindergarten", {"Kindergarten": ("Kita",)})
    assert marked(shown.title) == ["Kita"]


def test_the_best_passage_is_chosen_with_its_place():
    shown = highlight(
        document(
            "Konzept",
            "Einleitung zur Sprache",
            Passage("Anfang", "anfang", "Hier steht etwas über Sprache."),
            Passage("Mitte", "mitte", "Hier geht es um Sprache im Kindergarten."),
        ),
        "Sprache Kindergarten",
    )
    assert shown.passage is not None
    assert (shown.passage.anchor, shown.number) == ("mitte", 1)
    assert marked(shown.excerpt) == ["Sprache", "Kindergarten"]


def test_a_long_passage_is_cut_around_the_marks():
    text = "Vorne steht viel. " * 60 + "Die Härtefallkommission tagt. " + "Hinten auch. " * 60
    shown = highlight(document("Titel", "", Passage("", "", text)), "Härtefallkommission")
    assert marked(shown.excerpt) == ["Härtefallkommission"]
    assert len(text_of(shown.excerpt)) < 320
    assert text_of(shown.excerpt).startswith("… ")


def test_without_a_match_the_summary_is_shown():
    shown = highlight(document("Titel", "Worum es geht", Passage("A", "a", "Text")), "fehlt")
    assert text_of(shown.excerpt) == "Worum es geht"
    assert shown.passage is None


def test_markup_stays_text():
    shown = highlight(document("<b>Kita</b> & Hort"), "Kita")
    assert text_of(shown.title) == "<b>Kita</b> & Hort"
    assert marked(shown.title) == ["Kita"]


def test_a_document_of_two_hundred_pages_is_marked_in_time():
    words = "Die Verwaltung berichtet über Maßnahmen im Kreis und nennt Zahlen dazu. " * 40
    passages = [Passage(f"Seite {n}", f"seite-{n}", f"{words} {n}") for n in range(200)]
    long = document("Bericht", "", *passages, Passage("Ende", "ende", "Einbürgerung am Schluss"))
    highlight(long, "Einbürgerung")
    start = time.process_time()
    shown = highlight(long, "Einbürgerung")
    assert shown.passage is not None
    assert shown.passage.anchor == "ende"
    assert time.process_time() - start < 0.3


@given(title=st.text(max_size=80), query=st.text(max_size=30))
def test_nothing_raises_and_no_letter_is_lost(title, query):
    assert text_of(highlight(document(title, title), query).title) == title


@pytest.mark.parametrize(
    ("query", "mark"),
    [
        ("Trommelgruppe für Mädchen", "Trommelgruppe"),
        ("Trommelgrupep", "Trommelgruppe"),
        ("Gruppen Mädchen", "Mädchen"),
        ("§ 16a SGB II", "§ 16a"),
        ("half", "Hilfe"),
    ],
)
def test_the_best_of_three_hundred_pages_is_found(query, mark):
    page = "Der Kreis berät die Kommunen bei der Planung ihrer Angebote. " * 40
    passages = [Passage(f"Seite {number}", f"page={number}", page) for number in range(300)]
    answer = "Eine Trommelgruppe, auch für Mädchen, mit Hilfe nach § 16a SGB II."
    passages[217] = Passage("Seite 217", "page=217", page + answer + page)
    found = highlight(document("Bericht", "", *passages), query)
    assert found.number == 217
    assert mark in marked(found.excerpt)
