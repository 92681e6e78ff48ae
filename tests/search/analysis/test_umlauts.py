"""Umlauts: one word however it is spelt, two words where they make two."""

import pytest

from search.analysis import fold, stem, terms_of
from search.analysis.stemming import with_umlaut


def stem_of(word):
    return stem(fold(word))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Förderung", "Foerderung"),
        ("Förderung", "FÖRDERUNGEN"),
        ("Förderung", "gefördert"),
        ("fördern", "foerdert"),
        ("Forderung", "fordern"),
        ("schön", "schoene"),
        ("Stücke", "Stueck"),
        ("Träger", "Traegern"),
        ("Haus", "Häuser"),
        ("Mutter", "Mütter"),
        ("Flüchtling", "Fluchtling"),
        ("Antrag", "Anträge"),
        ("Stadt", "Städten"),
    ],
)
def test_one_word(one, other):
    assert stem_of(one) == stem_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Förderung", "Forderung"),
        ("fördern", "fordern"),
        ("schön", "schon"),
        ("drücken", "drucken"),
        ("zählen", "zahlen"),
        ("Stück", "Stuck"),
        ("Bürger", "Burg"),
        ("Küche", "Kuchen"),
        ("Träger", "tragen"),
        ("Auszählung", "Auszahlung"),
    ],
)
def test_two_words(one, other):
    assert stem_of(one) != stem_of(other)
    assert with_umlaut(stem_of(other)) == stem_of(one)
    assert with_umlaut(stem_of(one)) == ""


def test_parts_of_a_compound_keep_the_umlaut():
    (support,) = terms_of("Sprachförderung")
    (claim,) = terms_of("Geldforderung")
    assert stem_of("Förderung") in support.parts
    assert stem_of("Forderung") in claim.parts
    assert stem_of("Förderung") not in claim.parts
