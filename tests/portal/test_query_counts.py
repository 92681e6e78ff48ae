"""Every page costs at most twelve queries, whoever asks and however much there is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from content.directory.models import Organization, Service
from content.library.access import may_view
from content.library.models import Edition
from content.library.publishing.issue_edition import issue_edition
from portal.accounts.models import User
from portal.sample import load_all
from portal.sample.directory import load_many
from search import engine as engine_module
from search import rebuilding

pytestmark = pytest.mark.django_db

MOST = 12
EXPECTED = {"not found": 404}  # status
READERS = {
    "anybody": "",
    "Fachkraft": "fachkraft@example.org",
    "Koordination": "koordination@example.org",
    "Partner": "partner@example.org",
}


@pytest.fixture(scope="module")
def portal(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The sample content and its search index, loaded once for this module."""
    folder = tmp_path_factory.mktemp("index")
    with django_db_blocker.unblock(), override_settings(SEARCH_PATH=folder), transaction.atomic():
        engine_module._cached_engine.cache_clear()
        load_all()
        rebuilding.rebuild()
        yield
        transaction.set_rollback(True)
    engine_module._cached_engine.cache_clear()


def reader(email: str) -> tuple[Any, Client]:
    """Return an account of the sample, or nobody's, and a browser of theirs."""
    client = Client(raise_request_exception=True)
    if not email:
        return AnonymousUser(), client
    user = User.objects.get(email=email)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return user, client


def page_addresses(user: Any) -> dict[str, str]:
    """Return one address by kind of page that `user` may see, and the edition's."""
    found: dict[str, str] = {}
    for page in Page.objects.live().filter(depth__gt=1).order_by("path").specific():
        if not may_view(page, user):
            continue
        kind = getattr(page, "kind", "")
        found.setdefault(kind, page.get_url())
        if kind == "template":
            found.setdefault("form", page.get_url() + page.reverse_subpage("fill"))
        edition = getattr(page, "current_edition", None)
        if edition:
            found.setdefault(f"{kind}, edition", page.edition_url(edition))
    return found


def addresses(user: Any) -> dict[str, str]:
    """Return one address by every kind of page there is for `user`."""
    service = Service.objects.filter(live=True, internal=False).earliest("pk")
    organization = Organization.objects.filter(live=True).earliest("pk")
    search = reverse("search:results")
    return {
        **page_addresses(user),
        "directory": reverse("directory:list"),
        "organizations": reverse("directory:organizations"),
        "service": service.get_absolute_url(),
        "organization": organization.get_absolute_url(),
        "search": f"{search}?q=Beratung",
        "search in the directory": f"{search}?tab=directory&q=Beratung&topic=arbeit",
        "not found": "/gibt-es-nicht/",
    }


def counts(client: Client, asked: dict[str, str]) -> dict[str, int]:
    """Return the number of queries of a warm request by kind of page."""
    found = {}
    for kind, address in asked.items():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == EXPECTED.get(kind, 200)
        found[kind] = len(queries)
    return found


@contextmanager
def twice_the_entries() -> Iterator[None]:
    """Double pages, editions and services, for as long as it lasts."""
    with transaction.atomic():
        for page in Page.objects.live().filter(depth__gt=3).order_by("path").specific():
            copy = page.copy(update_attrs={"slug": f"{page.slug}-2"}, copy_revisions=False)
            if hasattr(copy, "current_edition"):
                issue(page)
                issue(copy)
        load_many(Service.objects.count(), seed=1)
        rebuilding.rebuild()
        yield
        transaction.set_rollback(True)
    rebuilding.rebuild()


def issue(page: Any) -> Edition:
    """Change the page and issue it."""
    page.title = f"{page.title} (neu)"
    page.save_revision()
    return issue_edition(
        page,
        valid_from=timezone.localdate(),
        change_note="-",
        approver="-",
        user=None,
        ask_acknowledgement=False,
    )


@pytest.mark.parametrize("email", READERS.values(), ids=READERS)
def test_no_page_costs_more_than_twelve_queries(portal: None, email: str) -> None:
    user, client = reader(email)
    found = counts(client, addresses(user))
    assert {kind: number for kind, number in found.items() if number > MOST} == {}


def test_twice_the_entries_cost_the_same(portal: None) -> None:
    readers = {name: reader(email) for name, email in READERS.items()}
    asked = {name: addresses(user) for name, (user, _) in readers.items()}
    before = {name: counts(client, asked[name]) for name, (_, client) in readers.items()}
    with twice_the_entries():
        after = {name: counts(client, asked[name]) for name, (_, client) in readers.items()}
    assert [
        (name, kind, before[name][kind], number)
        for name, found in after.items()
        for kind, number in found.items()
        if number > before[name][kind]
    ] == []
