"""Pages of different kinds in one query, where Wagtail's `specific()` asks once for each kind."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page, get_page_models

from content.library.models.base import LibraryPage


@cache
def _kinds() -> tuple[str, ...]:
    """Return the ways from Page to each page kind of the portal."""
    return tuple(m._meta.model_name for m in get_page_models() if issubclass(m, LibraryPage))


@cache
def _ways() -> tuple[str, ...]:
    """Return the ways to each kind and to the foreign keys its templates name."""
    ways = ["locale"]
    for model in get_page_models():
        if issubclass(model, LibraryPage):
            way = model._meta.model_name
            ways += [way, *(f"{way}__{name}" for name in ("responsible", *model.shown_with))]
    return tuple(ways)


def with_kinds(pages: QuerySet[Page]) -> QuerySet[Any]:
    """Return `pages` so that `as_own_kind` needs no further query."""
    return pages.select_related(*_ways())


def as_own_kind(page: Page) -> Any:
    """Return `page` as its own kind, from what the query has fetched."""
    name = page.cached_content_type.model
    found = getattr(page, name, None) if name in _kinds() else None
    if found is None:
        return page.specific
    found._state.fields_cache.setdefault("locale", page.locale)
    return found
