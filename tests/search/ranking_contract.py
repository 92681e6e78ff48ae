"""The rules of ranking, one test each; every search engine runs them (see engine_contract.py)."""

from datetime import UTC, date, datetime

import pytest

from search.engines import records
from search.index_document import Passage
from search.query import SearchQuery
from tests.search.engine_documents import PUBLIC, service

LONG = " ".join(["Angebot der Woche"] * 60)


def above(engine, text, first, second, synonyms=None, today=None):
    """Put two documents into `engine` (on the day `today`); return the order `text` finds."""
    with pytest.MonkeyPatch.context() as patch:
        if today:
            patch.setattr(records, "today", lambda: today)
        engine.write([first, second])
    query = SearchQuery(text, PUBLIC, size=50, synonyms=synonyms or {})
    wanted = {first.id, second.id}
    return [hit.id for hit in engine.search(query).hits if hit.id in wanted]


class RankingContract:
    """Needs a fixture `engine`: an engine that was rebuilt from `documents()`."""

    @pytest.mark.parametrize(
        ("text", "higher", "lower"),
        [
            pytest.param(
                "Fahrrad", ("Fahrrad", ("", "Anderes")), ("Anderes", ("", "Fahrrad")), id="title"
            ),
            pytest.param(
                "Fahrrad",
                ("Verleih", ("Fahrrad", "Anderes")),
                ("Verleih", ("Anderes", "Fahrrad")),
                id="heading",
            ),
            pytest.param(
                "Fahrrad", ("Verleih", ("", "Fahrrad Fahrrad")), ("Verleih", ("", "Fahrrad Hof")),
                id="more often",
            ),
            pytest.param(
                "Fahrrad", ("Verleih", ("", "Fahrrad")), ("Verleih", ("", "Fahrrad " + LONG)),
                id="shorter",
            ),
            pytest.param(
                "Werkstatt", ("Werkstatt", ("", "")), ("Werkstätten", ("", "")), id="exact"
            ),
            pytest.param(
                "Werkstatt", ("Werkstätten", ("", "")), ("Werkstatthof", ("", "")), id="part"
            ),
            pytest.param(
                "Trampolinn Verleih",
                ("Verleih Trampolin", ("", "")),
                ("Verleih Trampel", ("", "")),
                id="typo",
            ),
            pytest.param(
                "Offenes Trommeln",
                ("Treff", ("", "Hier ist Offenes Trommeln im Hof")),
                ("Treff", ("", "Offenes Hof hier ist im Trommeln")),
                id="neighbours",
            ),
            pytest.param(
                "Trommeln im Hof",
                ("Treff", ("", "Heute Trommeln im Hof bald")),
                ("Treff", ("", "Heute im Hof bald Trommeln")),
                id="neighbours with a stop word between",
            ),
            pytest.param(
                "Wie lange trommeln?",
                ("Trommeln", ("", "Wie es geht")),
                ("Trommeln", ("", "Was es gibt")),
                id="stop words weigh a little",
            ),
            pytest.param(
                'Wer kennt "Trommeln am Fluss"?',
                ("Treff", ("", "Das Trommeln am Fluss")),
                ("Treff", ("", "Am Fluss das Trommeln")),
                id="quoted in a question",
            ),
        ],
    )  # fmt: skip
    def test_stands_above(self, engine, text, higher, lower):
        one, two = (
            service(number, title, passages=(Passage(heading, "", body),))
            for number, (title, (heading, body)) in ((101, lower), (102, higher))
        )
        # put in both orders, so that the ids decide nothing
        assert above(engine, text, one, two)[0] == two.id
        swapped = service(101, two.title, passages=two.passages)
        other = service(102, one.title, passages=one.passages)
        assert above(engine, text, swapped, other)[0] == swapped.id

    def test_a_synonym_stands_below_the_word(self, engine):
        found = above(
            engine, "Krippe", service(101, "Spielkreis"), service(102, "Krippe"),
            {"Krippe": ("Spielkreis",)},
        )  # fmt: skip
        assert found == ["directory.service:102", "directory.service:101"]

    def test_newer_stands_above_older(self, engine):
        old, new = (
            service(number, "Fahrrad", updated=datetime(year, 6, 1, tzinfo=UTC))
            for number, year in ((101, 2020), (102, 2026))
        )
        today = date(2026, 9, 1)
        assert above(engine, "Fahrrad", old, new, today=today) == [new.id, old.id]

    def test_recently_confirmed_stands_above_confirmed_long_ago(self, engine):
        old, new, never = (
            service(number, "Fahrrad", assured=day)
            for number, day in (
                (101, date(2025, 8, 1)),
                (102, date(2026, 2, 1)),
                (103, None),
            )
        )
        engine.write([never])
        assert above(engine, "Fahrrad", old, new, today=date(2026, 2, 10)) == [new.id, old.id]
        assert above(engine, "Fahrrad", never, old, today=date(2026, 2, 10)) == [old.id, never.id]

    @pytest.mark.parametrize(
        ("term", "boost"),
        [
            pytest.param({"updated": datetime(2026, 1, 1, tzinfo=UTC)}, 1.02, id="updated"),
            pytest.param({"assured": date(2026, 1, 1)}, 1.01, id="confirmed"),
        ],
    )
    def test_freshness_is_gentle_and_goes_by(self, engine, term, boost):
        fresh, lifted = service(101, "Fahrrad", **term), service(102, "Fahrrad", boost=boost)
        words = service(103, "Fahrrad Fahrrad")
        for day, first in ((date(2026, 1, 2), fresh), (date(2027, 1, 2), lifted)):
            assert above(engine, "Fahrrad", fresh, lifted, today=day)[0] == first.id
        assert above(engine, "Fahrrad", fresh, words, today=date(2026, 1, 2))[0] == words.id

    def test_an_entry_tells_when_age_has_changed_its_weight(self, engine):
        document = service(101, "Fahrrad", updated=datetime(2026, 1, 1, tzinfo=UTC))
        differing = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(records, "today", lambda: date(2026, 1, 1))
            engine.write([document])
            written = engine.ids()[document.id]
            for number in range(800):
                day = date.fromordinal(date(2026, 1, 1).toordinal() + number)
                patch.setattr(records, "today", lambda day=day: day)
                now = records.content_hash(document)
                if records.only_older(written, now):
                    differing.append(number)
                    engine.write([document])
                    written = engine.ids()[document.id]
        assert len(differing) == 12, "once a month, for a year"

    def test_boost_lifts(self, engine):
        plain, lifted = service(101, "Fahrrad"), service(102, "Fahrrad", boost=1.5)
        assert above(engine, "Fahrrad", plain, lifted) == [lifted.id, plain.id]

    def test_a_document_with_one_rare_word_is_found_behind_those_with_all(self, engine):
        both = service(101, "Fahrrad und Trommeln")
        one = service(102, "Trommeln")
        assert above(engine, "Fahrrad Trommeln", one, both) == [both.id, one.id]

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Sprachförderung", [101]),
            ("Förderung", [101]),
            ("Foerderung", [101]),
            ("Forderung", [102, 101]),  # typed without umlaut, perhaps
            ("Forderungen", [102, 101]),
        ],
    )
    def test_an_umlaut_makes_another_word(self, engine, text, found):
        one = service(101, "Förderung der Sprache für Eltern")
        two = service(102, "Schulden: offene Forderungen")
        assert above(engine, text, one, two) == [f"directory.service:{n}" for n in found]

    @pytest.mark.parametrize("before", ["", "wo finde ich "])
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("Kinderg", {101, 102, 103}),
            ("Kindergart", {101, 102, 103}),
            ("Kindergartenpl", {101, 102, 103}),
            ("Kindergartenpla", {101, 103}),
            ("Kindergartenplat", {101, 103}),
            ("Kindergartenplatz", {101, 103}),
            ("Kindergartenplatzv", {101, 103}),
            ("Kindergartenplatzxyz", {101, 103}),  # for want of anything better
        ],
    )
    def test_a_compound_is_found_while_it_is_typed(self, engine, before, typed, found):
        engine.rebuild(
            [
                service(101, "Kindergartenplatz suchen"),
                service(102, "Kindergarten Sonnenschein"),
                service(103, "Ein Platz im Kindergarten"),
                *(service(number, f"Trommeln {number}") for number in range(110, 125)),
            ]
        )
        page = engine.search(SearchQuery(before + typed, PUBLIC))
        assert {hit.id for hit in page.hits} == {f"directory.service:{n}" for n in found}
        if typed.startswith("Kindergartenp"):
            assert page.hits[0].id == "directory.service:101"

    def test_equal_ones_come_by_title_on_all_pages(self, engine):
        equal = [service(number, f"Fahrrad {number * 37 % 101}") for number in range(100)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(records, "_HAIRS", 1)
            engine.rebuild(equal)
        ids = [document.id for document in sorted(equal, key=records.title_key)]
        for size in (1, 7, 30):
            for page in (1, 2, 3):
                query = SearchQuery("Fahrrad", PUBLIC, page=page, size=size)
                found = [hit.id for hit in engine.search(query).hits]
                assert found == ids[(page - 1) * size : page * size]

    def test_what_all_documents_have_still_tells_more_of_it_from_less(self, engine):
        many = [service(number, "Treff", "Fahrrad und anderes") for number in range(200, 500)]
        engine.rebuild([*many, service(101, "Fahrrad", "Fahrrad")])
        assert engine.search(SearchQuery("Fahrrad", PUBLIC)).hits[0].id == "directory.service:101"

    def test_without_the_quoted_phrase_its_words_are_found_if_others_are_asked_too(self, engine):
        engine.write([service(101, "Trommeln: Treff am Fluss")])
        page = engine.search(SearchQuery('Trommeln "Treff im Fluss"', PUBLIC))
        assert [hit.id for hit in page.hits] == ["directory.service:101"]
        assert page.relaxed
        assert engine.search(SearchQuery('"Treff im Fluss"', PUBLIC)).total == 0

    def test_a_shared_beginning_excludes_nothing(self, engine):
        engine.write([service(101, "Jugendtreff und Jugendzentrum Trommel")])
        page = engine.search(SearchQuery("Trommel und -zentrum", PUBLIC))
        assert [hit.id for hit in page.hits] == ["directory.service:101"]
