import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import analysis_version, fold, stem, stemming, terms_of
from search.analysis.compounds import begun, split, word_lists
from search.analysis.stemming import read_words


def parts(word):
    return list(split(fold(word)))


def stems(*words):
    return [stem(fold(word)) for word in words]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Gesundheitsamt", ("Gesundheit", "Amt")),
        ("Gesundheitsämter", ("Gesundheit", "Amt")),
        ("Sprachförderung", ("Sprache", "Förderung")),
        ("Kindergartenkind", ("Kindergarten", "Kind")),
        ("Integrationskurse", ("Integration", "Kurs")),
        ("Flüchtlingsberatungsstellen", ("Flüchtling", "Beratung", "Stelle")),
        ("Jugendmigrationsdienst", ("Jugend", "Migration", "Dienst")),
        ("Kinderarzt", ("Kind", "Arzt")),
        ("Kinderbetreuungskosten", ("Kind", "Betreuung", "Kosten")),
        ("Aufenthaltserlaubnis", ("Aufenthalt", "Erlaubnis")),
        ("Breitbandnetze", ("Breit", "Band", "Netz")),
        ("Deutschkurs", ("Deutsch", "Kurs")),
        ("Schuldnerberatung", ("Schuldner", "Beratung")),
        ("Sprachmittlerinnen", ("Sprache", "Mittler")),
        ("Antragsteller", ("Antrag", "Steller")),
        ("Wohnungsgeberbestätigung", ("Wohnung", "Geber", "Bestätigung")),
        ("Schulrecht", ("Schule", "Recht")),
    ],
)
def test_a_compound_is_taken_apart(word, expected):
    assert parts(word) == stems(*expected)


WHOLE = """Beratung Migration Verantwortung Begleitung Toleranz Konzerte Kantine Legende Textil
    Vorstand Ergebnis Interesse Kindergarten Nachtisch Krankenhaus Teilhabe Amt Erziehung
    Donnerstage Antragstellerliste2 Orientierung Zielvereinbarung"""


@pytest.mark.parametrize("word", WHOLE.split())
def test_what_only_looks_like_a_compound_stays_whole(word):
    assert parts(word) == []


@pytest.mark.parametrize("word", ["Kindergärten", "Kindergartens", "Notrufs", "Haushalts"])
def test_forms_of_a_listed_word_stay_whole_as_it_does(word):
    assert parts(word) == []


@pytest.mark.parametrize(
    "forms",
    [
        "Sprachkurs Sprachkurse Sprachkursen Sprach-Kurse",
        "Jugendzentrum Jugendzentren Jugend-Zentrums",
        "Schulbus Schulbusse",
        "Familienkita Familienkitas",
        "Kinderarzt Kinderärztin Kinderärzte",
        "Sprachkenntnis Sprachkenntnisse",
        "Aufenthaltsverlängerung Aufenthaltsverlängerungen",
        "Sprachförderung Sprachfoerderungen Sprachforderung",  # typed without its umlaut
    ],
)
def test_a_compound_is_inflected_as_its_last_part(forms):
    assert len({term.stem for term in terms_of(forms)}) == 1


@pytest.mark.parametrize(
    ("word", "beginning"),
    [("Sprachkurse", "sprach"), ("Kinderärzte", "kinder"), ("Schülerausweise", "schueler")],
)
def test_the_beginning_of_a_compound_stays_as_written(word, beginning):
    (term,) = terms_of(word)
    assert term.stem == beginning + term.parts[-1]


@pytest.mark.parametrize(
    ("typed", "expected", "rest"),
    [
        ("Kindergartenpl", ("Kindergarten",), "pl"),
        ("Sprachförd", ("Sprache",), "foerd"),
        ("Migrationsberatungsst", ("Migration", "Beratung"), "st"),
        ("Kindergarten", (), "kindergarten"),  # known whole
        ("Kurs", (), "kurs"),
        ("Xylophon", (), "xylophon"),
        ("Kinder2", (), "kinder2"),
    ],
)
def test_the_parts_that_a_compound_begins_with(typed, expected, rest):
    assert begun(fold(typed)) == (tuple(stems(*expected)), rest)


@given(st.text(alphabet="abcdefghiklmnorstuwz", max_size=40))
def test_any_letters_can_be_tried(word):
    assert len(split(word)) != 1


def test_a_very_long_word_stays_whole():
    assert split("kinder" * 150) == ()


def test_the_domain_list_has_at_least_400_words():
    words = {word for line in read_words("domain_words.txt") for word in line}
    assert len(words) >= 400


@pytest.mark.parametrize("name", ["stem_overrides.txt", "umlaut_words.txt"])
def test_another_list_of_stems_is_another_version(name, monkeypatch):
    before = analysis_version()
    read = stemming.read_words
    monkeypatch.setattr(
        stemming, "read_words", lambda n: [*read(n), ["neues", "wort"]] if n == name else read(n)
    )
    analysis_version.cache_clear()
    assert analysis_version() != before
    monkeypatch.undo()
    analysis_version.cache_clear()


def test_the_lists_in_use_are_named_and_part_of_the_version():
    assert {"domain_words.txt", "common_words.txt"} <= set(word_lists())
    assert analysis_version().count("-") == 1
