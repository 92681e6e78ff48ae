"""Roles as data become groups with rights."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from portal.accounts import roles
from portal.accounts.models import User
from portal.accounts.sync import UnknownPermission, find_permissions, sync_roles
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_every_permission_of_every_role_exists_and_is_given() -> None:
    sync_roles()
    for name, wanted in roles.PERMISSIONS.items():
        rows = Group.objects.get(name=name).permissions.values_list(
            "content_type__app_label", "codename"
        )
        assert {".".join(row) for row in rows} == wanted


def test_a_permission_that_no_app_defines_is_named() -> None:
    with pytest.raises(UnknownPermission, match=r"library\.fly"):
        find_permissions(frozenset({"library.fly", "library.issue_edition"}))


def test_syncing_takes_back_what_a_role_no_longer_has_and_makes_no_doubles() -> None:
    sync_roles()
    group = Group.objects.get(name=roles.FACHKRAFT)
    group.permissions.set(find_permissions(frozenset({"library.issue_edition"})))
    GroupPagePermission.objects.create(
        group=group, page=Page.get_first_root_node(), permission_type="publish"
    )
    before = GroupCollectionPermission.objects.count()
    sync_roles()
    names = {permission.codename for permission in group.permissions.all()}
    assert names == {"view_internal_service", "view_all_agreements"}
    assert not GroupPagePermission.objects.filter(group=group).exists()
    assert GroupCollectionPermission.objects.count() == before


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (roles.FACHKRAFT, False),
        (roles.PARTNER, False),
        (roles.KOORDINATION, True),
        (roles.LEITUNG, True),
        (roles.ADMINISTRATION, True),
    ],
)
def test_only_some_roles_may_enter_the_editing_area(role, may, login) -> None:
    response = login(role).get(reverse("wagtailadmin_home"))
    assert (response.status_code == 200) is may


def test_the_administration_makes_a_user_in_the_editing_area(login) -> None:
    client = login(roles.ADMINISTRATION)
    address = reverse("wagtailusers_users:add")
    assert "display_name" in client.get(address).content.decode()
    password = "ein-langer-satz-26"
    group = Group.objects.get(name=roles.FACHKRAFT)
    data = {
        "email": "Neu@Example.org",
        "display_name": "Neue Person",
        "password1": password,
        "password2": password,
        "groups": [group.pk],
    }
    client.post(address, data)
    made = User.objects.get(email="neu@example.org")
    assert made.check_password(password)
    assert list(made.groups.all()) == [group]
    edit = reverse("wagtailusers_users:edit", args=[made.pk])
    client.post(edit, {"email": made.email, "display_name": "Anders", "groups": []})
    made.refresh_from_db()
    assert made.display_name == "Anders"
    assert not made.is_active


def test_coordinators_do_not_reach_the_users(login) -> None:
    response = login(roles.KOORDINATION).get(reverse("wagtailusers_users:index"))
    assert response.status_code in (302, 403)


def test_a_user_of_two_groups_has_both_roles_and_a_superuser_administers() -> None:
    user = UserFactory(role=roles.LEITUNG)
    user.groups.add(Group.objects.get_or_create(name=roles.FACHKRAFT)[0])
    assert roles.role_names(user).names == {roles.LEITUNG, roles.FACHKRAFT}
    assert roles.role_names(UserFactory(is_superuser=True)).has(roles.ADMINISTRATION)
