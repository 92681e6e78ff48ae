"""The outbox loses nothing: neither a crash, nor a change in between, nor a bad object."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, transaction
from django.utils import timezone
from wagtail.models import Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION

from content.directory.models import Organization, Service
from search import documents, leases, outbox, rebuilding
from search.engine import EngineUnavailable, SearchEngine, get_engine
from search.engines import records
from search.keys import key_of
from search.models import IndexChange
from tests.factories.library import ConceptPageFactory, SiteTree
from tests.search.making import make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(either_index: SearchEngine) -> Service:
    found = make_service("Sprachcafé")
    outbox.drain_all()
    return found


def key(service: Service) -> str:
    return f"directory.service:{service.pk}"


def test_a_saved_object_is_in_the_index_after_draining(service: Service) -> None:
    assert key(service) in get_engine().ids()
    assert outbox.waiting() == 0


def test_a_change_that_is_rolled_back_leaves_no_row(service: Service) -> None:
    with transaction.atomic():
        service.save()
        transaction.set_rollback(True)
    assert outbox.waiting() == 0


def test_many_changes_of_one_object_are_one_row(service: Service) -> None:
    for number in range(5):
        service.name = f"Sprachcafé {number}"
        service.save()
    assert IndexChange.objects.filter(key=key(service)).count() == 1


def test_a_crash_between_writing_and_forgetting_repeats_the_write(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.name = "Sprachtreff"
    service.save()

    def die(self: Any, rows: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(leases.Batch, "finish", die)
        with pytest.raises(KeyboardInterrupt):
            outbox.drain()
    assert outbox.waiting() >= 1
    assert outbox.drain().taken == 0, "the rows are leased"
    IndexChange.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    outbox.drain_all()
    assert outbox.waiting() == 0
    assert not rebuilding.differences().keys


def test_a_change_while_the_worker_writes_is_written_too(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.name = "Erster Name"
    service.save()
    kind: Any = type(get_engine()._engine)  # type: ignore[attr-defined]
    write = kind.write

    def write_slowly(self: Any, *args: Any, **kwargs: Any) -> None:
        monkeypatch.setattr(kind, "write", write)
        Service.objects.get(pk=service.pk).delete()
        write(self, *args, **kwargs)

    monkeypatch.setattr(kind, "write", write_slowly)
    outbox.drain()
    assert outbox.waiting() >= 1, "the newer change is still there"
    outbox.drain_all()
    assert key(service) not in get_engine().ids()


def test_an_object_that_fails_does_not_hold_up_the_others(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = documents.build

    def fail_once(wanted: str) -> Any:
        if wanted == key(service):
            raise ValueError("broken")
        return build(wanted)

    monkeypatch.setattr(documents, "build", fail_once)
    service.save()
    other = make_service("Elterncafé")
    report = outbox.drain()
    assert report.failed == 1
    assert key(other) in get_engine().ids()
    row = IndexChange.objects.get(key=key(service))
    assert row.attempts == 1
    assert row.not_before > timezone.now()
    assert "broken" in row.last_error


def test_after_many_attempts_a_change_is_given_up_until_it_changes_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(wanted: str) -> Any:
        raise ValueError("broken")

    service.save()
    with monkeypatch.context() as patch:
        patch.setattr(documents, "build", fail)
        for _ in range(leases.MAX_ATTEMPTS):
            IndexChange.objects.update(not_before=timezone.now())
            outbox.drain()
    assert outbox.dead() >= 1
    service.save()
    assert not IndexChange.objects.filter(key=key(service), state="dead").exists()
    outbox.drain_all()
    assert not IndexChange.objects.filter(key=key(service)).exists()


def test_an_object_that_kills_the_worker_holds_up_nobody_and_is_given_up(
    index: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadly = make_service("Tödlich")
    others = [make_service(f"Kurs {number}") for number in range(3)]
    build, died = documents.build, 0

    def die(wanted: str) -> Any:
        if wanted == key(deadly):
            raise KeyboardInterrupt
        return build(wanted)

    monkeypatch.setattr(documents, "build", die)
    for _ in range(leases.MAX_ATTEMPTS + 3):
        try:
            outbox.drain_all()
        except KeyboardInterrupt:
            died += 1
        IndexChange.objects.filter(leased_until__isnull=False).update(
            leased_until=timezone.now() - timedelta(seconds=1)
        )
    assert died == leases.MAX_ATTEMPTS
    assert {key(other) for other in others} <= index.ids().keys()
    row = IndexChange.objects.get()
    assert (row.key, row.state) == (key(deadly), "dead")


def test_a_worker_that_was_only_slow_takes_the_counted_attempt_back(
    index: SearchEngine,
) -> None:
    make_service("Kurs")
    slow = leases.take(200)
    slow.until = timezone.now() - timedelta(seconds=1)
    IndexChange.objects.update(leased_until=slow.until)
    (taken,) = leases.take(200).rows
    assert taken.attempts == 1
    slow.give_back("the engine is silent")
    assert not IndexChange.objects.exclude(attempts=0).exists()


def test_an_engine_that_is_down_costs_no_attempt(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    failure: list[Exception] = [EngineUnavailable("silent"), OSError("no such disk")]

    def down(self: Any, *args: Any, **kwargs: Any) -> None:
        raise failure[0]

    service.save()
    monkeypatch.setattr(type(get_engine()._engine), "write", down)  # type: ignore[attr-defined]
    for number in range(leases.MAX_ATTEMPTS + 1):
        failure.append(failure.pop(0))
        IndexChange.objects.update(not_before=timezone.now())
        assert outbox.drain().down, number
    assert outbox.drain_all() == 0
    row = IndexChange.objects.get(key=key(service))
    assert (row.attempts, row.state) == (0, "waiting")


def test_while_the_index_is_rebuilt_changes_wait(service: Service) -> None:
    claim = rebuilding.Claim()
    service.save()
    assert outbox.drain().taken == 0
    claim.release()
    assert outbox.drain().taken


def test_an_index_that_is_gone_is_built_from_the_whole_database(
    no_index: None,
) -> None:
    make_service("Eins")
    make_service("Zwei")
    IndexChange.objects.filter(key__contains=f":{Service.objects.get(name='Zwei').pk}").delete()
    outbox.drain_all()
    assert not rebuilding.differences().keys
    assert get_engine().count() == Service.objects.count() + Organization.objects.count()


def test_reconciling_finds_what_nobody_recorded(service: Service) -> None:
    Service.objects.filter(pk=service.pk).update(name="Heimlich")
    gone = make_service("Weg")
    outbox.drain_all()
    Service.objects.filter(pk=gone.pk).update(live=False)
    found = rebuilding.differences()
    assert found.changed == (key(service),)
    assert found.extra == (key(gone),)
    outbox.record_keys(found.keys)
    outbox.drain_all()
    assert not rebuilding.differences().keys


def test_what_became_a_month_older_is_written_anew_and_no_fault(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox.drain_all()
    later = records.today() + timedelta(days=30)
    monkeypatch.setattr(records, "today", lambda: later)
    found = rebuilding.differences()
    assert key(service) in found.aged
    assert not found.faults
    outbox.record_keys(found.keys)
    outbox.drain_all()
    assert not rebuilding.differences().keys


def test_a_slow_worker_that_lost_its_rows_has_them_written_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind: Any = type(get_engine()._engine)  # type: ignore[attr-defined]
    write, slow = kind.write, []

    def overtaken(self: Any, *args: Any, **kwargs: Any) -> None:
        monkeypatch.setattr(kind, "write", write)
        slow.append(1)
        IndexChange.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
        Service.objects.filter(pk=service.pk).update(name="Neuer")
        outbox.record(service)
        outbox.drain_all()  # another worker
        write(self, *args, **kwargs)

    service.name = "Alter"
    service.save()
    monkeypatch.setattr(kind, "write", overtaken)
    outbox.drain_all()
    assert slow
    assert not rebuilding.differences().keys
    assert IndexChange.objects.count() == 0


def test_a_failing_database_is_nobodys_fault(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(wanted: str) -> Any:
        raise OperationalError("the connection is lost")

    service.save()
    with monkeypatch.context() as patch:
        patch.setattr(documents, "build", gone)
        with pytest.raises(OperationalError):
            outbox.drain()
    assert not IndexChange.objects.exclude(attempts=0).exists()


def test_a_worker_learns_that_the_site_begins_elsewhere(
    index: SearchEngine, site: SiteTree
) -> None:
    page = ConceptPageFactory(parent=site.sections["konzepte"])
    outbox.drain_all()
    known = Site.get_site_root_paths()
    site.home.refresh_from_db()
    site.home.slug = "anfang"
    site.home.save()
    for again in (outbox.drain_all, rebuilding.rebuild):
        # each process keeps what it knows for an hour
        cache.set(SITE_ROOT_PATHS_CACHE_KEY, known, version=SITE_ROOT_PATHS_CACHE_VERSION)
        again()
        assert key_of(page) in index.ids()
