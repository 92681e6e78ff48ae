"""Attached files as the index holds them: found through the live pages that carry them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import ForeignKey, Model, Q, QuerySet
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from search import audience, extraction
from search.index_document import IndexDocument
from search.keys import make_key
from search.page_documents import mapped_models

# Wagtail keeps a page's reference to a file whose row was removed until the page is saved again,
# so rows are asked themselves
ROWS = ("attachments.item.", "files.item.")


def files() -> QuerySet[Any]:
    """Return all documents with their collection."""
    return get_document_model().objects.select_related("collection").order_by("pk")


def file_document(file: Any) -> IndexDocument | None:
    """Describe a document; None where no live page carries it."""
    pages = carriers(file)
    if not pages:
        return None
    return IndexDocument(
        id=make_key(type(file), file.pk),
        kind="document",
        title=file.title,
        summary="",
        passages=extraction.passages(file),
        url=file.url,
        facets=_facets(pages),
        audience=audience.of_document(file, pages),
        updated=file.created_at,
    )


def carriers(file: Any) -> list[Page]:
    """Return the live pages that offer the file: attached, or named in their text.

    A template's own Word file is no offer beside the template: the template's entry has its text.
    """
    pks = set(attaching_pages(file))
    references = ReferenceIndex.get_references_to(file).select_related("base_content_type")
    for reference in references:
        model = reference.base_content_type.model_class()
        if model is None or not issubclass(model, Page):
            continue
        if not reference.model_path.startswith(ROWS):
            pks.add(int(reference.object_id))
    found = Page.objects.live().filter(pk__in=pks).specific()
    return [
        page
        for page in found
        if page._meta.label_lower in mapped_models()
        and getattr(page, "word_file_id", None) != file.pk
    ]


def attaching_pages(file: Any) -> Iterable[int]:
    """Return the ids of pages that attach the file through a row of their own."""
    for relation in type(file)._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and relation.one_to_many):
            continue
        model: type[Model] = relation.related_model
        if issubclass(model, Page):
            column = "pk"
        else:
            parents = [
                field.attname
                for field in model._meta.concrete_fields
                if isinstance(field, ForeignKey) and issubclass(field.related_model, Page)
            ]
            if not parents:
                continue
            column = parents[0]
        rows = model._default_manager.filter(Q(**{relation.field.name: file.pk}))
        yield from rows.values_list(column, flat=True)


def _facets(pages: list[Page]) -> dict[str, tuple[str, ...]]:
    topics = {topic.slug for page in pages for topic in page.topics.all()}
    return {"topic": tuple(sorted(topics))} if topics else {}
