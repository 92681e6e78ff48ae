"""The sample's accounts have a published password: they come only where they are wanted."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from portal.accounts.models import User
from portal.sample import users
from portal.setup import setup_site
from tests.factories.directory import OrganizationFactory

pytestmark = pytest.mark.django_db


def test_the_sample_is_refused_unless_the_settings_allow_it(settings: Any) -> None:
    settings.KIM_SAMPLE_DATA = False
    with pytest.raises(CommandError, match="KIM_SAMPLE_DATA"):
        call_command("loadsample")
    assert not User.objects.exists()


def test_a_rerun_gives_an_existing_account_no_rights_back() -> None:
    setup_site()
    OrganizationFactory(name=users.PARTNER_ORGANIZATION)
    users.load()
    account = User.objects.get(email="administration@example.org")
    assert account.is_superuser
    account.is_superuser = account.is_staff = False
    account.save()
    account.groups.clear()
    users.load()
    account.refresh_from_db()
    assert not account.is_superuser
    assert not account.is_staff
    assert not account.groups.exists()
