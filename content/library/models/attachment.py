"""Files that a page carries."""

from collections.abc import Callable
from functools import cache
from typing import Any, cast

from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.documents import get_document_model, get_document_model_string
from wagtail.models import Collection, Orderable

from content.library.collection_rules import (
    closed_to,
    closed_to_person,
    closed_to_superusers,
    closed_to_visitors,
)
from content.prepared import Prepared


class FileOfPage(Orderable):
    """A document with the words under which a page offers it."""

    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("document"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    label = models.CharField(
        _("label"),
        max_length=200,
        blank=True,
        help_text=_("Shown instead of the document's own title."),
    )

    panels = [FieldPanel("document"), FieldPanel("label")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.label or self.document.title


def with_documents(files: Any, request: HttpRequest) -> list[Any]:
    """Return the files of a page with their documents, in one query where they are not at hand.

    Leaves out what an old edition names and nobody has any more, and files whose collection is
    closed to the reader: their very titles may be private. What other apps know of a document
    (hook "library_file_note": an expression that gives a text) becomes the file's `note`.
    """
    rows, user = files.all(), request.user
    if isinstance(rows, models.QuerySet):
        page, model = files.instance.pk, cast(Any, rows.model)
        if not user.is_authenticated or not user.is_active:
            return _stored(model, closed_to_visitors, get_language())(page)
        if user.is_superuser:
            return _stored(model, closed_to_superusers, get_language())(page)
        return _stored(model, closed_to_person, get_language())(page, user.pk)
    known = get_document_model().objects.exclude(collection__in=closed_to(user))
    documents = known.in_bulk([row.document_id for row in rows])
    found = [row for row in rows if row.document_id in documents]
    for row in found:
        row.document = documents[row.document_id]
    return found


@cache
def _stored(
    model: type[FileOfPage],
    closed: Callable[..., models.QuerySet[Collection]],
    _language: str | None,
) -> Prepared:
    """Return the query for the files of one page without the collections that are `closed`.

    Notes at files are words, so there is one query for each language.
    """
    page_of = next(field.name for field in model._meta.fields if isinstance(field, ParentalKey))

    def rows(page: Any, *person: Any) -> models.QuerySet[Any]:
        found: models.QuerySet[Any] = model._default_manager.filter(**{page_of: page})
        for expression in hooks.get_hooks("library_file_note"):
            found = found.annotate(note=expression())
        found = found.select_related("document").order_by("sort_order")
        return found.exclude(document__collection__in=closed(*person))

    return Prepared(rows)


class PageAttachment(FileOfPage):
    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="attachments")

    class Meta(FileOfPage.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
