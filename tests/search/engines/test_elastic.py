"""The Elasticsearch engine keeps the contract on a real server, and agrees with the other."""

import os
import random
import socket
import time
import uuid

import pytest

from search.engine import EngineUnavailable, IndexMissing, make_engine
from search.query import Near, SearchQuery
from tests.search.engine_contract import EngineContract
from tests.search.engine_documents import FACETS, PUBLIC, STAFF, documents, service
from tests.search.engine_questions import questions

pytestmark = pytest.mark.services
URL = os.environ.get("KIM_TEST_ELASTICSEARCH_URL", "http://127.0.0.1:59200")


def _answers():
    host, _, port = URL.removeprefix("http://").partition(":")
    try:
        socket.create_connection((host, int(port or 9200)), timeout=1).close()
    except OSError:
        return False
    return True


@pytest.fixture
def name():
    if not _answers():
        pytest.skip(f"no Elasticsearch at {URL}")
    return f"kim-test-{uuid.uuid4().hex[:8]}"


@pytest.fixture
def engine(name):
    engine = make_engine("elastic", url=URL, index=name, timeout=20)
    engine.rebuild(documents())
    yield engine
    remove(engine)


def remove(engine):
    engine.drop()
    engine.close()


class TestElastic(EngineContract):
    pass


def test_without_an_index_a_search_says_so(name):
    with pytest.raises(IndexMissing):
        make_engine("elastic", url=URL, index=name).search(SearchQuery("x", PUBLIC))


def test_a_first_write_makes_an_index(name):
    engine = make_engine("elastic", url=URL, index=name, timeout=20)
    engine.write([service(1, "Kita")])
    assert engine.count() == 1
    remove(engine)


def test_older_versions_change_nothing(engine):
    engine.write([service(80, "Trampolin")], version=5)
    engine.write([service(80, "Fahrrad")], version=4)
    engine.write(deletions=["directory.service:80"], version=3)
    assert engine.search(SearchQuery("Trampolin", PUBLIC)).total == 1
    engine.write(deletions=["directory.service:80"], version=6)
    assert engine.search(SearchQuery("Trampolin", PUBLIC)).total == 0


def test_a_rebuild_leaves_one_index_and_a_failed_one_nothing(engine, name):
    def breaks():
        yield service(1, "Eins")
        raise RuntimeError("source failed")

    engine.rebuild(documents())
    with pytest.raises(RuntimeError):
        engine.rebuild(breaks())
    assert len(engine.client.indices.get(index=f"{name}-*")) == 1
    assert engine.count() == len(documents())


def test_a_server_that_stays_silent_is_given_up_after_seconds():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        engine = make_engine("elastic", url=url, index="kim-silent", timeout=1)
        start = time.monotonic()
        with pytest.raises(EngineUnavailable):
            engine.search(SearchQuery("Kita", PUBLIC))
        assert time.monotonic() - start < 5


def test_a_server_that_is_down_is_named():
    with pytest.raises(EngineUnavailable):
        make_engine("elastic", url="http://127.0.0.1:1").search(SearchQuery("Kita", PUBLIC))


def test_both_engines_give_the_same_answers(engine, tmp_path):
    other = make_engine("embedded", path=tmp_path / "index")
    other.rebuild(documents())
    asked = list(questions())
    assert len(asked) >= 400
    for query in asked:
        one, two = engine.search(query), other.search(query)
        assert [h.id for h in one.hits] == [h.id for h in two.hits], query
        assert (one.total, one.facets) == (two.total, two.facets), query
        assert (one.suggestion, one.relaxed) == (two.suggestion, two.relaxed), query
        if query.sort == "relevance":
            scores = [h.score for h in two.hits]
            assert [h.score for h in one.hits] == pytest.approx(scores, rel=1e-4), query


def test_both_engines_complete_alike(engine, tmp_path):
    other = make_engine("embedded", path=tmp_path / "index")
    other.rebuild(documents())
    for prefix in ("k", "schul", "beratung f", "kita", "ä", "gesund", "zielv", "x"):
        for audience in (PUBLIC, STAFF):
            assert engine.suggest(prefix, audience) == other.suggest(prefix, audience), prefix


def many():
    """Return some hundred documents that are much alike, written in no order."""
    topics = ("Kita", "Beratung", "Kinderkurs", "Sprachkurs Deutsch", "Kleiderkammer", "Schulamt")
    found = [
        service(
            number,
            f"{topics[number % 6]} {number // 50}",
            f"{topics[number % 5]} im Kreis",
            audience=STAFF if number % 7 == 0 else PUBLIC,
            topic=("geld", "recht", "bildung")[number % 3],
            location=(50.7 + number % 20 / 50, 7 + number % 13 / 40) if number % 4 else None,
        )
        for number in range(400)
    ]
    return random.Random(3).sample(found, len(found))


def test_both_engines_agree_about_many_documents(engine, tmp_path):
    other = make_engine("embedded", path=tmp_path / "index")
    for each in (engine, other):
        each.rebuild(many())
    for prefix in ("k", "ki", "be", "sprachkurs d", "schul", "kl"):
        for audience in (PUBLIC, STAFF):
            assert engine.suggest(prefix, audience) == other.suggest(prefix, audience), prefix
    near = Near(50.8031, 7.1077, 15)
    for text in ("Kita", "Beratung Kreis", "Kinder", "Kurs", ""):
        for sort in ("title", "updated", "distance"):
            for page in (1, 3):
                query = SearchQuery(text, PUBLIC, facets=FACETS, sort=sort, near=near, page=page)
                one, two = engine.search(query), other.search(query)
                assert [h.id for h in one.hits] == [h.id for h in two.hits], query
                assert (one.total, one.facets) == (two.total, two.facets), query
        query = SearchQuery(text, STAFF, facets=FACETS, size=1000)
        one, two = engine.search(query), other.search(query)
        assert {h.id for h in one.hits} == {h.id for h in two.hits}, query
        assert (one.total, one.facets) == (two.total, two.facets), query


def test_a_worker_that_read_before_a_rebuild_does_not_overwrite_it(engine):
    before = time.time_ns()
    engine.rebuild([service(90, "Neu")])
    engine.write([service(90, "Veraltet")], version=before)
    assert engine.search(SearchQuery("Neu", PUBLIC)).total == 1
    engine.write([service(90, "Neuer")], version=time.time_ns())
    assert engine.search(SearchQuery("Neuer", PUBLIC)).total == 1


def test_what_a_killed_rebuild_left_goes_with_the_next_one(engine, name):
    old = time.time_ns() - 2 * 3600 * 10**9
    left, young, other = f"{name}-{old}", f"{name}-{time.time_ns()}", f"{name}-other-{old}"
    for index in (left, young, other):
        engine.client.indices.create(index=index)
    try:
        engine.rebuild(documents())
        found = set(engine.client.indices.get_alias(index=f"{name}-*"))
        assert left not in found
        assert {young, other} <= found
    finally:
        for index in (young, other):
            engine.client.indices.delete(index=index)


@pytest.mark.parametrize(
    ("replicas", "setting"),
    [("0", {"number_of_replicas": "0"}), ("", {"auto_expand_replicas": "0-1"})],
)
def test_the_template_has_the_replicas_of_the_environment(name, replicas, setting):
    engine = make_engine("elastic", url=URL, index=name, timeout=20, replicas=replicas)
    engine.rebuild([service(1, "Kita")])
    (found,) = engine.client.indices.get_settings(index=name).values()
    assert setting.items() <= found["settings"]["index"].items()
    rows = engine.client.indices.get_index_template(name=name)["index_templates"]
    assert rows[0]["index_template"]["index_patterns"] == [f"{name}-*"]
    engine.drop()
    assert not engine.client.indices.exists_index_template(name=name)
    engine.close()
