"""Logging in and out, a forgotten password, the own account."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.library import SiteTree

pytestmark = pytest.mark.django_db


def log_in(client: Client, email: str, password: str, following: str = ""):
    data = {"username": email, "password": password, "next": following}
    return client.post(reverse("login"), data)


def test_login_by_email_in_any_case_leads_home(client: Client, tree: SiteTree) -> None:
    UserFactory(email="person@example.org")
    response = log_in(client, "Person@Example.ORG", PASSWORD)
    assert response.status_code == 302
    assert response["Location"] == "/"


def test_a_wrong_password_says_how_to_mend_it_and_keeps_the_address(
    client: Client, tree: SiteTree
) -> None:
    UserFactory(email="person@example.org")
    page = log_in(client, "person@example.org", "falsch").content.decode()
    assert "E-Mail-Adresse und Passwort passen nicht zusammen" in page
    assert 'value="person@example.org"' in page
    assert "falsch" not in page


def test_login_returns_to_the_page_asked_for_but_never_to_another_site(
    client: Client, tree: SiteTree
) -> None:
    UserFactory(email="person@example.org")
    assert log_in(client, "person@example.org", PASSWORD, "/angebote/")["Location"] == "/angebote/"
    client.logout()
    assert (
        log_in(client, "person@example.org", PASSWORD, "https://boese.example.com/")["Location"]
        == "/"
    )


def test_logout_needs_a_post(client: Client, tree: SiteTree) -> None:
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("logout")).status_code == 405
    client.post(reverse("logout"))
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_set_anew_by_the_mailed_link(
    client: Client, tree: SiteTree
) -> None:
    user = UserFactory(email="person@example.org")
    client.post(reverse("password_reset"), {"email": "person@example.org"})
    assert mail.outbox[0].subject == "Neues Passwort für das KIM-Portal"
    link = re.search(r"http://testserver(/konto/passwort-neu/\S+)", mail.outbox[0].body)
    assert link
    form = client.get(link.group(1), follow=True)
    address = form.redirect_chain[-1][0]
    new = "noch-ein-langer-satz"
    client.post(address, {"new_password1": new, "new_password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    again = client.get(link.group(1), follow=True).content.decode()
    assert "Dieser Link gilt nicht mehr" in again


def test_an_unknown_address_gets_the_same_answer_and_no_mail(
    client: Client, tree: SiteTree
) -> None:
    response = client.post(reverse("password_reset"), {"email": "niemand@example.org"})
    assert response["Location"] == reverse("password_reset_done")
    assert mail.outbox == []


def test_people_change_their_display_name_but_nothing_else(client: Client, tree: SiteTree) -> None:
    user = UserFactory(email="person@example.org")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    data = {"display_name": "Neuer Name", "email": "x@example.org", "is_superuser": "1"}
    client.post(reverse("account"), data)
    changed = User.objects.get(pk=user.pk)
    assert (changed.display_name, changed.email) == ("Neuer Name", "person@example.org")
    assert not changed.is_superuser


def test_too_many_failures_close_the_login_for_a_while(
    client: Client, tree: SiteTree, settings
) -> None:
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3
    UserFactory(email="person@example.org")
    for _attempt in range(3):
        answer = log_in(client, "person@example.org", "falsch")
    assert answer.status_code == 429
    assert "Zu viele Versuche" in answer.content.decode()
    assert log_in(client, "person@example.org", PASSWORD).status_code == 429


def test_the_admin_asks_for_login_on_the_portals_own_page(client: Client, tree: SiteTree) -> None:
    response = client.get(reverse("wagtailadmin_home"))
    assert response["Location"].startswith(reverse("login"))
