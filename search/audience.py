"""Who may find what, as tokens; the rules themselves are those of the library."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Q
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page

from content.library import access

Tokens = access.Tokens


def of_user(user: Any) -> Tokens:
    """Return the tokens that a user (or nobody) carries."""
    return access.user_tokens(user)


def of_role(name: str) -> Tokens:
    """Return the tokens of a role (group name), an account (e-mail) or "anonymous".

    Raises LookupError where there is neither.
    """
    if name.casefold() in ("", "anonymous", "anonym"):
        return frozenset({access.PUBLIC})
    user = get_user_model()._default_manager.filter(email__iexact=name).first()
    if user is not None:
        return access.user_tokens(user)
    group = Group.objects.filter(name__iexact=name).first()
    if group is None:
        raise LookupError(name)
    tokens = {access.PUBLIC, access.LOGIN, access.group_token(group.pk)}
    codename = Q(codename="view_internal_service", content_type__app_label="directory")
    if group.permissions.filter(codename).exists():
        tokens.add(access.INTERNAL)
    return frozenset(tokens)


def of_service(internal: bool) -> Tokens:
    """Return who may find a published service."""
    return frozenset({access.INTERNAL, access.SUPERUSER}) if internal else access.EVERYBODY


def of_page(page: Page) -> Tokens:
    """Return who may find a live page, given as its specific kind."""
    return access.page_tokens(page)


def of_document(document: AbstractDocument, carriers: Iterable[Page]) -> Tokens:
    """Return who may find a file: who passes its collection and a live page that carries it.

    The page narrows what both let through, so that a partner finds the files of the own
    agreement. Without a live page nobody finds the file.
    """
    collection = access.collection_tokens(document.collection)
    inner = [] if access.PUBLIC in collection else [collection]
    found: Tokens = frozenset()
    for page in carriers:
        layers = [access.restriction_tokens(row) for row in access.page_restrictions(page)]
        tokens = access.combine([*layers, *inner])
        narrow = getattr(page, "narrow_audience", None)
        found |= narrow(tokens) if narrow else tokens
    return found
