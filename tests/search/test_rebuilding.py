"""What changes while the index is built anew ends in the new index, on both engines."""

import math
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from content.directory.models import Service
from search import documents, outbox, rebuilding
from search.engine import IndexLocked, get_engine
from search.index_document import IndexDocument
from search.models import IndexChange
from search.tasks import drain_outbox, reconcile
from tests.search.making import make_service, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def services(either_index: Any) -> list[Service]:
    either_index.__dict__["_engine"].lock_timeout = 0.1  # of the embedded one
    found = [make_service(f"Kurs {number}") for number in range(4)]
    outbox.drain_all()
    return found


def change_meanwhile(monkeypatch: pytest.MonkeyPatch, services: list[Service]) -> None:
    """Once, after the second document was read: rename the first, delete the last, add one."""
    build_all = documents.build_all

    def slowly(failed: list[str] | None = None, **more: Any) -> Iterator[IndexDocument]:
        monkeypatch.setattr(documents, "build_all", build_all)
        for number, document in enumerate(list(build_all(failed, **more))):
            if number == 2:
                services[0].name = "Umbenannt"
                services[0].save()
                services[3].delete()
                make_service("Hinzugekommen")
                outbox.drain_all()
            yield document

    monkeypatch.setattr(documents, "build_all", slowly)


def test_changes_during_a_rebuild_end_in_the_new_index(
    services: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        change_meanwhile(patch, services)
        rebuilding.rebuild()
    assert outbox.waiting() >= 3
    outbox.drain_all()
    assert not rebuilding.differences().keys
    assert {"Umbenannt", "Hinzugekommen"} <= titles("")


def test_a_rebuild_that_was_asleep_for_too_long_compares_at_its_end(
    services: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        change_meanwhile(patch, services)
        # the lease has ended before anything was read: nobody holds the changes back
        patch.setattr(rebuilding, "LEASE", timedelta(seconds=-1))
        rebuilding.rebuild()
    IndexChange.objects.update(not_before=timezone.now())
    outbox.drain_all()
    assert not rebuilding.differences().keys
    assert {"Umbenannt", "Hinzugekommen"} <= titles("")


def test_a_rebuild_that_another_took_over_gives_up(
    services: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "RENEW_AFTER", 0.0)
    build_all = documents.build_all

    def overtaken(failed: list[str] | None = None, **more: Any) -> Iterator[IndexDocument]:
        IndexChange.objects.filter(key=rebuilding.REBUILD_KEY).update(version=time.time_ns())
        yield from build_all(failed, **more)

    monkeypatch.setattr(documents, "build_all", overtaken)
    with pytest.raises(IndexLocked):
        rebuilding.rebuild()
    assert rebuilding.running(), "the other one holds its claim"
    assert "Kurs 1" in titles("Kurs")


def test_the_claim_of_a_rebuild_that_died_ends_by_itself(services: list[Service]) -> None:
    rebuilding.Claim()
    IndexChange.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert rebuilding.rebuild() == 5


def test_what_a_rebuild_could_not_read_waits_in_the_outbox(
    services: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = documents.sources()["directory.service"]

    def describe(row: Any) -> Any:
        if row == services[1]:
            raise ValueError("broken")
        return source.describe(row)

    with monkeypatch.context() as patch:
        broken = documents.Source(source.model, source.rows, describe)
        patch.setitem(documents.sources(), "directory.service", broken)
        assert rebuilding.rebuild() == 4
    assert outbox.waiting() == 1
    outbox.drain_all()
    assert not rebuilding.differences().keys


def test_what_an_index_refuses_stops_no_rebuild_and_has_its_attempts_counted(
    services: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = documents.sources()["directory.service"]

    def describe(row: Any) -> Any:
        found = source.describe(row)
        return replace(found, location=(math.nan, 7.0)) if row == services[1] else found

    broken = documents.Source(source.model, source.rows, describe)
    monkeypatch.setitem(documents.sources(), "directory.service", broken)
    services[1].save()
    monkeypatch.setattr(type(get_engine()._engine), "is_stale", lambda self: True)  # type: ignore[attr-defined]
    outbox.drain()
    monkeypatch.undo()
    assert not rebuilding.running()
    assert titles("Kurs") == {"Kurs 0", "Kurs 2", "Kurs 3"}
    monkeypatch.setitem(documents.sources(), "directory.service", broken)
    outbox.drain()
    row = IndexChange.objects.get()
    assert (row.key, row.attempts) == (f"directory.service:{services[1].pk}", 1)
    assert rebuilding.differences().keys == ()


def test_the_worker_builds_a_missing_index_without_a_change(no_index: None) -> None:
    make_service("Kurs")
    IndexChange.objects.all().delete()
    drain_outbox()
    assert get_engine().count() == 2


def test_the_nightly_comparison_mends_and_gives_dead_changes_another_chance(
    services: list[Service],
) -> None:
    Service.objects.filter(pk=services[0].pk).update(name="Heimlich")
    outbox.record(services[1])
    IndexChange.objects.update(state="dead")
    reconcile()
    assert (outbox.waiting(), outbox.dead()) == (2, 0)
    outbox.drain_all()
    assert "Heimlich" in titles("")
