"""File names within the zip: readable, harmless, each of them once."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctemplates.batch.names import MAX_BYTES, UniqueNames, safe_stem

FORBIDDEN = set('<>:"/\\|?*')
TEXTS = st.text(max_size=300) | st.text(alphabet="./\\ CONaux<>:\0\u202e", max_size=30)


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Träger für Häuser e.V.", "Träger für Häuser e.V"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\Windows\\x", "C Windows x"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("  viel \n Platz\t", "viel Platz"),
        ("con", "_con"),
        ("LPT1.txt", "_LPT1.txt"),
        ("...", "Dokument"),
        ("", "Dokument"),
    ],
)
def test_a_name_stays_readable_and_does_no_harm(text, stem):
    assert safe_stem(text) == stem


@given(TEXTS)
def test_whatever_is_typed_the_name_is_harmless(text):
    stem = safe_stem(text)
    assert stem
    assert not FORBIDDEN & set(stem)
    assert not any(unicodedata.category(char)[0] == "C" for char in stem)
    assert not stem.startswith((".", " "))
    assert not stem.endswith((".", " "))
    assert len(stem.encode()) <= MAX_BYTES + 1
    stem.encode()  # no halves of pairs


@given(st.lists(TEXTS, max_size=40))
def test_no_two_names_are_the_same_on_any_system(texts):
    names = UniqueNames()
    made = [unicodedata.normalize("NFC", names.take(text).casefold()) for text in texts]
    assert len(set(made)) == len(texts)
    assert all(name.endswith(".docx") for name in made)


def test_a_number_tells_equal_names_apart():
    names = UniqueNames()
    taken = [names.take(text) for text in ("Verein", "verein", "Verein (2)", "Verein")]
    assert taken == ["Verein.docx", "verein (2).docx", "Verein (2) (2).docx", "Verein (3).docx"]
