"""What an asker may not see does not exist: nothing in an answer gives it away."""

import random

import pytest

from search.engine import make_engine
from search.query import SearchQuery
from tests.search.engine_documents import FACETS, SYNONYMS, documents, service

AUDIENCES = {
    "anonymous": frozenset({"public"}),
    "partner": frozenset({"public", "login", "organization:4"}),
    "staff": frozenset({"public", "login", "group:1"}),
}
SECRET = frozenset({"group:9"})
HIDDEN_TEXT = """Geheimprojekt Sprachförderung Kita Beratung Konzept Kreis Flüchtlinge Amt
Härtefallkommission Kinder Kinder Kinder Rathaus Deutsch"""
HIDDEN_WORDS = HIDDEN_TEXT.split()
SYLLABLES = ["ka", "ki", "ber", "rat", "sch", "ta", "ung", "flü", "amt", "kon", "zept", "geh"]


def hidden(count=40):
    """Return documents nobody of AUDIENCES may see, with words that others have and new ones."""
    chance = random.Random(3)
    return [
        service(
            1000 + number,
            " ".join(chance.choices(HIDDEN_WORDS, k=3)),
            " ".join(chance.choices(HIDDEN_WORDS, k=chance.randrange(1, 60))),
            SECRET,
            topic="geheim bildung",
            municipality="troisdorf",
        )
        for number in range(count)
    ]


def texts(count):
    """Return query texts: words of visible and of hidden documents, typos, prefixes, noise."""
    chance = random.Random(5)
    vocabulary = [*HIDDEN_WORDS, "Sprache", "Eltern", "Hilfe", "Träger", "Praxen", "Impfung"]
    for _ in range(count):
        words = chance.choices(vocabulary, k=chance.randrange(1, 4))
        if chance.random() < 0.3:
            place = chance.randrange(1, len(words[0]))
            words[0] = words[0][:place] + words[0][place + 1 :]
        if chance.random() < 0.2:
            words.append("".join(chance.choices(SYLLABLES, k=2)))
        text = " ".join(words)
        yield f'"{text}"' if chance.random() < 0.1 else text


@pytest.fixture
def two_worlds(tmp_path):
    """Two engines: one has never heard of the hidden documents."""
    with_hidden = make_engine("embedded", path=tmp_path / "with")
    without = make_engine("embedded", path=tmp_path / "without")
    mixed = documents() + hidden()
    random.Random(11).shuffle(mixed)
    with_hidden.rebuild(mixed)
    without.rebuild(documents())
    return with_hidden, without


@pytest.mark.parametrize("role", AUDIENCES)
def test_answers_are_the_same_with_and_without_hidden_documents(two_worlds, role):
    with_hidden, without = two_worlds
    for text in texts(350):
        query = SearchQuery(text, AUDIENCES[role], facets=FACETS, synonyms=SYNONYMS)
        one, two = with_hidden.search(query), without.search(query)
        assert [(h.id, h.score) for h in one.hits] == [(h.id, h.score) for h in two.hits], text
        assert (one.total, one.facets) == (two.total, two.facets), text
        assert (one.suggestion, one.relaxed) == (two.suggestion, two.relaxed), text
        assert with_hidden.suggest(text[:4], AUDIENCES[role]) == without.suggest(
            text[:4], AUDIENCES[role]
        ), text


def test_who_may_see_them_finds_them(two_worlds):
    query = SearchQuery("Härtefallkommission", SECRET)
    assert two_worlds[0].search(query).total
    assert not two_worlds[1].search(query).total
