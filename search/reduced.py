"""Search without the engine: titles and summaries in the database, no filters, no ranking."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page

from content.directory.models import Organization, Service
from content.library import access
from search.index_document import IndexDocument
from search.keys import key_of
from search.page_documents import mapped_models
from search.parameters import Parameters
from search.query import Hit, ResultPage

MAX_PER_KIND = 100
MAX_WORDS = 8


def search(parameters: Parameters, user: Any, size: int) -> ResultPage:
    """Return what the database finds and `user` may see; at most 100 of each kind."""
    kinds = set(parameters.filters.get("kind", parameters.tab.kinds))
    words = parameters.text.split()[:MAX_WORDS]
    found: list[Any] = []
    if "service" in kinds:
        rows = Service.objects.visible_to(user)
        found += _matching(rows, words, "name", "summary", "description")
    if "organization" in kinds:
        rows = Organization.objects.filter(live=True)
        found += _matching(rows, words, "name", "alternate_name", "description")
    models = [model for model in mapped_models().values() if model.kind in kinds]
    if models:
        pages: Any = access.visible(Page.objects.live().type(*models), user)
        rows = pages.specific(defer=True)
        found += _matching(rows, words, "title", "search_description")
    start = (parameters.page - 1) * size
    hits = [Hit(key_of(row), 0.0, _document(row)) for row in found[start : start + size]]
    return ResultPage(hits=tuple(hits), total=len(found), page=parameters.page, size=size)


def _matching(rows: QuerySet[Any], words: list[str], *fields: str) -> list[Any]:
    for word in words:
        condition = Q()
        for field in fields:
            condition |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(condition)
    return list(rows.order_by(fields[0])[:MAX_PER_KIND])


def _document(row: Any) -> IndexDocument:
    if isinstance(row, Page):
        kind, title, url = row.kind, row.title, row.get_url() or ""
        summary = row.search_description
    else:
        kind = "service" if isinstance(row, Service) else "organization"
        title, url, summary = row.name, row.get_absolute_url(), getattr(row, "summary", "")
    return IndexDocument(id=key_of(row), kind=kind, title=title, summary=summary, url=url)
