"""What waits for a coordinator: drafts, overdue reviews, unconfirmed services, agreements."""

import datetime
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import CharField, Count, DateField, F, Q, QuerySet, Value, Window
from django.db.models.functions import Cast, RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from content.directory.models import Service
from content.directory.models.base import CONFIRMATION_LASTS
from content.library.models import AgreementPage, CaseStandardPage, ConceptPage, InfoPage
from content.prepared import Prepared
from doctemplates.models import WordTemplatePage

SHOWN = 5
SHOWN_WHOLE = 500  # of the one group that somebody asked to see whole

DRAFTS = "drafts"
SERVICE_DRAFTS = "service-drafts"
REVIEWS = "reviews"
SERVICES = "services"
AGREEMENTS = "agreements"

TITLES: dict[str, str | Promise] = {
    DRAFTS: _("Pages with unpublished changes"),
    SERVICE_DRAFTS: _("Offers with unpublished changes"),
    REVIEWS: _("Review overdue"),
    AGREEMENTS: _("Agreements near notice or end"),
    SERVICES: _("Offers not confirmed for a year"),
}
REVIEWED = (ConceptPage, CaseStandardPage, AgreementPage, WordTemplatePage, InfoPage)


@dataclass(frozen=True)
class Item:
    """One thing to look at; `url` leads to where it is mended."""

    title: str
    url: str
    date: datetime.date | None = None


@dataclass
class Group:
    """Things of one sort: `count` in all, the first (`whole`: SHOWN_WHOLE) of them in `items`."""

    key: str
    title: str | Promise
    count: int = 0
    items: list[Item] = field(default_factory=list)
    whole: bool = False


def attention_groups(whole: str = "") -> list[Group]:
    """Return all groups in the order of TITLES, empty ones too. Costs two queries.

    `whole` is the key of a group to be listed up to SHOWN_WHOLE; anything else is left alone.
    """
    found = {key: Group(key, title, whole=key == whole) for key, title in TITLES.items()}
    limit = _limits(whole)
    totals: dict[tuple[str, str], int] = {}
    today = timezone.localdate()
    days = (today.isoformat(), (today - CONFIRMATION_LASTS).isoformat())
    for key, source, pk, title, date, total in _rows(whole if whole in TITLES else "")(*days):
        totals[key, source] = total
        found[key].items.append(Item(title, _edit_url(key, pk), date))
    for (key, _source), total in totals.items():
        found[key].count += total
    _add_agreements(found[AGREEMENTS])
    for key, group in found.items():
        group.items = sorted(group.items, key=_by_date)[: limit[key]]
    return list(found.values())


def _limits(whole: str) -> dict[str, int]:
    return {key: SHOWN_WHOLE if key == whole else SHOWN for key in TITLES}


def _by_date(item: Item) -> tuple[datetime.date, str]:
    return (item.date or datetime.date.min, item.title)


def _edit_url(key: str, pk: int) -> str:
    if key in (SERVICES, SERVICE_DRAFTS):
        return reverse(Service.snippet_viewset.get_url_name("edit"), args=[quote(pk)])
    return reverse("wagtailadmin_pages:edit", args=[pk])


def _part(
    rows: QuerySet[Any], key: str, title: str, date: str, limit: dict[str, int]
) -> QuerySet[Any]:
    """Return the first rows of one group and, in each row, how many there are."""
    day = Cast(F(date), DateField())
    numbered = rows.annotate(
        key=Value(key, output_field=CharField()),
        source=Value(rows.model.__name__, output_field=CharField()),
        label=Cast(F(title), CharField()),
        day=day,
        total=Window(Count("pk")),
        place=Window(RowNumber(), order_by=[day.asc(nulls_first=True), F("pk").asc()]),
    )
    columns = ("key", "source", "pk", "label", "day", "total")
    return numbered.filter(place__lte=limit[key]).order_by().values_list(*columns)


@cache
def _rows(whole: str) -> Prepared:
    """Return the query for all groups; its values are today and the last day that is too old."""
    return Prepared(lambda today, old: _all_parts(today, old, _limits(whole)))


def _all_parts(today: Any, old: Any, limit: dict[str, int]) -> QuerySet[Any]:
    changed = Q(has_unpublished_changes=True)
    overdue = {"live": True, "review_date__lt": today}
    parts = [
        _part(
            Page.objects.filter(changed),
            DRAFTS, "draft_title", "latest_revision_created_at", limit,
        ),
        _part(Service.objects.filter(changed), SERVICE_DRAFTS, "name", "last_modified", limit),
        _part(
            Service.objects.filter(live=True).filter(
                Q(assured_date__isnull=True) | Q(assured_date__lt=old)
            ),
            SERVICES, "name", "assured_date", limit,
        ),
        *(
            _part(model.objects.filter(**overdue), REVIEWS, "title", "review_date", limit)
            for model in REVIEWED
        ),
    ]  # fmt: skip
    return parts[0].union(*parts[1:], all=True)


_signed = Prepared(
    lambda: (
        AgreementPage.objects.live()
        .filter(state=AgreementPage.State.SIGNED, term_end__isnull=False)
        .order_by("term_end")
        .defer("body")
    )
)


def _add_agreements(group: Group) -> None:
    due = [page for page in _signed() if page.needs_attention]
    group.count = len(due)
    for page in due:
        day = page.notice_deadline or page.term_end
        group.items.append(Item(page.title, _edit_url(AGREEMENTS, page.pk), day))
