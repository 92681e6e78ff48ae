"""What every search engine must do. Thin subclasses run it over each engine."""

import itertools
import math
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engine import SearchEngine, WriteFailed
from search.engines import prepared
from search.index_document import Passage
from search.query import Near, SearchQuery
from tests.search.engine_documents import FACETS, PUBLIC, STAFF, SYNONYMS, documents, service
from tests.search.ranking_contract import RankingContract

FOUND = [
    ("Sprachförderung", [10, 11, 1]),
    ("Förderung der Sprache", [1, 10, 11]),
    ("Kindergartenkind", [2]),
    ("Fluechtling", [3]),
    ("Flüchtlinge", [3]),
    ("Fluchtling", [3]),
    ("Kitas", [2]),
    ("Kindergarten", [2]),
    ("MBE", [5]),
    ("Gesundheitsamt", [7, 6]),
    ("Amt Gesundheit", [7, 6]),
    ("§ 16a SGB II", [3]),
    ("§16a SGB-II", [3]),
    ("AsylbLG", [3]),
    ("Häuser", [6]),
    ("Arzt", [12]),
    ("Kurdisch", [12]),
    ("Donnerstag", [12]),
    ('"Haus der Begegnung"', [6]),
    ('"Begegnung der Haus"', []),
    ("titel:kita", [2]),
    ("thema:geld", [4]),
    ("thema:recht -Flüchtlinge", [5]),
    ("Kita -Betreuung", []),
    ("Gesundhietsamt", [7]),
    ("Schuldnerberatnug", [4]),
    ("Schuldnerb", [4]),
    ("Geheimnis", []),
    ("Zielvereinbarung", []),
    ("xyzzy", []),
]
SIEGBURG = Near(50.816, 7.155, 6)


def number(hit):
    return int(hit.id.split(":")[1])


class EngineContract(RankingContract):
    """Needs a fixture `engine`: an engine that was rebuilt from `documents()`."""

    @staticmethod
    def ids(engine: SearchEngine, text: str = "", audience=PUBLIC, **more) -> list[int]:
        more.setdefault("size", 50)
        query = SearchQuery(text, audience, synonyms=SYNONYMS, **more)
        return [number(hit) for hit in engine.search(query).hits]

    @pytest.mark.parametrize(("text", "expected"), FOUND)
    def test_finds_what_was_meant(self, engine, text, expected):
        found = self.ids(engine, text)
        assert found[: len(expected)] == expected
        assert bool(found) == bool(expected)

    def test_newer_stands_above_older_where_all_else_is_equal(self, engine):
        assert self.ids(engine, "Konzept") == [10, 11]

    def test_questions_are_answered_by_any_word(self, engine):
        assert self.ids(engine, "Wo bekomme ich Untersuchung oder Impfung oder Elefanten?") == [7]

    def test_all_words_come_before_some(self, engine):
        page = engine.search(SearchQuery("Beratung Flüchtlinge", PUBLIC))
        assert number(page.hits[0]) == 3
        assert not page.relaxed

    def test_a_query_no_document_answers_whole_is_relaxed(self, engine):
        page = engine.search(SearchQuery("Kita Schuldnerberatung", PUBLIC))
        assert [number(hit) for hit in page.hits][:2] == [4, 2]
        assert page.relaxed

    def test_a_synonym_added_works_at_once(self, engine):
        assert self.ids(engine, "Krippe") == []
        query = SearchQuery("Krippe", PUBLIC, synonyms={"Krippe": ("Kita",)})
        assert [number(hit) for hit in engine.search(query).hits] == [2]

    def test_unknown_words_are_mended(self, engine):
        page = engine.search(SearchQuery("Beratung Flüchtlnige", PUBLIC))
        assert page.suggestion == "Beratung Flüchtlinge"

    def test_known_words_are_not_mended(self, engine):
        assert engine.search(SearchQuery("Beratung", PUBLIC)).suggestion is None

    def test_values_of_a_facet_are_alternatives_and_facets_are_combined(self, engine):
        filters = {"topic": ("geld", "recht")}
        assert sorted(self.ids(engine, filters=filters)) == [3, 4, 5]
        filters["municipality"] = ("siegburg",)
        assert self.ids(engine, filters=filters) == [5]

    def test_kinds_filter(self, engine):
        assert self.ids(engine, kinds=("organization",)) == [7]

    def test_what_the_text_names_stays_within_the_kinds(self, engine):
        assert sorted(self.ids(engine, "art:concept")) == [10, 11]
        assert self.ids(engine, "art:concept", kinds=("service", "organization")) == []
        assert self.ids(engine, "art:organization", kinds=("service", "organization")) == [7]

    def test_a_label_in_the_text_stands_for_its_values(self, engine):
        names = (("topic", "geld und recht", "geld"), ("topic", "geld und recht", "recht"))
        assert sorted(self.ids(engine, 'thema:"Geld und Recht"', names=names)) == [3, 4, 5]
        assert self.ids(engine, 'thema:"Geld und Recht"') == []

    def test_facets_are_counted(self, engine):
        page = engine.search(SearchQuery("", PUBLIC, facets=FACETS))
        counts = {name: {f.value: f.count for f in page.facets[name]} for name in FACETS}
        assert counts["kind"] == {"service": 7, "concept": 2, "organization": 1}
        assert counts["language"] == {"dari": 2, "arabisch": 2}
        assert counts["municipality"] == {"siegburg": 3, "troisdorf": 2, "bornheim": 1, "alfter": 1}

    def test_a_chosen_facet_keeps_its_alternatives(self, engine):
        query = SearchQuery("", PUBLIC, facets=FACETS, filters={"municipality": ("troisdorf",)})
        page = engine.search(query)
        rows = {f.value: (f.count, f.selected) for f in page.facets["municipality"]}
        assert rows["troisdorf"] == (2, True)
        assert rows["siegburg"] == (3, False)
        assert {f.value: f.count for f in page.facets["language"]} == {"dari": 2, "arabisch": 1}

    def test_a_chosen_value_without_results_stays_to_be_unchosen(self, engine):
        query = SearchQuery("Kita", PUBLIC, facets=("topic",), filters={"topic": ("nichts",)})
        assert any(
            f.value == "nichts" and f.count == 0 for f in engine.search(query).facets["topic"]
        )

    def test_pages_follow_each_other_without_gap_or_repeat(self, engine):
        pages = [self.ids(engine, size=3, page=page) for page in range(1, 6)]
        assert sorted(itertools.chain(*pages)) == [1, 2, 3, 4, 5, 6, 7, 10, 11, 12]
        assert engine.search(SearchQuery("", PUBLIC, size=3, page=2)).total == 10

    def test_sorting_by_title_and_update(self, engine):
        assert self.ids(engine, sort="title")[:2] == [12, 3]
        assert self.ids(engine, sort="updated")[:2] == [10, 11]

    def test_near_limits_and_sorts_by_distance(self, engine):
        query = SearchQuery(
            "", PUBLIC, near=Near(50.816, 7.155, 6), sort="distance", facets=("kind",)
        )
        page = engine.search(query)
        assert [number(hit) for hit in page.hits] == [1, 3, 7, 2]
        assert page.hits[0].distance_km == pytest.approx(0, abs=0.01)
        assert page.hits[3].distance_km == pytest.approx(4.07, abs=0.1)
        assert page.total == 4
        assert {f.value: f.count for f in page.facets["kind"]} == {"service": 3, "organization": 1}

    def test_without_a_place_nothing_is_nearest(self, engine):
        for text in ("", "Beratung", "Sprache"):
            assert self.ids(engine, text, sort="distance") == self.ids(engine, text)

    @pytest.mark.parametrize("sort", ["relevance", "distance", "title"])
    def test_no_page_is_too_far_or_too_long(self, engine, sort):
        for page, size in [(10**9, 10), (10**12, 20_000), (1001, 10), (2, 50)]:
            query = SearchQuery("", PUBLIC, page=page, size=size, sort=sort, near=SIEGBURG)
            found = engine.search(query)
            assert (found.hits, found.total) == ((), 4)
        whole = engine.search(SearchQuery("", PUBLIC, size=20_000, sort=sort, near=SIEGBURG))
        assert len(whole.hits) == 4
        none = engine.search(SearchQuery("", PUBLIC, page=-3, size=0, sort=sort, near=SIEGBURG))
        assert (len(none.hits), none.pages) == (1, 4)

    @pytest.mark.parametrize("sort", ["relevance", "distance"])
    def test_a_circle_that_is_none_holds_nothing(self, engine, sort):
        nan, inf = math.nan, math.inf
        for near in [
            (50.8, 7.1, 0), (50.8, 7.1, -5), (50.8, 7.1, nan), (nan, 7.1, 5), (inf, 7.1, 5),
            (91, 7.1, 5), (50.8, -181, 5),
        ]:  # fmt: skip
            page = engine.search(SearchQuery("", PUBLIC, near=Near(*near), sort=sort))
            assert (page.hits, page.total) == ((), 0), near
        page = engine.search(SearchQuery("", PUBLIC, near=Near(50.8, 7.1, inf), sort=sort))
        assert page.total == sum(1 for d in documents() if d.location and d.audience & PUBLIC)

    def test_a_word_that_many_are_like_finds_them_all(self, engine):
        letters = "abcdefghijklmnopqrstuvwxyz"
        engine.write(
            service(n, f"kolonie{a}{b}")
            for n, (a, b) in enumerate(itertools.product(letters, "abcde"), 400)
        )
        query = SearchQuery("kolonieqq", PUBLIC, size=500)
        assert engine.search(query).total == 130

    def test_only_what_the_audience_may_see_exists(self, engine):
        assert 8 in self.ids(engine, "Sprachförderung", STAFF)
        assert self.ids(engine, "Zielvereinbarung", STAFF) == [9]
        assert self.ids(engine, "", frozenset()) == []
        assert 13 not in self.ids(engine, "", STAFF)

    def test_hits_bring_what_is_shown_but_not_the_audience(self, engine):
        hit = engine.search(SearchQuery("AsylbLG", PUBLIC)).hits[0]
        assert hit.document.passages[0].anchor == "recht"
        assert (hit.url, hit.kind) == ("/angebote/3/", "service")
        assert hit.document.audience == frozenset()

    def test_completions_are_words_and_titles(self, engine):
        found = engine.suggest("Schul", PUBLIC, 5)
        assert [s.text for s in found] == ["Schuldnerberatung"]
        titles = [(s.text, s.url) for s in engine.suggest("kita son", PUBLIC)]
        assert ("Kita Sonnenschein", "/angebote/2/") in titles
        assert engine.suggest("Zielv", PUBLIC) == ()
        assert engine.suggest("", PUBLIC) == ()
        assert engine.suggest("Schul" * 1000, PUBLIC) == ()

    def test_a_write_is_found_at_once_and_replaces(self, engine):
        before = engine.count()
        engine.write([service(20, "Trampolin")])
        assert self.ids(engine, "Trampolin") == [20]
        engine.write([service(20, "Töpfern")])
        assert self.ids(engine, "Trampolin", audience=PUBLIC) == []
        assert self.ids(engine, "Töpfern") == [20]
        assert engine.count() == before + 1
        engine.write(deletions=["directory.service:20", "directory.service:999"])
        assert engine.count() == before

    def test_a_restricted_document_is_gone_for_others_after_the_write(self, engine):
        engine.write([replace(documents()[3], audience=frozenset({"group:1"}))])
        assert 4 not in self.ids(engine, "Schuldnerberatung")
        assert self.ids(engine, "Schuldnerberatung", STAFF)[0] == 4

    def test_a_broken_document_does_not_stop_the_others(self, engine):
        broken = replace(service(50, "Kaputt"), location=("a", "b"))
        with pytest.raises(Exception, match=r"directory\.service:50"):
            engine.write([broken, service(51, "Trampolin")])
        assert self.ids(engine, "Trampolin") == [51]

    def test_documents_that_can_not_be_indexed_are_named_and_the_others_go_in(self, engine):
        whole = service(1, "Kita")
        broken = [
            replace(whole, title=None),
            replace(whole, title="lone \ud800"),
            replace(whole, audience=frozenset({"\udfff"})),
            *(replace(whole, boost=boost) for boost in (math.nan, 0.1, 8.1)),
            replace(whole, facets={"topic": ("x" * 40_000,)}),
            replace(whole, passages=(Passage(text=None),)),
            *(replace(whole, location=(a, b)) for a, b in [(math.nan, 7), (7, math.inf), (91, 0)]),
        ]
        broken = [replace(each, id=f"directory.service:{n}") for n, each in enumerate(broken, 300)]
        for put in (engine.write, engine.rebuild):
            with pytest.raises(WriteFailed) as failed:
                put([broken[0], service(60, "Allein"), *broken[1:], service(61, "Danach")])
            assert failed.value.errors.keys() == {each.id for each in broken}
            assert failed.value.written == 2
        assert sorted(self.ids(engine)) == [60, 61]

    def test_hidden_documents_do_not_change_what_length_is_usual(self, engine, monkeypatch):
        monkeypatch.setattr(prepared, "_SAMPLE", 5)
        monkeypatch.setattr(prepared, "_HELD_IN_MEMORY", 1000)  # bytes; more goes into a file
        public = [
            service(n, "Kita", "Kita " * (n % 4) + "Betreuung " * 4 * n, updated=None)
            for n in range(1, 20)
        ]
        hidden = [service(100 + n, "Geheim", audience=frozenset({"group:9"})) for n in range(40)]

        def answer():
            page = engine.search(SearchQuery("Kita Betreuung", PUBLIC, size=50))
            return [(hit.id, hit.score) for hit in page.hits]

        assert engine.rebuild(public) == 19
        without = answer()
        assert len(without) == 19
        assert engine.rebuild([*hidden[:20], *public[:3], *hidden[20:], *public[3:]]) == 59
        assert answer() == without
        engine.write([public[2], public[15], *hidden])
        assert answer() == without

    def test_a_boost_multiplies_the_score(self, engine):
        boosts = [0.125, 0.25, 0.5, 0.9, 1.0, 2.0, 8.0]
        engine.rebuild([replace(service(1 + n, "Kita"), boost=b) for n, b in enumerate(boosts)])
        hits = engine.search(SearchQuery("Kita", PUBLIC)).hits
        scores = {number(hit): hit.score for hit in hits}
        assert list(scores) == [7, 6, 5, 4, 3, 2, 1]
        found = [scores[1 + n] / scores[5] for n in range(7)]
        assert found == pytest.approx(boosts, rel=0.002)  # a hair comes from the id

    def test_rebuild_replaces_everything(self, engine):
        assert engine.rebuild([service(60, "Allein")]) == 1
        assert self.ids(engine) == [60]

    def test_searches_are_answered_while_a_rebuild_runs(self, engine):
        started, go_on = threading.Event(), threading.Event()

        def slow():
            yield service(60, "Allein")
            started.set()
            go_on.wait(10)

        thread = threading.Thread(target=lambda: engine.rebuild(slow()))
        thread.start()
        started.wait(10)
        assert self.ids(engine, "Kita") == [2]
        go_on.set()
        thread.join()
        assert self.ids(engine) == [60]

    def test_an_empty_index_answers(self, engine):
        assert engine.rebuild([]) == 0
        page = engine.search(SearchQuery("Kita", PUBLIC, facets=FACETS))
        assert (page.total, page.hits) == (0, ())
        engine.write([service(1, "Kita")])
        assert self.ids(engine, "Kita") == [1]

    def test_ids_change_their_hash_with_the_content(self, engine):
        before = engine.ids()
        assert len(before) == len(documents())
        changed = replace(documents()[0], updated=datetime(2026, 1, 1, tzinfo=UTC))
        engine.write([changed])
        different = {key for key, value in engine.ids().items() if before[key] != value}
        assert different == {changed.id}

    def test_a_fresh_index_is_not_stale(self, engine):
        assert engine.schema_version()
        assert not engine.is_stale()

    @settings(
        max_examples=60, deadline=None,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.differing_executors,  # each engine runs it
        ],
    )  # fmt: skip
    @given(text=st.text(alphabet='abkKüß"-:*~^()[]{}/\\+ §1.&|!<>\x00😀', max_size=40))
    def test_no_text_raises(self, engine, text):
        engine.search(SearchQuery(text, PUBLIC, facets=("topic",)))
        engine.suggest(text, PUBLIC)
