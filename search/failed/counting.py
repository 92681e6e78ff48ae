"""Counts a search without results; what is kept is one number per day, words and filters."""

import datetime
import logging
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, models, transaction
from django.db.models import F
from django.utils import timezone

from search import facets
from search.facets import TERMS
from search.failed.words import countable_words
from search.models import FailedSearch

if TYPE_CHECKING:
    from search.results import Answer

logger = logging.getLogger(__name__)

KEPT_DAYS = 2 * 366
MAX_ROWS_A_DAY = 1_000  # a robot that searches all day fills no database
MAX_VALUES = 5


def count_if_failed(answer: "Answer") -> None:
    """Count the first page of an answer without results."""
    asked = answer.parameters
    if answer.failed and asked.page == 1:
        count(asked.text, asked.filters, answer.synonyms)


def count(text: str, filters: Mapping[str, Sequence[str]], synonyms: Iterable[str] = ()) -> None:
    """Count a search for `text` with `filters` (facet -> slugs) that found nothing.

    Only listed words of the text and existing municipalities and topics are kept; a search of
    unlisted words is counted without words. `synonyms` are listed words too. Costs a few queries
    and never fails the page: what can't be counted is forgotten.
    """
    try:
        _count(text, filters, synonyms)
    except DatabaseError as error:
        # the statement in the error's message may hold what was searched for
        logger.warning("Search: a search without results was not counted: %s", type(error).__name__)


def _count(text: str, filters: Mapping[str, Sequence[str]], synonyms: Iterable[str]) -> None:
    terms = facets.labels({}, whole=TERMS)
    names = (str(name) for rows in terms.values() for name in rows.values())
    row: dict[str, Any] = {
        "day": timezone.localdate(),
        "terms": " ".join(countable_words(text, [*names, *synonyms]))[:200],
        "municipality": _chosen("municipality", filters, terms),
        "topic": _chosen("topic", filters, terms),
    }
    with transaction.atomic():
        if _add_one(row):
            return
        if FailedSearch.objects.filter(day=row["day"]).count() >= MAX_ROWS_A_DAY:
            row |= {"terms": "", "municipality": "", "topic": ""}
        # ignored: the same search at the same moment made the row
        FailedSearch.objects.bulk_create([FailedSearch(**row)], ignore_conflicts=True)
        _add_one(row)


def _add_one(row: dict[str, Any]) -> int:
    return FailedSearch.objects.filter(**row).update(count=F("count") + 1)


def _chosen(
    facet: str, filters: Mapping[str, Sequence[str]], terms: Mapping[str, Container[str]]
) -> str:
    """Return the chosen values that exist, as text between commas: ",siegburg,troisdorf,"."""
    known = sorted({value for value in filters.get(facet, ()) if value in terms[facet]})
    return f",{','.join(known[:MAX_VALUES])}," if known else ""


def forget_old() -> int:
    """Delete counts older than two years; return how many."""
    last = timezone.localdate() - datetime.timedelta(days=KEPT_DAYS)
    rows: models.QuerySet[FailedSearch] = FailedSearch.objects.filter(day__lt=last)
    return rows.delete()[0]
