"""Roles as data: which group may do what. `sync_roles()` brings the database in line.

A permission is named "app_label.codename". Page permissions hold for home and all beneath it,
collection permissions for all collections.
"""

from dataclasses import dataclass
from typing import Any

FACHKRAFT = "Fachkraft"
KOORDINATION = "Koordination"
LEITUNG = "Leitung"
PARTNER = "Partner"
ADMINISTRATION = "Administration"

STAFF = frozenset({FACHKRAFT, KOORDINATION, LEITUNG, ADMINISTRATION})
MAY_EDIT = frozenset({KOORDINATION, LEITUNG, ADMINISTRATION})


@dataclass(frozen=True)
class Roles:
    """The groups of a user: names for the portal's own decisions, ids for view restrictions."""

    names: frozenset[str] = frozenset()
    group_ids: frozenset[int] = frozenset()

    @property
    def is_staff(self) -> bool:
        return bool(self.names & STAFF)

    def has(self, name: str) -> bool:
        """Say whether the user acts in this role."""
        return name in self.names


def role_names(user: Any) -> Roles:
    """Return the roles of `user`; a superuser also acts as Administration. Costs one query."""
    if user is None or not user.is_authenticated:
        return Roles()
    known: Roles | None = getattr(user, "_portal_roles", None)
    if known is None:
        rows = list(user.groups.values_list("pk", "name"))
        extra = {ADMINISTRATION} if user.is_superuser else set()
        known = Roles(
            frozenset({name for _pk, name in rows} | extra), frozenset(pk for pk, _name in rows)
        )
        user._portal_roles = known
    return known
