"""Wagtail's view restrictions, read in one query: which branches of the tree stay closed.

The rules are those of `content.library.access`; this is the cheap form for lists in the frame and
on the home page, where a page kind's own rules (agreements) are asked separately.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import PageViewRestriction

from portal.accounts.roles import Roles


@dataclass
class Rule:
    """What one page asks of its visitors, all its restrictions together."""

    public: bool = True
    password: bool = False
    groups: set[int] = field(default_factory=set)

    def add(self, kind: str | None, group: int | None) -> None:
        """Take in one joined row: kind of the restriction and one of its groups."""
        if kind is None:
            return
        self.public = False
        self.password = self.password or kind == PageViewRestriction.PASSWORD
        if kind == PageViewRestriction.GROUPS:
            self.groups.add(group or 0)  # a restriction without a group lets nobody pass

    def lets_in(self, user: Any, roles: Roles) -> bool:
        """Say whether `user` passes; a password restriction only lets superusers pass."""
        if self.public or user.is_superuser:
            return True
        if self.password or not user.is_authenticated:
            return False
        return not self.groups or bool(self.groups & roles.group_ids)


def closed_paths(user: Any, roles: Roles) -> tuple[str, ...]:
    """Return the tree paths under which `user` may see nothing. Costs one query."""
    rows: Iterable[tuple[str, str, int | None]] = PageViewRestriction.objects.values_list(
        "page__path", "restriction_type", "groups"
    )
    rules: dict[str, Rule] = {}
    for path, kind, group in rows:
        rules.setdefault(path, Rule()).add(kind, group)
    return tuple(path for path, rule in rules.items() if not rule.lets_in(user, roles))
