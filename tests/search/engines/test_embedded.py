"""The embedded engine keeps the contract, and what only a folder can suffer."""

import logging
import threading

import pytest

from search.engine import IndexCorrupt, IndexLocked, IndexMissing, make_engine
from search.engines import embedded
from search.query import SearchQuery
from tests.search.engine_contract import EngineContract
from tests.search.engine_documents import PUBLIC, documents, service


@pytest.fixture
def engine(tmp_path):
    engine = make_engine("embedded", path=tmp_path / "index")
    engine.rebuild(documents())
    return engine


class TestEmbedded(EngineContract):
    pass


def test_without_an_index_a_search_says_so(tmp_path):
    with pytest.raises(IndexMissing):
        make_engine("embedded", path=tmp_path / "none").search(SearchQuery("x", PUBLIC))


def test_a_first_write_makes_an_index(tmp_path):
    engine = make_engine("embedded", path=tmp_path / "new")
    engine.write([service(1, "Kita")])
    assert engine.count() == 1


def test_another_process_sees_writes_and_rebuilds(engine, tmp_path):
    reader = make_engine("embedded", path=tmp_path / "index")
    assert reader.count() == len(documents())
    engine.write([service(70, "Trampolin")])
    assert reader.search(SearchQuery("Trampolin", PUBLIC)).total == 1
    engine.rebuild(documents())
    assert reader.search(SearchQuery("Trampolin", PUBLIC)).total == 0


@pytest.mark.parametrize("name", ["meta.json", "kim.json"])
def test_a_damaged_index_is_named_and_can_be_rebuilt(engine, tmp_path, name):
    folder = engine.store.current()
    (folder / name).write_text("{broken")
    damaged = make_engine("embedded", path=tmp_path / "index")
    with pytest.raises(IndexCorrupt):
        damaged.search(SearchQuery("Kita", PUBLIC))
    damaged.rebuild(documents())
    assert damaged.search(SearchQuery("Kita", PUBLIC)).total


def test_lost_segments_are_named(engine, tmp_path):
    for file in engine.store.current().glob("*.store"):
        file.unlink()
    with pytest.raises(IndexCorrupt):
        make_engine("embedded", path=tmp_path / "index").search(SearchQuery("Kita", PUBLIC))


def test_a_second_writer_waits_and_says_so(engine, tmp_path, caplog):
    second = make_engine("embedded", path=tmp_path / "index")
    with caplog.at_level(logging.WARNING):
        with engine.store.locked(1):
            thread = threading.Thread(target=lambda: second.write([service(71, "Später")]))
            thread.start()
            thread.join(0.3)
            assert thread.is_alive()
        thread.join(10)
    assert "waiting" in caplog.text
    assert second.search(SearchQuery("Später", PUBLIC)).total == 1


def test_a_writer_does_not_wait_for_ever(engine, tmp_path):
    second = make_engine("embedded", path=tmp_path / "index", lock_timeout=0.1)
    with engine.store.locked(1), pytest.raises(IndexLocked):
        second.write([service(72, "Nie")])


def test_a_failed_rebuild_leaves_the_old_index(engine):
    def breaks():
        yield service(1, "Eins")
        raise RuntimeError("source failed")

    with pytest.raises(RuntimeError):
        engine.rebuild(breaks())
    assert engine.count() == len(documents())
    assert len(list(engine.store.path.glob("g-*"))) == 1


def test_an_index_of_other_word_lists_is_stale(engine, monkeypatch):
    monkeypatch.setattr(embedded, "current_schema", lambda: "2-other")
    assert engine.is_stale()
