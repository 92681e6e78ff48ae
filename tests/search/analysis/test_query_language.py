import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.query_language import parse


def words(text):
    return [word.term.word for word in parse(text).words]


def test_stop_words_are_left_out_beside_others():
    assert words("Wo gibt es Beratung für Frauen?") == ["beratung", "frauen"]


def test_stop_words_alone_are_searched():
    assert words("über uns") == ["ueber", "uns"]


@pytest.mark.parametrize("quotes", ['""', "„“", "“”", "«»"])
def test_a_phrase_can_be_quoted(quotes):
    query = parse(f"Kurs {quotes[0]}Förderung der Sprache{quotes[1]}")
    assert [[t.word for t in phrase] for phrase in query.phrases] == [
        ["foerderung", "der", "sprache"]
    ]
    assert words("Kurs") == ["kurs"]


def test_a_quote_left_open_ends_with_the_text():
    assert len(parse('"Förderung der Sprache').phrases) == 1


def test_minus_excludes_a_word_or_phrase_only_at_its_beginning():
    query = parse('Kurs -Kita -"zwei Worte" E-Mail')
    assert [len(terms) for terms in query.excluded] == [1, 2]
    assert [word.term.word for word in query.words] == ["kurs", "email"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thema:bildung", (("topic", "bildung"),)),
        ("Ort:troisdorf Kurs", (("municipality", "troisdorf"),)),
        ('sprache:"Dari"', (("language", "dari"),)),
        ("titel:Haus", (("title", "haus"),)),
        ("unbekannt:wert", ()),
        ("Berater:innen", ()),
        ("um 14:30", ()),
    ],
)
def test_known_fields_filter_and_unknown_ones_are_words(text, expected):
    assert parse(text).filters == expected


@pytest.mark.parametrize("text", ["Wie beantrage ich Wohngeld", "Wohngeld?", "Was ist KIM"])
def test_a_question_is_recognised(text):
    assert parse(text).is_question


@pytest.mark.parametrize("text", ["Wohngeld", "Förderung der Sprache", "Beratung für Frauen"])
def test_keywords_are_no_question(text):
    assert not parse(text).is_question


def test_a_very_long_text_is_cut():
    assert len(parse("wort " * 100_000).words) <= 40


@given(st.text())
def test_no_text_raises(text):
    parse(text)


@given(st.text(alphabet='"-:„“()[]{}*~^\\/+ §aA1.&|!<>\x00', max_size=60))
def test_no_mess_of_signs_raises(text):
    parse(text)
