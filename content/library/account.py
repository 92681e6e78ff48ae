"""What a person brings along: groups and the few rights that pages ask for, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import CharField, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Concat

from content.prepared import Prepared

INTERNAL_SERVICES = "directory.view_internal_service"
ALL_AGREEMENTS = "library.view_all_agreements"

_asked_for = {INTERNAL_SERVICES, ALL_AGREEMENTS}


def ask_for(*rights: str) -> None:
    """Name rights ("app_label.codename") that another app's pages ask for, while it is loaded."""
    _asked_for.update(rights)


@dataclass(frozen=True)
class Account:
    """Groups as (id, name), and those of the rights asked for that they or the person have."""

    groups: tuple[tuple[int, str], ...] = ()
    rights: frozenset[str] = frozenset()


NOBODY = Account()


def account_of(user: Any) -> Account:
    """Return what `user` brings along; kept on the object, as Django keeps permissions there.

    Visitors and people whose account is closed bring nothing, superusers have every right.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOBODY
    if not hasattr(user, "_account"):
        rows = _brought_by(user.pk)
        groups = tuple((pk, name) for pk, name in rows if pk is not None)
        rights = {name for pk, name in rows if pk is None}
        if user.is_superuser:
            rights = _asked_for
        user._account = Account(groups, frozenset(rights))
    account: Account = user._account
    return account


def _rows(user: Any) -> QuerySet[Any]:
    """Return (id, name) of the groups and (None, name) of the rights of a person."""
    wanted = Q()
    for right in sorted(_asked_for):
        app, _, codename = right.partition(".")
        wanted |= Q(codename=codename, content_type__app_label=app)
    no_group = Value(None, output_field=IntegerField())
    name = Concat("content_type__app_label", Value("."), "codename", output_field=CharField())
    rights = Permission.objects.filter(wanted).order_by()
    groups = Group.objects.filter(user=user).order_by().values_list("pk", "name")
    return groups.union(
        *(
            rights.filter(owned).values_list(no_group, name)
            for owned in (Q(group__user=user), Q(user=user))
        ),
        all=True,
    )


_brought_by = Prepared(_rows)
