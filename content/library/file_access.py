"""Who may open a file: its collection decides, and the pages that carry it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from wagtail.documents.permissions import permission_policy
from wagtail.models import Page, ReferenceIndex

from content.library import access
from content.library.models import Edition


def carrying_pages(document: Any) -> list[Page]:
    """Return the pages that carry `document`, now or in an edition.

    They link to it, attach it or offer it in their text.
    """
    rows = ReferenceIndex.get_references_to(document).select_related("base_content_type")
    models = {row.base_content_type: row.base_content_type.model_class() for row in rows}
    keys = {
        row.object_id
        for row in rows
        if (model := models[row.base_content_type]) is not None and issubclass(model, Page)
    }
    in_edition = Edition.objects.filter(documents=document.pk).values("page")
    return list(Page.objects.filter(Q(pk__in=keys) | Q(pk__in=in_edition)))


def may_open(document: Any, user: Any) -> bool:
    """Say whether `user` may open `document`.

    A file is for those who may see a live page that carries it, and for those who edit the file;
    one that no live page carries is for the latter alone. The collection's own restriction holds
    besides.
    """
    if not access.may_open_collection(document.collection, user):
        return False
    pages = carrying_pages(document)
    if any(page.live and access.may_view(page, user) for page in pages):
        return True
    return bool(permission_policy.user_has_permission_for_instance(user, "change", document))
