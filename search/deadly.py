"""Objects whose indexing kills the process: found out, counted, left to tries of their own.

The outbox finds them by trying alone what a dead worker had in hand. A rebuild reads everything,
and one that died says nothing: so the next one first describes each object with its key noted,
and if that dies too, the third knows the object, leaves it out and gives it to the outbox.
"""

import contextlib
import logging
import time
from collections.abc import Callable, Iterable

from django.db.models import F
from django.utils import timezone

from search import documents
from search.engines.impacts import document_terms
from search.engines.records import content_hash
from search.models import IndexChange

logger = logging.getLogger(__name__)

State = IndexChange.State


def known() -> frozenset[str]:
    """Return the keys that were the only one in the hands of a worker that died."""
    rows = IndexChange.objects.filter(attempts__gt=0, leased_until__isnull=False)
    return frozenset(rows.exclude(state=State.REBUILD).values_list("key", flat=True))


def set_aside(key: str) -> None:
    """Count a rebuild's death against an object; the outbox tries it when nothing else is due."""
    logger.error("Search: a rebuild did not survive %s, it is left out and tried alone", key)
    now = timezone.now()
    values = {"last_error": "A rebuild did not come back from it.", "leased_until": now}
    rows = IndexChange.objects.filter(key=key)
    if not rows.update(attempts=F("attempts") + 1, version=time.time_ns(), **values):
        IndexChange.objects.create(
            key=key, version=time.time_ns(), attempts=1, not_before=now, **values
        )


def find(note: Callable[[str], None], without: frozenset[str]) -> None:
    """Describe and analyse every object, after telling `note` its key; may not come back."""
    for document in documents.build_all(without=without, before=note):
        with contextlib.suppress(ValueError, TypeError, AttributeError, OverflowError):
            content_hash(document)
            document_terms(document, 1.0)


def keep(keys: Iterable[str]) -> list[str]:
    """See to it that what a rebuild left out is tried after it; return the keys without a row.

    A worker may have written them into the index that was replaced meanwhile: a row of another
    version is not forgotten by it.
    """
    return [
        key
        for key in keys
        if not IndexChange.objects.filter(key=key).update(version=time.time_ns())
    ]
