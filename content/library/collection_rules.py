"""Which collections of files and images one person may not open, in one query."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Collection, CollectionViewRestriction


def closed_to(user: Any) -> QuerySet[Collection]:
    """Return the collections with a restriction, their own or above, that `user` fails.

    A password, which belongs to a session and not to a person, is passed by superusers alone.
    """
    if not (getattr(user, "is_authenticated", False) and user.is_active):
        return closed_to_visitors()
    return closed_to_superusers() if user.is_superuser else closed_to_person(user.pk)


def closed_to_superusers() -> QuerySet[Collection]:
    """Return nothing: superusers open every collection."""
    return Collection.objects.none()


def closed_to_visitors() -> QuerySet[Collection]:
    """Return the collections with any restriction, their own or above."""
    return _failing(Q(pk__in=[]))


def closed_to_person(pk: Any) -> QuerySet[Collection]:
    """Return the collections closed to the person with this id, who is no superuser."""
    through = CollectionViewRestriction.groups.through.objects
    own = through.filter(group__user=pk).values("collectionviewrestriction")
    login = Q(restriction_type=CollectionViewRestriction.LOGIN)
    return _failing(login | Q(restriction_type=CollectionViewRestriction.GROUPS, pk__in=own))


def _failing(passed: Q) -> QuerySet[Collection]:
    below = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    failed = (
        CollectionViewRestriction.objects.exclude(passed)
        .annotate(below=below)
        .filter(below__startswith=F("collection__path"))
    )
    return Collection.objects.filter(Exists(failed)).order_by()


def closed_collections(user: Any) -> frozenset[int]:
    """Return the ids of the collections that are closed to `user`."""
    return frozenset(closed_to(user).values_list("pk", flat=True))


def closed_for(request: HttpRequest) -> frozenset[int]:
    """Return `closed_collections` of the person behind `request`, asked once per request."""
    closed: frozenset[int] | None = getattr(request, "_closed_collections", None)
    if closed is None:
        closed = closed_collections(request.user)
        request._closed_collections = closed  # type: ignore[attr-defined]
    return closed
