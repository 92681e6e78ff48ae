"""What a page of the navigation asks of its visitors, from the rows of one query.

The rules are those of `content.library.access`; this form can be kept for all visitors.
"""

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
