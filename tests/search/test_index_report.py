"""The administrator sees what was given up and tries again; nobody else does."""

import json
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from search import outbox
from search.models import IndexChange
from search.status import LATE, status
from tests.search.making import make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def given_up(index: Any) -> str:
    """A change that was given up, and its key."""
    service = make_service("Kurs")
    outbox.drain_all()
    outbox.record(service)
    IndexChange.objects.update(state="dead", attempts=10, last_error="ValueError('kaputt')")
    return IndexChange.objects.get().key


def test_the_administrator_sees_why_and_tries_again(
    client: Client, admin_user: Any, given_up: str
) -> None:
    client.force_login(admin_user)
    url = reverse("search_index_report")
    page = client.get(url).content.decode()
    assert given_up in page
    assert "kaputt" in page
    assert "Noch einmal versuchen" in page
    again = client.post(url, follow=True).content.decode()
    assert "1 Änderung wird noch einmal versucht" in again
    assert (outbox.waiting(), outbox.dead()) == (1, 0)


def test_the_page_is_for_administrators_alone(client: Client, people: Any, given_up: str) -> None:
    admin = Permission.objects.get(codename="access_admin")
    Group.objects.get(name="Koordination").permissions.add(admin)
    client.force_login(people["Koordination"])
    url = reverse("search_index_report")
    assert client.get(url).status_code in (302, 403)
    client.post(url)
    assert outbox.dead() == 1
    assert url not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_command_tries_again(given_up: str) -> None:
    out = StringIO()
    call_command("index_retry", stdout=out)
    assert out.getvalue().startswith("1 changes tried again, 0 still waiting")


def test_monitoring_learns_what_is_wrong(given_up: str) -> None:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("index_status", "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert (found["dead"], found["healthy"], found["stale"]) == (1, False, False)
    assert found["word_lists"]
    outbox.revive_dead()
    outbox.drain_all()
    assert status().healthy


def test_a_worker_that_does_not_run_is_noticed(index: Any) -> None:
    make_service("Kurs")
    assert status().healthy
    IndexChange.objects.update(created=timezone.now() - 2 * LATE)
    assert status().late
    assert not status().healthy


def test_without_an_index_the_page_says_so(client: Client, admin_user: Any, no_index: None) -> None:
    client.force_login(admin_user)
    page = client.get(reverse("search_index_report"))
    assert page.status_code == 200
    assert "nicht erreichbar" in page.content.decode()
