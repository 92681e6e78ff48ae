"""Who may fill for many and file with agreements."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from content.library.account import account_of, ask_for

RUN_BATCH = "run_batch"
FILE_DOCUMENT = "file_document"
BOTH = frozenset({RUN_BATCH, FILE_DOCUMENT})
ask_for(*(f"doctemplates.{right}" for right in BOTH))


def rights(user: Any) -> frozenset[str]:
    """Return which of RUN_BATCH and FILE_DOCUMENT `user` has; nobody has them by default.

    People of a partner never do, whatever group they are in.
    """
    had = account_of(user).rights
    if not had or user.organization_id:
        return frozenset()
    return frozenset(right for right in BOTH if f"doctemplates.{right}" in had)


def require(user: Any, right: str) -> None:
    """Raise PermissionDenied where `user` lacks the right."""
    if right not in rights(user):
        raise PermissionDenied
