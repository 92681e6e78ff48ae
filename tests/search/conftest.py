"""An index of its own for every test, a site, people of every role."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission

from search import engine as engine_module
from search import outbox, rebuilding, wakeup
from search.engine import SearchEngine, get_engine
from tests.factories.library import SiteTree, make_site


@pytest.fixture
def index(db: None, settings: Any, tmp_path: Path) -> Iterator[SearchEngine]:
    """The settings' engine in a folder of this test, built from the (empty) database."""
    settings.SEARCH_ENGINE = "embedded"
    settings.SEARCH_PATH = tmp_path / "index"
    engine_module._cached_engine.cache_clear()
    rebuilding.rebuild()
    yield get_engine()
    engine_module._cached_engine.cache_clear()


@pytest.fixture
def elastic_index(db: None, settings: Any, elasticsearch_url: str) -> Iterator[SearchEngine]:
    """As `index`, on the real Elasticsearch."""
    settings.SEARCH_ENGINE = "elastic"
    settings.SEARCH_INDEX = f"kim-test-{uuid.uuid4().hex[:8]}"
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.SEARCH_REPLICAS = "0"
    engine_module._cached_engine.cache_clear()
    rebuilding.rebuild()
    engine: Any = get_engine()
    yield engine
    engine.drop()
    engine.close()
    engine_module._cached_engine.cache_clear()


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=pytest.mark.services)])
def either_index(request: pytest.FixtureRequest) -> SearchEngine:
    """As `index`, once on each engine."""
    name = "index" if request.param == "embedded" else "elastic_index"
    engine: SearchEngine = request.getfixturevalue(name)
    return engine


@pytest.fixture
def no_index(db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    """The settings' engine without an index."""
    settings.SEARCH_ENGINE = "embedded"
    settings.SEARCH_PATH = tmp_path / "nowhere"
    engine_module._cached_engine.cache_clear()
    yield
    engine_module._cached_engine.cache_clear()


@pytest.fixture
def site(db: None) -> SiteTree:
    """A start page with the portal's sections."""
    return make_site()


@pytest.fixture
def people(db: None, django_user_model: Any) -> dict[str, Any]:
    """One account of every role, by role."""
    found = {}
    for role in ("Fachkraft", "Koordination", "Leitung", "Partner"):
        group, _ = Group.objects.get_or_create(name=role)
        if role != "Partner":
            group.permissions.add(
                *Permission.objects.filter(
                    codename__in=["view_internal_service", "view_all_agreements"]
                )
            )
        user = django_user_model.objects.create_user(
            email=f"{role.lower()}@example.org", password="x", display_name=role
        )
        user.groups.add(group)
        found[role] = user
    return found


@pytest.fixture
def drained(index: SearchEngine) -> Callable[[], SearchEngine]:
    """Bring all that waits into the index and return it."""

    def drain() -> SearchEngine:
        outbox.drain_all()
        return index

    return drain


@pytest.fixture(autouse=True)
def broker_is_not_given_up() -> Iterator[None]:
    """A broker that one test broke is tried again in the next."""
    wakeup._silent_until = 0.0
    yield
    wakeup._silent_until = 0.0
