"""From the database to the index: which models are findable, and what of them is kept."""

import logging
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import InterfaceError, OperationalError
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.models import Site

from content.directory.models import Organization, Service
from search import directory_documents, file_documents, page_documents
from search.index_document import IndexDocument, Passage
from search.keys import make_key, split_key

__all__ = [
    "IndexDocument",
    "Passage",
    "Source",
    "build",
    "build_all",
    "build_if_possible",
    "is_indexed",
    "sources",
]

logger = logging.getLogger(__name__)

CHUNK = 500


@dataclass(frozen=True)
class Source:
    """How one model becomes findable: its visible rows, and a row as IndexDocument or None."""

    model: type[Model]
    rows: Callable[[], Any]
    describe: Callable[[Any], IndexDocument | None]


@cache
def sources() -> dict[str, Source]:
    """Return the sources by model label, in the order in which the index is built."""
    found = [
        Source(Service, directory_documents.services, directory_documents.service_document),
        Source(
            Organization,
            directory_documents.organizations,
            directory_documents.organization_document,
        ),
        Source(get_document_model(), file_documents.files, file_documents.file_document),
    ]
    for model in page_documents.mapped_models().values():
        found.append(Source(model, _rows_of(model), page_documents.page_document))
    return {source.model._meta.label_lower: source for source in found}


def is_indexed(model: type[Model]) -> bool:
    """Tell whether instances of the model are findable things of their own."""
    return model._meta.label_lower in sources()


def forget_addresses() -> None:
    """Find the pages' addresses anew, before a batch: each process keeps its own for an hour.

    Wagtail forgets where the sites begin in that process alone in which that was changed; a worker
    that still knows the old place would find no address for any page and take them all out.
    """
    Site.clear_site_root_paths_cache()


def build(key: str) -> IndexDocument | None:
    """Return what the index should hold for a key now; None if nothing."""
    model, pk = split_key(key)
    source = sources().get(model._meta.label_lower) if model is not None else None
    if source is None:
        return None
    row = source.rows().filter(pk=pk).first()
    return source.describe(row) if row is not None else None


def build_if_possible(key: str) -> IndexDocument | None:
    """Return what `build` does, None too for what can't be described; that is logged."""
    try:
        return build(key)
    except (OperationalError, InterfaceError):  # not the object's fault
        raise
    except Exception:
        logger.exception("Search: %s can't be indexed", key)
        return None


def build_all(
    failed: list[str] | None = None,
    *,
    without: Container[str] = (),
    before: Callable[[str], None] | None = None,
) -> Iterator[IndexDocument]:
    """Yield everything findable but the keys in `without`; `before` hears each key in advance.

    What can't be described is logged, its key added to `failed`.
    """
    forget_addresses()
    for source in sources().values():
        for row in source.rows().iterator(chunk_size=CHUNK):
            key = make_key(source.model, row.pk)
            if key in without:
                continue
            if before is not None:
                before(key)
            try:
                document = source.describe(row)
            except (OperationalError, InterfaceError):  # not the object's fault
                raise
            except Exception:
                logger.exception("Search: %s can't be indexed", key)
                if failed is not None:
                    failed.append(key)
                continue
            if document is not None:
                yield document


def _rows_of(model: Any) -> Callable[[], Any]:
    return lambda: page_documents.pages(model)
