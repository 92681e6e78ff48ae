"""Who may fill for many and file with agreements: both rights in one query, kept on the user."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Q

RUN_BATCH = "run_batch"
FILE_DOCUMENT = "file_document"
BOTH = frozenset({RUN_BATCH, FILE_DOCUMENT})


def rights(user: Any) -> frozenset[str]:
    """Return which of RUN_BATCH and FILE_DOCUMENT `user` has; nobody has them by default.

    People of a partner never do, whatever group they are in; that also spares them the query.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active or user.organization_id:
        return frozenset()
    if user.is_superuser:
        return BOTH
    known: frozenset[str] | None = getattr(user, "_doctemplates_rights", None)
    if known is None:
        rows = Permission.objects.filter(
            Q(group__user=user.pk) | Q(user=user.pk),
            content_type__app_label="doctemplates",
            codename__in=BOTH,
        )
        known = user._doctemplates_rights = frozenset(rows.values_list("codename", flat=True))
    return known


def require(user: Any, right: str) -> None:
    """Raise PermissionDenied where `user` lacks the right."""
    if right not in rights(user):
        raise PermissionDenied
