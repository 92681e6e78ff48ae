"""Publish the newest revision of a page and freeze it as an edition."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from content.library.models import Edition


class EditionRefused(Exception):
    """The edition cannot be issued; the message says to the person why and how to mend it."""


def still_to_come(day: datetime.date) -> str:
    """Return why an edition cannot be valid from `day`; empty where it can.

    Issuing shows the edition at once, as the one that holds.
    """
    if day <= timezone.localdate():
        return ""
    return _(
        "This day is still to come, but the edition is shown at once. Please enter today or an "
        "earlier day, or issue the edition on the day from which it is valid."
    )


@transaction.atomic
def issue_edition(
    page: Page,
    *,
    valid_from: datetime.date,
    change_note: str,
    approver: str,
    user: Any,
    ask_acknowledgement: bool,
) -> Edition:
    """Publish the latest revision of `page` and return the edition that keeps it.

    Both happen or neither. Raises EditionRefused where `valid_from` is still to come, where the
    latest revision is an edition already or where publishing it does not make the page live (it is
    scheduled for a later day).
    """
    refusal = still_to_come(valid_from)
    if refusal:
        raise EditionRefused(refusal)
    row = Page.objects.select_for_update().get(pk=page.pk)
    revision = row.get_latest_revision() or row.specific.save_revision(user=user)
    if Edition.objects.filter(revision=revision).exists():
        raise EditionRefused(
            _("Nothing has changed since the last edition. Please edit the page first.")
        )
    revision.publish(user=user)
    if Page.objects.filter(pk=row.pk, live=True, live_revision=revision).first() is None:
        raise EditionRefused(
            _("The page is scheduled for a later day. Please remove the day, then try again.")
        )
    last = Edition.objects.filter(page=row).aggregate(last=Max("number"))["last"] or 0
    edition = Edition.objects.create(
        page=row,
        number=last + 1,
        valid_from=valid_from,
        change_note=change_note,
        approver=approver,
        ask_acknowledgement=ask_acknowledgement,
        revision=revision,
        issued_by=user,
    )
    edition.documents.set(_documents_named_by(row))
    return edition


def _documents_named_by(page: Page) -> QuerySet[Any]:
    """Return the files the page names as it is stored now, brought up to date first."""
    live = Page.objects.get(pk=page.pk).specific
    ReferenceIndex.create_or_update_for_object(live)
    rows = ReferenceIndex.get_references_for_object(live).filter(
        to_content_type=ContentType.objects.get_for_model(get_document_model())
    )
    keys = list(rows.values_list("to_object_id", flat=True))
    return get_document_model().objects.filter(pk__in=keys)
