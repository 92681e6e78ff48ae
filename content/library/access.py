"""Who may see a page or a file, as tokens.

A token names an audience: "public", "login", "group:<pk>", "organization:<pk>", "internal"
(services for professionals) or "superuser". A user carries tokens, a thing carries tokens, and a
thing is visible where the two sets meet. Wagtail's own view restrictions are the one source; a
password restriction cannot be told by tokens and leaves "superuser" alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from content.library.account import INTERNAL_SERVICES, account_of
from content.library.collection_rules import closed_collections
from content.library.page_rules import PageRules, may_view, require_view, visible

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Collection

PUBLIC = "public"
LOGIN = "login"
INTERNAL = "internal"
SUPERUSER = "superuser"
VIEW_ALL_AGREEMENTS = "view_all_agreements"

__all__ = [
    "PageRules",
    "collection_tokens",
    "may_open_collection",
    "may_view",
    "page_tokens",
    "require_view",
    "user_tokens",
    "visible",
]

Tokens = frozenset[str]
EVERYBODY: Tokens = frozenset({PUBLIC, SUPERUSER})


def group_token(pk: int) -> str:
    """Return the token of the members of one group."""
    return f"group:{pk}"


def organization_token(pk: int) -> str:
    """Return the token of the people who act for one organization."""
    return f"organization:{pk}"


def user_tokens(user: Any) -> Tokens:
    """Return the tokens `user` carries; kept on the object, as Django keeps permissions there."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return frozenset({PUBLIC})
    if not hasattr(user, "_audience_tokens"):
        user._audience_tokens = frozenset(_tokens_of_account(user))
    tokens: Tokens = user._audience_tokens
    return tokens


def _tokens_of_account(user: Any) -> Iterable[str]:
    yield PUBLIC
    yield LOGIN
    account = account_of(user)
    yield from (group_token(pk) for pk, _ in account.groups)
    if user.organization_id:
        yield organization_token(user.organization_id)
    if INTERNAL_SERVICES in account.rights:
        yield INTERNAL
    if user.is_superuser:
        yield SUPERUSER


def restriction_tokens(restriction: Any) -> Tokens:
    """Return the tokens that pass one Wagtail restriction (of a page or a collection)."""
    if restriction.restriction_type == restriction.LOGIN:
        return frozenset({LOGIN, SUPERUSER})
    if restriction.restriction_type == restriction.GROUPS:
        groups = {group_token(group.pk) for group in restriction.groups.all()}
        return frozenset(groups | {SUPERUSER})
    return frozenset({SUPERUSER})


def combine(layers: Iterable[Tokens]) -> Tokens:
    """Return the tokens that pass every layer, on the safe side.

    "login" within "group:1" is "group:1". Two different groups leave nobody but the superuser,
    although a member of both would pass: a set of tokens cannot say "and".
    """
    result = EVERYBODY
    for layer in layers:
        if PUBLIC in layer:
            continue  # takes nothing away, and must not give back what another layer took
        if PUBLIC in result:
            result = layer
        elif LOGIN in layer:
            continue
        elif LOGIN in result:
            result = layer
        else:
            result = result & layer
    return result | {SUPERUSER}


def _prefixes(path: str, step: int) -> list[str]:
    return [path[:end] for end in range(step, len(path) + 1, step)]


def page_restrictions(page: Page) -> QuerySet[PageViewRestriction]:
    """Return the restrictions of `page` and its ancestors, with their groups (two queries)."""
    source = page.alias_of or page if page.alias_of_id else page
    rows = PageViewRestriction.objects.filter(page__path__in=_prefixes(source.path, Page.steplen))
    return rows.prefetch_related("groups")


def page_tokens(page: Page) -> Tokens:
    """Return the tokens of the people who may see `page` once it is live."""
    tokens = combine(restriction_tokens(row) for row in page_restrictions(page))
    narrow = getattr(page.specific, "narrow_audience", None)
    return narrow(tokens) if narrow else tokens


def collection_tokens(collection: Collection) -> Tokens:
    """Return the tokens of the people who may open the files of `collection`."""
    paths = _prefixes(collection.path, collection.steplen)
    rows = CollectionViewRestriction.objects.filter(collection__path__in=paths)
    return combine(restriction_tokens(row) for row in rows.prefetch_related("groups"))


def may_open_collection(collection: Collection, user: Any) -> bool:
    """Say whether `user` passes every restriction of `collection`."""
    return collection.pk not in closed_collections(user)


def agreement_readers() -> Tokens:
    """Return the tokens of the groups whose members may see every agreement."""
    rows = Group.objects.filter(
        permissions__codename=VIEW_ALL_AGREEMENTS, permissions__content_type__app_label="library"
    )
    return frozenset(group_token(pk) for pk in rows.values_list("pk", flat=True))
