"""The list of synonyms that a new portal starts with."""

import pytest

from search import starter_synonyms, synonyms
from search.models import SynonymSet
from tests.search.making import PUBLIC, make_service, titles

pytestmark = pytest.mark.django_db


def test_a_kindergarten_child_finds_what_a_kita_offers(drained) -> None:
    starter_synonyms.load()
    make_service("Frühe Sprache in der Kita")
    make_service("Hilfe beim Umzug")
    drained()
    assert titles("Kindergartenkind", PUBLIC, synonyms=synonyms.mapping()) == {
        "Frühe Sprache in der Kita"
    }


def test_loading_again_adds_nothing_and_keeps_what_editors_changed() -> None:
    added = starter_synonyms.load()
    row = SynonymSet.objects.get(terms__startswith="VHS")
    row.terms, row.active = "VHS\nVolkshochschule\nAbendschule", False
    row.save()
    assert added > 30
    assert starter_synonyms.load() == 0
    row.refresh_from_db()
    assert (row.words[-1], row.active) == ("Abendschule", False)


def test_every_set_of_the_list_is_one_an_editor_could_enter() -> None:
    starter_synonyms.load()
    for row in SynonymSet.objects.all():
        row.full_clean()
