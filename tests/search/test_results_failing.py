"""An engine that stops answering in the middle of a page costs what is beside the results."""

from typing import Any

import pytest
from django.test import Client

from search import outbox, results
from search.engine import EngineUnavailable
from tests.search.making import make_service

pytestmark = pytest.mark.django_db


class FailsAfter:
    """The real engine for `answers` questions, then none."""

    def __init__(self, engine: Any, answers: int) -> None:
        self.engine = engine
        self.left = answers

    def search(self, query: Any) -> Any:
        if not self.left:
            raise EngineUnavailable("gone")
        self.left -= 1
        return self.engine.search(query)


@pytest.mark.parametrize("answers", range(6))
@pytest.mark.parametrize("query", ["Sprachkurs", "Quastenflosser -Kurs", "Sprachkurs -Sprachkurs"])
def test_the_page_is_answered(
    client: Client, index: Any, monkeypatch: Any, query: str, answers: int
) -> None:
    make_service("Sprachkurs")
    outbox.drain_all()
    monkeypatch.setattr(results, "get_engine", lambda: FailsAfter(index, answers))
    response = client.get("/suche/", {"q": query, "tab": "directory", "topic": "sprache"})
    assert response.status_code == 200
    assert response.context["answer"].reduced == (answers == 0)
    assert ("Eingeschränkte Suche" in response.content.decode()) == (answers == 0)
