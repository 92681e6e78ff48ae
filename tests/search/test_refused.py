"""What can't be written leaves the index: its old entry may show it to the wrong people."""

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from search import audience, documents, leases, outbox, rebuilding
from search.engine import SearchEngine, get_engine
from search.engines import prepared
from search.models import IndexChange
from search.tasks import reconcile
from tests.factories.library import ConceptPageFactory, SiteTree, restrict
from tests.search.making import PUBLIC, make_service, titles

pytestmark = pytest.mark.django_db

TITLE = "Konzept Kranichflug"
LABEL = "library.conceptpage"

Describe = Callable[[Any], Any]
Breaking = Callable[[Describe, Any], Any]


class Mendable:
    """A page, and a way to break and to mend how it is described."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.key = f"{LABEL}:{page.pk}"
        self.source = documents.sources()[LABEL]

    def broken(self, breaking: Breaking) -> documents.Source:
        def describe(row: Any) -> Any:
            return breaking(self.source.describe, row)

        return documents.Source(self.source.model, self.source.rows, describe)


def make_mendable(site: SiteTree) -> Mendable:
    made = Mendable(ConceptPageFactory(parent=site.sections["konzepte"], title=TITLE))
    make_service("Kranichzug")
    outbox.drain_all()
    assert TITLE in titles("Kranichflug")
    return made


@pytest.fixture
def thing(either_index: SearchEngine, site: SiteTree) -> Mendable:
    return make_mendable(site)


def refused(describe: Describe, row: Any) -> Any:
    return replace(describe(row), location=(math.nan, 7.0))


def unreadable(describe: Describe, row: Any) -> Any:
    raise ValueError("broken")


def nowhere(describe: Describe, row: Any) -> Any:
    return replace(describe(row), location=(200.0, 7.0))


def deadly(describe: Describe, row: Any) -> Any:
    raise KeyboardInterrupt


def everything_is_due() -> None:
    now = timezone.now()
    IndexChange.objects.update(not_before=now)
    held = IndexChange.objects.filter(leased_until__isnull=False)
    held.update(leased_until=now - timedelta(seconds=1))


def assert_found_by_nobody(thing: Mendable, people: dict[str, Any]) -> None:
    for asker in (PUBLIC, *(audience.of_user(people[role]) for role in people)):
        assert TITLE not in titles("Kranichflug", asker)
        assert TITLE not in titles("", asker)
        assert TITLE not in [row.text for row in get_engine().suggest("Kranichf", asker)]
    assert thing.key not in get_engine().ids()
    assert "Kranichzug" in titles("Kranichzug"), "others stay"


def assert_back(people: dict[str, Any]) -> None:
    everything_is_due()
    outbox.drain_all()
    assert TITLE in titles("Kranichflug", audience.of_user(people["Leitung"]))
    for asker in (PUBLIC, audience.of_user(people["Fachkraft"])):
        assert TITLE not in titles("Kranichflug", asker)
    assert IndexChange.objects.count() == 0
    assert not rebuilding.differences().keys


@pytest.mark.parametrize("breaking", [refused, unreadable])
def test_it_is_found_by_nobody_until_it_is_mended(
    thing: Mendable, people: dict[str, Any], breaking: Breaking, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(leases, "MAX_ATTEMPTS", 3)
        patch.setitem(documents.sources(), LABEL, thing.broken(breaking))
        restrict(thing.page, "Leitung")
        outbox.drain()
        assert_found_by_nobody(thing, people)
        row = IndexChange.objects.get()
        assert (row.key, row.attempts) == (thing.key, 1)
        for _ in range(leases.MAX_ATTEMPTS):
            everything_is_due()
            outbox.drain()
        assert outbox.dead() == 1
        rebuilding.rebuild()
        assert_found_by_nobody(thing, people)
    reconcile()
    assert_back(people)


@pytest.mark.services
def test_what_the_server_itself_refuses_too(
    elastic_index: Any, site: SiteTree, people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    thing = make_mendable(site)
    with monkeypatch.context() as patch:
        patch.setitem(documents.sources(), LABEL, thing.broken(nowhere))
        patch.setattr(prepared, "check", lambda document: None)
        restrict(thing.page, "Leitung")
        assert outbox.drain().failed == 1
        assert "latitude" in IndexChange.objects.get().last_error
        assert_found_by_nobody(thing, people)
    assert_back(people)


def test_what_kills_the_worker_leaves_the_index_when_it_did_so_alone(
    index: SearchEngine, site: SiteTree, people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    thing = make_mendable(site)
    with monkeypatch.context() as patch:
        patch.setitem(documents.sources(), LABEL, thing.broken(deadly))
        restrict(thing.page, "Leitung")
        for _ in range(3):  # with others, alone, and alone without its entry
            with pytest.raises(KeyboardInterrupt):
                outbox.drain()
            everything_is_due()
        assert_found_by_nobody(thing, people)
    assert_back(people)


def test_a_comparison_is_not_stopped_by_what_can_not_be_described(
    thing: Mendable, people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    restrict(thing.page, "Leitung")
    IndexChange.objects.all().delete()  # as if no signal had told
    with monkeypatch.context() as patch:
        patch.setitem(documents.sources(), LABEL, thing.broken(unreadable))
        reconcile()
        outbox.drain()
        assert_found_by_nobody(thing, people)
    assert_back(people)
