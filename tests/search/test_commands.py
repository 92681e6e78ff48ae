"""The commands say what they did and fail loudly."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from content.directory.models import Service, Topic
from search import rebuilding
from search.models import IndexChange
from tests.search.making import make_service

pytestmark = pytest.mark.django_db


def run(name: str, *args: str) -> str:
    out = StringIO()
    call_command(name, *args, stdout=out)
    return out.getvalue()


def test_rebuilding_indexes_all_that_is_published(index: Any) -> None:
    make_service("Kurs")
    assert run("rebuild_index").startswith("2 documents indexed")
    make_service("Zweiter")
    IndexChange.objects.all().delete()
    assert run("rebuild_index", "--engine", "embedded").startswith("3 documents indexed")


def test_a_second_rebuild_at_the_same_time_is_refused(index: Any) -> None:
    rebuilding.Claim()
    with pytest.raises(CommandError, match="under way"):
        run("rebuild_index")


def test_reconciling_mends_what_differs(index: Any) -> None:
    service = make_service("Kurs")
    run("reconcile_index")
    Service.objects.filter(pk=service.pk).update(name="Heimlich")
    with pytest.raises(CommandError, match="differ"):
        run("reconcile_index", "--check")
    assert "changed 1" in run("reconcile_index")
    assert "missing 0, changed 0, superfluous 0" in run("reconcile_index", "--check")


def test_the_status_names_what_waits(index: Any) -> None:
    make_service("Kurs")
    status = json.loads(run("index_status", "--json"))
    assert status["waiting"] == 2
    assert status["documents"] == 0
    assert not status["stale"]


def test_the_status_of_a_missing_index_is_a_failure(no_index: None) -> None:
    with pytest.raises(SystemExit):
        run("index_status")


def test_searching_as_a_role_with_a_filter(index: Any, people: Any) -> None:
    topic = Topic.objects.create(name="Wohnen")
    for name, internal in (("Offener Kurs", False), ("Interner Kurs", True)):
        service = make_service(name, internal=internal)
        service.topics.add(topic)
        service.save()
    run("reconcile_index")
    seen = json.loads(run("search", "Kurs", "--json"))
    assert [hit["title"] for hit in seen["hits"]] == ["Offener Kurs"]
    found = run("search", "Kurs", "--as", "Fachkraft", "--filter", "topic=wohnen", "--json")
    assert json.loads(found)["total"] == 2
    assert "Offener Kurs" in run("search", "Kurs")


@pytest.mark.parametrize("args", [("--as", "Niemand"), ("--filter", "topic"), ("--filter", "a=b")])
def test_a_wrong_argument_is_named(index: Any, args: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run("search", "Kurs", *args)
