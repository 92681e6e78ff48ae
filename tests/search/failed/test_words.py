"""Which words of a search are counted: listed ones; no name, no number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.failed.words import MAX_WORDS, countable_words

NAMES = """
Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer
Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange
Schmitt Werner Krause Lehmann Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang
Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth
Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher
Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Dietrich
Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer
Lindner Kirchhof Steinbach Rosenberg Neuhaus Grünwald Yilmaz Kaya Demir Şahin Çelik Yıldız
Öztürk Aydın Özdemir Arslan Mohammed Ahmad Ali Hassan Hussein Omar Fatima Aisha Layla Mariam
Zahra Abdullah Ibrahim Yusuf Mustafa Kowalski Nowak Shevchenko Oksana Olena Popescu Ionescu
Petrov Ivanova Nguyen Tesfaye Gebremedhin Peter Hans Anna Maria Leon Mia Emma Paul Lukas Heike
Sabine Karl-Heinz Hans-Peter Al-Assad
""".split()  # noqa: SIM905


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_not_counted(name: str) -> None:
    assert countable_words(name) == ()
    assert countable_words(name.lower()) == ()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Fatima Yilmaz Sprachkurs 0176 1234567", "sprachkurs"),
        ("Schuldnerberatung für Frau Arbeit in Siegburg", "schuldnerberatung siegburg"),
        ("Zahnarzt arabisch abends", "zahnarzt arabisch abends"),
        ("Kindergeldantrag vom 12.03.1988", "kindergeldantrag"),
        ("max@example.org Wohnung", "wohnung"),
        ("Aktenzeichen 33-4711/B Duldung", "aktenzeichen duldung"),
        ("53721 Fahrradwerkstatt", "fahrradwerkstatt"),
        ("Spielgruppen, Spielgruppen!", "spielgruppen"),
    ],
)
def test_words_of_the_field_are_counted_beside_what_is_dropped(text: str, kept: str) -> None:
    assert " ".join(countable_words(text, ["Siegburg"])) == kept


def test_terms_of_the_directory_and_synonyms_are_listed_words() -> None:
    assert countable_words("Troisdorf Xyzkurs") == ()
    assert countable_words("Troisdorf Xyzkurs", ["Troisdorf", "Xyzkurs"]) == (
        "troisdorf",
        "xyzkurs",
    )


@given(st.text(max_size=300))
def test_any_text_gives_few_words_without_digits(text: str) -> None:
    kept = countable_words(text)
    assert len(kept) <= MAX_WORDS
    assert not any(char.isdigit() or char in "@\n\x00" for word in kept for char in word)
