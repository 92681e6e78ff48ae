"""A site with its sections, and people of every role."""

from collections.abc import Callable
from typing import Any

import pytest
import wagtail_factories
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Collection

from portal.accounts.models import User
from portal.accounts.sync import sync_roles
from tests.factories.directory import OrganizationFactory
from tests.factories.library import SiteTree, make_site


@pytest.fixture
def tree(db: None) -> SiteTree:
    made = make_site()
    sync_roles()
    return made


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    """Make a user in one role; partners get an organization of their own."""

    def make(role: str, **fields: Any) -> User:
        if role == "Partner":
            fields.setdefault("organization", OrganizationFactory())
        number = User.objects.count()
        user = User.objects.create(
            email=f"person{number}@example.org", display_name=f"Person {number}", **fields
        )
        user.groups.set([Group.objects.get_or_create(name=role)[0]])
        return user

    return make


@pytest.fixture
def browse(person: Callable[..., User]) -> Callable[..., Client]:
    """Return a client logged in as `user`, as somebody in `role`, or as a visitor (None)."""

    def make(who: Any) -> Client:
        client = Client()
        if who is not None:
            client.force_login(
                who if isinstance(who, User) else person(who),
                backend="django.contrib.auth.backends.ModelBackend",
            )
        return client

    return make


@pytest.fixture
def document(db: None) -> Any:
    """A file in the public root collection."""
    root = Collection.get_first_root_node()
    return wagtail_factories.DocumentFactory(title="Merkblatt", collection=root)
