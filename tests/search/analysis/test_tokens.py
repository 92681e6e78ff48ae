import pytest

from search.analysis import fold, terms_of, tokenize


def tokens(text):
    return [token.text for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("§ 16a SGB II", ["§16a", "sgb2"]),
        ("§16a SGB-II", ["§16a", "sgb2"]),
        ("§§ 16a SGB 2", ["§16a", "sgb2"]),
        ("§60a AufenthG", ["§60a", "aufenthg"]),
        ("AsylbLG", ["asylblg"]),
        ("SGB VIII und SGB XII", ["sgb8", "und", "sgb12"]),
        ("SGB-II-Leistungen", ["sgb2", "leistungen"]),
        ("z. B. und z.B.", ["zb", "und", "zb"]),
        ("Caritas e. V.", ["caritas", "ev"]),
        ("Rhein-Sieg-Kreis", ["rheinsiegkreis"]),
        ("E-Mail Email", ["email", "email"]),
        ("um 14:30 Uhr, 1.000,50 Euro", ["um", "14:30", "uhr", "1.000,50", "euro"]),
        ("Sprachniveau B1", ["sprachniveau", "b1"]),
        ("Berater*innen, Berater:innen, Berater_innen, BeraterInnen", ["beraterinnen"] * 4),
        ("Bürger/-innen", ["buergerinnen"]),
        ("سلام Привет", ["سلام", "привет"]),
        ("", []),
        ("§ § - . :", []),
    ],
)
def test_text_is_cut_into_tokens(text, expected):
    assert tokens(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Das Haus, der Hof; die Straße.",
        "SGBII sgb2 xSGB II SGBX SGB-II-Leistungen nach SGB II, § 16a",
        "Berater*innen Bürger/-innen Lehrer:in Koch_in Müll- und Rhein-Sieg-Kreis",
        "a_bc de_fg A\u0308mter abc1 1abc ſGB II z. B. e.V. 14:30",
    ],
)
def test_text_is_cut_alike_with_and_without_places(text):
    assert [term.word for term in terms_of(text)] == tokens(text)


def test_a_hyphenated_word_keeps_its_pieces():
    assert next(tokenize("Rhein-Sieg-Kreis")).pieces == ("rhein", "sieg", "kreis")


def test_a_token_knows_its_place_in_the_text():
    text = "Nach § 16a SGB II möglich"
    assert [text[t.start : t.end] for t in tokenize(text)] == [
        "Nach", "§ 16a", "SGB II", "möglich",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Flüchtling", "Fluechtling"),
        ("Straße", "STRASSE"),
        ("Şahin", "sahin"),
        ("Café", "cafe"),
        ("Łódź", "lodz"),
        ("A\u0308mter", "Ämter"),
    ],
)
def test_spellings_of_a_word_are_folded_together(one, two):
    assert fold(one) == fold(two)


@pytest.mark.parametrize("letters", ["kinder", "ä", "7", "1.", "ab-", "x*in"])
def test_a_million_letters_without_a_blank_are_one_short_term(letters):
    text = letters * (1_000_000 // len(letters))
    assert all(len(term.word) <= 1000 for term in terms_of(text))
    assert all(len(token.text) <= 1000 for token in tokenize(text))
