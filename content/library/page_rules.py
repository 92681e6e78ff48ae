"""Which pages one person may see, from Wagtail's view restrictions, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction

from content.library.account import ALL_AGREEMENTS, account_of
from content.prepared import Prepared


def _rows(user: Any) -> QuerySet[Any]:
    """Return (path, kind, whether the person is in one of its groups) of every restriction."""
    through = PageViewRestriction.groups.through.objects
    member = Exists(through.filter(pageviewrestriction=OuterRef("pk"), group__user=user))
    rows = PageViewRestriction.objects.annotate(member=member)
    return rows.values_list("page__path", "restriction_type", "member")


_restrictions = Prepared(_rows)


@dataclass(frozen=True)
class _Rule:
    path: str
    passed: bool
    asks_password: bool


@dataclass(frozen=True)
class PageRules:
    """The restrictions of the whole site as they meet one person."""

    rules: tuple[_Rule, ...]

    @classmethod
    def load(cls, user: Any) -> PageRules:
        """Ask for every restriction, and whether `user` (or a visitor) passes it."""
        known = bool(getattr(user, "is_authenticated", False) and user.is_active)
        boss = known and user.is_superuser
        made = []
        for path, kind, is_member in _restrictions(user.pk if known else None):
            passed = boss or (known and kind == PageViewRestriction.LOGIN)
            passed = passed or (kind == PageViewRestriction.GROUPS and is_member)
            made.append(_Rule(path, bool(passed), kind == PageViewRestriction.PASSWORD))
        return cls(tuple(made))

    @classmethod
    def of(cls, request: HttpRequest) -> PageRules:
        """Return the rules for the person behind `request`, asked once per request."""
        rules: PageRules | None = getattr(request, "_page_rules", None)
        if rules is None:
            rules = request._page_rules = cls.load(request.user)  # type: ignore[attr-defined]
        return rules

    def on(self, page: Page) -> list[_Rule]:
        """Return the rules that bear on `page`; an alias has those of its source."""
        path = page.alias_of.path if page.alias_of_id else page.path
        return [rule for rule in self.rules if path.startswith(rule.path)]

    def closed_paths(self) -> list[str]:
        """Return the tops of the branches that the person may not see."""
        return [rule.path for rule in self.rules if not rule.passed]


def sees_all_agreements(user: Any) -> bool:
    """Say whether `user` may see the agreements of every partner."""
    return ALL_AGREEMENTS in account_of(user).rights


def may_view(page: Page, user: Any, rules: PageRules | None = None) -> bool:
    """Say whether `user` passes every restriction of `page`; does not ask whether it is live.

    A password, which belongs to a session and not to a person, is passed by superusers alone.
    """
    rules = rules or PageRules.load(user)
    if not all(rule.passed for rule in rules.on(page)):
        return False
    admits = getattr(page.specific, "admits", None)
    return bool(admits(user)) if admits else True


def require_view(page: Page, request: HttpRequest) -> None:
    """Raise PermissionDenied where the person behind `request` may not see `page`."""
    if not may_view(page, request.user, PageRules.of(request)):
        raise PermissionDenied


def visible(pages: QuerySet[Any], user: Any, rules: PageRules | None = None) -> QuerySet[Any]:
    """Return those of `pages` (a Page queryset of any kind) that `user` may see.

    Costs one query for the restrictions of the site where `rules` are not at hand.
    """
    closed = Q(pk__in=[])
    for path in (rules or PageRules.load(user)).closed_paths():
        closed |= Q(path__startswith=path) | Q(alias_of__path__startswith=path)
    pages = pages.exclude(closed)
    agreements = apps.get_model("library", "AgreementPage")
    if pages.model not in (Page, agreements) or sees_all_agreements(user):
        return pages
    others = agreements.objects.all()
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return pages.exclude(pk__in=others.values("pk"))
    if user.organization_id:
        others = others.exclude(partner_id=user.organization_id)
    return pages.exclude(pk__in=others.values("pk"))
