"""An object whose indexing kills the process stops no rebuild for ever: it is counted."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from content.directory.models import Service
from search import deadly, documents, leases, outbox, rebuilding
from search.engine import SearchEngine, get_engine, make_engine
from search.models import IndexChange
from search.tasks import reconcile
from tests.search.making import make_service, titles

pytestmark = pytest.mark.django_db

LABEL = "directory.service"


@pytest.fixture
def killer(index: SearchEngine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service among others that nothing survives; the index is older than all of them."""
    services = [make_service(f"Kurs {number}") for number in range(4)]
    IndexChange.objects.all().delete()
    source = documents.sources()[LABEL]

    def die(row: Any) -> Any:
        if row == services[1]:
            raise KeyboardInterrupt
        return source.describe(row)

    with monkeypatch.context() as patch:
        patch.setitem(documents.sources(), LABEL, documents.Source(source.model, source.rows, die))
        yield services[1]


def leases_end() -> None:
    held = IndexChange.objects.filter(leased_until__isnull=False)
    held.update(leased_until=timezone.now() - timedelta(seconds=1), not_before=timezone.now())


def die_rebuilding(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a process that is killed: nothing of what should follow is done."""
    with monkeypatch.context() as patch:
        patch.setattr(rebuilding.Claim, "release", lambda self: None)
        with pytest.raises(KeyboardInterrupt):
            rebuilding.rebuild()
    leases_end()


def set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    die_rebuilding(monkeypatch)
    die_rebuilding(monkeypatch)
    rebuilding.rebuild()


def test_the_third_rebuild_leaves_it_out_and_counts_it(
    killer: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_aside(monkeypatch)
    assert not rebuilding.running()
    assert titles("Kurs") == {"Kurs 0", "Kurs 2", "Kurs 3"}
    row = IndexChange.objects.get()
    assert (row.key, row.attempts, row.state) == (f"{LABEL}:{killer.pk}", 1, "waiting")
    rebuilding.rebuild()
    assert IndexChange.objects.get().attempts == 1, "the next knows it"
    assert not rebuilding.differences().keys


def test_the_worker_tries_it_after_all_others_and_gives_it_up(
    killer: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_aside(monkeypatch)
    make_service("Kurs 5")
    for number in range(2, leases.MAX_ATTEMPTS):
        leases_end()
        with pytest.raises(KeyboardInterrupt):
            outbox.drain_all()
        assert IndexChange.objects.get().attempts == number
    assert "Kurs 5" in titles("Kurs")
    leases_end()
    outbox.drain_all()
    assert outbox.dead() == 1
    rebuilding.rebuild()
    reconcile()
    assert (outbox.dead(), outbox.waiting()) == (0, 1), "every night it gets another chance"
    rebuilding.rebuild()
    make_service("Kurs 6")
    with pytest.raises(KeyboardInterrupt):
        outbox.drain_all()
    assert "Kurs 6" in titles("Kurs"), "and takes nobody along"


def test_it_comes_back_when_it_is_mended(killer: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    set_aside(monkeypatch)
    documents.sources.cache_clear()
    leases_end()
    outbox.drain_all()
    assert killer.name in titles("Kurs")
    assert IndexChange.objects.count() == 0
    assert not rebuilding.differences().keys


def test_a_change_during_the_rebuild_that_leaves_it_out_is_not_forgotten(
    killer: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    die_rebuilding(monkeypatch)
    die_rebuilding(monkeypatch)
    keep = deadly.keep

    def written_meanwhile(keys: Any) -> list[str]:
        IndexChange.objects.filter(key=f"{LABEL}:{killer.pk}").delete()  # into the old index
        return keep(keys)

    monkeypatch.setattr(deadly, "keep", written_meanwhile)
    rebuilding.rebuild()
    assert outbox.waiting() == 1


def test_a_rebuild_of_another_engine_leaves_the_outbox_as_it_is(
    index: SearchEngine, tmp_path: Any
) -> None:
    make_service("Kurs")
    before = outbox.waiting()
    other = make_engine("embedded", path=tmp_path / "other")
    assert rebuilding.rebuild(other) == 2
    assert outbox.waiting() == before > 0
    outbox.drain_all()
    assert get_engine().ids() == other.ids()
