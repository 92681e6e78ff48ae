"""Brings groups and their rights in line with the roles as data."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from portal.accounts import roles

WAGTAIL_GROUPS = ("Editors", "Moderators")


class UnknownPermission(Exception):
    """A role names a permission that no app defines."""


def find_permissions(names: frozenset[str]) -> list[Permission]:
    """Return the permissions "app_label.codename"; raise UnknownPermission for a missing one."""
    rows = Permission.objects.select_related("content_type").filter(
        codename__in={name.split(".", 1)[1] for name in names}
    )
    found = {f"{row.content_type.app_label}.{row.codename}": row for row in rows}
    missing = sorted(names - found.keys())
    if missing:
        raise UnknownPermission(", ".join(missing))
    return [found[name] for name in names]


@transaction.atomic
def sync_roles() -> None:
    """Give every role exactly its rights; rights of other groups stay as they are.

    Wagtail's two ready-made groups go while they are empty: the portal's roles take their place.
    Page rights hold from the root of the page tree, file rights from the root collection.
    """
    Group.objects.filter(name__in=WAGTAIL_GROUPS, user__isnull=True).delete()
    root = Page.get_first_root_node()
    collection = Collection.get_first_root_node()
    for name, codenames in roles.PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set(find_permissions(codenames))
        _sync_pages(group, root)
        _sync_collections(group, collection)


def _sync_pages(group: Group, root: Page) -> None:
    names = roles.PAGE_PERMISSIONS.get(group.name, frozenset())
    wanted = find_permissions(frozenset(f"wagtailcore.{name}_page" for name in names))
    GroupPagePermission.objects.filter(group=group).exclude(
        page=root, permission__in=wanted
    ).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _sync_collections(group: Group, root: Collection) -> None:
    names = roles.COLLECTION_PERMISSIONS.get(group.name, frozenset())
    wanted = find_permissions(names)
    GroupCollectionPermission.objects.filter(group=group).exclude(
        collection=root, permission__in=wanted
    ).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )
