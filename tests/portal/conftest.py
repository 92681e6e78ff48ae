"""The portal's tree of pages, and clients logged in by role."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.accounts.sync import sync_roles
from tests.factories.accounts import UserFactory
from tests.factories.library import InfoPageFactory, SiteTree, make_site


@pytest.fixture
def tree(db: None) -> SiteTree:
    sync_roles()
    made = make_site(title="KIM-Portal")
    for section in made.sections.values():
        section.show_in_menus = True
        section.save()
    for slug, title in (
        ("impressum", "Impressum"),
        ("datenschutz", "Datenschutz"),
        ("barrierefreiheit", "Erklärung zur Barrierefreiheit"),
    ):
        InfoPageFactory(parent=made.home, slug=slug, title=title)
    return made


@pytest.fixture
def login(tree: SiteTree) -> Callable[[str], Client]:
    def as_role(role: str) -> Client:
        client = Client()
        client.force_login(
            UserFactory(role=role), backend="django.contrib.auth.backends.ModelBackend"
        )
        return client

    return as_role
