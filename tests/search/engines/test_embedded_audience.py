"""Audiences as sets: whoever shares a token sees the document, nobody else."""

import itertools

import pytest

from search.engine import IndexStale, make_engine
from search.engines import embedded_store
from search.query import SearchQuery
from tests.search.engine_documents import PUBLIC, service

TOKENS = ("public", "login", "group:1", "group:10", "organization:1")
AUDIENCES = [
    frozenset(tokens)
    for size in range(len(TOKENS) + 1)
    for tokens in itertools.combinations(TOKENS, size)
]


@pytest.fixture
def engine(tmp_path):
    engine = make_engine("embedded", path=tmp_path / "index")
    engine.rebuild(service(n, "Angebot", audience=a) for n, a in enumerate(AUDIENCES))
    return engine


@pytest.mark.parametrize("text", ["", "Angebot", "-Kita", '"Angebot"', "Angebto"])
def test_a_document_is_seen_by_who_shares_a_token(engine, text):
    for asker in AUDIENCES:
        expected = {f"directory.service:{n}" for n, a in enumerate(AUDIENCES) if a & asker}
        page = engine.search(SearchQuery(text, asker, size=100, facets=("kind",)))
        assert {hit.id for hit in page.hits} == expected
        assert page.total == len(expected)
        assert sum(facet.count for facet in page.facets["kind"]) == len(expected)


def test_a_new_kind_of_audience_is_known_after_the_write(engine):
    asker = frozenset({"group:77"})
    assert engine.search(SearchQuery("", asker)).total == 0
    engine.write([service(900, "Neu", audience=asker)])
    assert engine.search(SearchQuery("", asker)).total == 1
    assert engine.search(SearchQuery("Neu", PUBLIC)).total == 0


def test_many_audiences_are_one_filter(engine):
    engine.write([service(n, "Viele", audience={f"group:{n}"}) for n in range(1000, 1040)])
    asker = frozenset(f"group:{n}" for n in range(1000, 1020))
    assert engine.search(SearchQuery("Viele", asker)).total == 20


def test_an_index_of_another_layout_is_stale_and_asks_for_a_rebuild(engine):
    folder = engine.store.current()
    info = embedded_store.read_info(folder)
    old = embedded_store.BuildInfo("0-old", info.average_length, info.word_lists)
    embedded_store.write_info(folder, old)
    reader = make_engine("embedded", path=engine.store.path)
    assert reader.is_stale()
    with pytest.raises(IndexStale):
        reader.search(SearchQuery("", PUBLIC))
