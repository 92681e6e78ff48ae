"""Pages as their own kind, in queries compiled once; Wagtail's `specific()` asks for each kind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page, get_page_models

from content.library.models.base import LibraryPage
from content.prepared import Prepared

STEP = 5  # lists are asked for in lengths of this step, so that few queries serve all of them


@cache
def _kinds() -> dict[str, type[LibraryPage]]:
    """Return the page kinds of the portal by the way from Page to each."""
    return {m._meta.model_name: m for m in get_page_models() if issubclass(m, LibraryPage)}


def _listed(*pks: Any) -> QuerySet[Any]:
    """Return pages with their kinds and the foreign keys that the templates name, without text."""
    kinds = _kinds()
    keys = [f"{way}__{name}" for way, kind in kinds.items() for name in kind.shown_with]
    pages = Page.objects.filter(pk__in=pks).select_related("locale", *kinds, *keys)
    return pages.defer(*(f"{way}__body" for way in kinds))


_in_lists = Prepared(_listed)


def own_kinds(pks: Sequence[int]) -> list[Any]:
    """Return the pages with these ids, in this order, each as its own kind; one query.

    Meant for lists: the text of a page is read when it is asked for.
    """
    if not pks:
        return []
    filled = [*pks, *[pks[-1]] * (-len(pks) % STEP)]
    found = {page.pk: _as_own_kind(page) for page in _in_lists(*filled)}
    return [found[pk] for pk in pks if pk in found]


def _as_own_kind(page: Page) -> Any:
    name = page.cached_content_type.model
    found = getattr(page, name, None) if name in _kinds() else None
    if found is None:
        return page.specific
    found._state.fields_cache.setdefault("locale", page.locale)
    return found


@cache
def _whole(kind: type[LibraryPage]) -> Prepared:
    """Return the query for one page of a kind, with the foreign keys its template names."""
    keys = ("locale", "responsible", "alias_of", *kind.shown_with)
    return Prepared(lambda pk: kind._default_manager.filter(pk=pk).select_related(*keys))


def own_kind(pk: int, content_type: int) -> Any:
    """Return a page as its own kind, None where it is gone."""
    kind: Any = ContentType.objects.get_for_id(content_type).model_class()
    if kind is not None and issubclass(kind, LibraryPage):
        return next(iter(_whole(kind)(pk)), None)
    page = Page.objects.filter(pk=pk).first()
    return page and page.specific
