"""What coordinators find of the search in the menus of the editing area."""

from typing import Any

import pytest
from django.test import Client

from portal.accounts.sync import sync_roles
from search.models import SynonymSet

pytestmark = pytest.mark.django_db
LIST = "/verwaltung/snippets/search/synonymset/"


def test_synonyms_stand_in_the_menu_under_their_own_name(client: Client, people: Any) -> None:
    sync_roles()
    client.force_login(people["Koordination"])
    page = client.get("/verwaltung/").content.decode()
    assert '"Synonyme der Suche"' in page
    assert f'"url": "{LIST}"' in page
    assert '"Schnipsel"' not in page


def test_the_list_of_synonyms_shows_words_and_direction(client: Client, people: Any) -> None:
    sync_roles()
    SynonymSet.objects.create(terms="Kita\nKindergarten")
    client.force_login(people["Koordination"])
    page = client.get(LIST).content.decode()
    assert "Kita = Kindergarten" in page
    assert "Jedes Wort findet alle anderen" in page
