"""Search without the engine: names, summaries and topics in the database, titles first.

No filters, no stems, no places; who may see what holds here too.
"""

from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from wagtail.models import Page

from content.directory.models import Organization, Service
from content.library import access
from search.index_document import IndexDocument
from search.keys import key_of, make_key
from search.page_documents import mapped_models
from search.parameters import Parameters
from search.query import Hit, ResultPage

MAX_PER_KIND = 100
MAX_WORDS = 8
OFFER_FIELDS = (
    "name", "alternate_name", "summary", "description", "organization__name",
    "organization__alternate_name",
)  # fmt: skip
PROVIDER_FIELDS = ("name", "alternate_name", "description")


def search(parameters: Parameters, user: Any, size: int) -> ResultPage:
    """Return what the database finds and `user` may see; at most 100 of each kind."""
    kinds = set(parameters.filters.get("kind", parameters.tab.kinds))
    words = parameters.text.split()[:MAX_WORDS]
    found: list[Any] = []
    if "service" in kinds:
        rows: QuerySet[Any] = Service.objects.visible_to(user)
        found += _matching(rows, words, OFFER_FIELDS, {Service: "service_id"})
    if "organization" in kinds:
        providers = Organization.objects.filter(live=True)
        found += _matching(providers, words, PROVIDER_FIELDS, {})
    models = [model for model in mapped_models().values() if model.kind in kinds]
    if models:
        found += _matching_pages(models, user, words)
    found.sort(key=lambda row: not _all_in(_name(row), words))
    total = len(found)
    page = min(parameters.page, max(1, -(-total // size)))
    rows_ = found[(page - 1) * size : page * size]
    hits = [Hit(_key(row), 0.0, _document(row)) for row in rows_]
    return ResultPage(hits=tuple(hits), total=total, full=total, page=page, size=size)


def _matching_pages(models: list[Any], user: Any, words: list[str]) -> list[Any]:
    """Return pages of the kinds, read in one query with their summaries."""
    pages: Any = access.visible(Page.objects.live().type(*models), user)
    summaries = [f"{model._meta.model_name}__summary" for model in models]
    text = Coalesce(*map(F, summaries), Value(""), output_field=CharField())
    topics = {model: f"{model._meta.model_name}_id" for model in models}
    return _matching(
        pages.annotate(found_summary=text),
        words,
        ("title", "search_description", "found_summary"),
        topics,
    )


def _matching(
    rows: QuerySet[Any], words: list[str], fields: tuple[str, ...], topics: dict[Any, str]
) -> list[Any]:
    """Return rows with every word in one of the fields, or in the name of one of their topics.

    `topics` names, by model, the column of its table of topics that holds the row's key.
    """
    for word in words:
        condition = Q()
        for field in fields:
            condition |= Q(**{f"{field}__icontains": word})
        for model, column in topics.items():
            tied = model.topics.through.objects.filter(topic__name__icontains=word)
            condition |= Q(pk__in=tied.values(column))
        rows = rows.filter(condition)
    return list(rows.order_by(fields[0])[:MAX_PER_KIND])


def _all_in(text: str, words: list[str]) -> bool:
    folded = text.casefold()
    return all(word.casefold() in folded for word in words)


def _name(row: Any) -> str:
    return row.title if isinstance(row, Page) else row.name


def _key(row: Any) -> str:
    return make_key(row.specific_class, row.pk) if isinstance(row, Page) else key_of(row)


def _document(row: Any) -> IndexDocument:
    if isinstance(row, Page):
        model: Any = row.specific_class
        summary = row.search_description or row.found_summary
        kind, url = model.kind, row.get_url() or ""
        return IndexDocument(id=_key(row), kind=kind, title=row.title, summary=summary, url=url)
    kind = "service" if isinstance(row, Service) else "organization"
    return IndexDocument(
        id=_key(row),
        kind=kind,
        title=row.name,
        summary=getattr(row, "summary", "") or row.description[:300],
        url=row.get_absolute_url(),
        assured=getattr(row, "assured_date", None),
    )
