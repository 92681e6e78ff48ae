"""File a filled document with a cooperation agreement, so that it can be told what it is.

Wagtail's own parts hold it: a document in a private collection, named by the agreement's list of
files. `FiledDocument` adds template, edition, checksums, person and day, and never changes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.documents.permissions import permission_policy
from wagtail.models import Collection, Page

from content.directory.models import Organization
from content.library.collection_rules import closed_to
from content.library.models import AgreementFile, AgreementPage, SectionPage
from doctemplates.models import FiledDocument, WordTemplatePage


class FilingRefused(Exception):
    """The document cannot be filed; `code` is a key of batch.explaining.WORK."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Origin:
    """What a filled document was made of; `edition` is a number, `checksum` of the template."""

    template: WordTemplatePage
    edition: int | None
    checksum: str


def origin_of(page: WordTemplatePage) -> Origin:
    """Return where a document filled from `page` right now comes from."""
    edition = page.current_edition
    return Origin(page, edition.number if edition else None, page.compiled().digest)


def private_collections(user: Any) -> QuerySet[Collection]:
    """Return the collections that visitors can't open and to which `user` may add files."""
    own = permission_policy.collections_user_has_permission_for(user, "add")
    private = own.filter(pk__in=closed_to(AnonymousUser()).values("pk"))
    rows: QuerySet[Collection] = private.exclude(pk__in=closed_to(user).values("pk"))
    return rows.order_by("name")


def default_collection(page: WordTemplatePage, user: Any) -> Collection | None:
    """Return the collection of the template's own file if it is private, else any private one."""
    allowed = private_collections(user)
    return allowed.filter(pk=page.word_file.collection_id).first() or allowed.first()


def section_for_agreements() -> Page | None:
    """Return the section in which most agreements stand, else the one of that name."""
    parents: dict[str, int] = {}
    for path in AgreementPage.objects.values_list("path", flat=True):
        parents[path[: -Page.steplen]] = parents.get(path[: -Page.steplen], 0) + 1
    if parents:
        return Page.objects.get(path=max(parents, key=lambda path: parents[path])).specific
    return SectionPage.objects.filter(slug="vereinbarungen").first()


@transaction.atomic
def draft_agreement(
    partner: Organization, module: int, subject: str, title: str, user: Any
) -> AgreementPage:
    """Make an agreement that only editors see; FilingRefused where `user` may not make one."""
    section = section_for_agreements()
    if section is None or not section.permissions_for_user(user).can_add_subpage():
        raise FilingRefused("not_allowed")
    page: AgreementPage = section.add_child(
        instance=AgreementPage(
            title=f"{title} – {partner.name}"[:255],
            partner=partner,
            module=module,
            subject=subject,
            live=False,
            owner=user,
        )
    )
    page.save_revision(user=user, log_action=True)
    return page


def file_document(
    agreement: AgreementPage,
    content: bytes,
    name: str,
    origin: Origin,
    user: Any,
    collection: Collection,
) -> FiledDocument:
    """Store `content` (a .docx) as `name` and attach it to `agreement`, or neither.

    Where `user` may edit the agreement but not publish it, the file waits in its draft.
    Raises FilingRefused for templates with personal data, for a collection that is not private and
    where `user` may not edit the agreement. Earlier filings stay.
    """
    if origin.template.personal:
        raise FilingRefused("personal")
    if not private_collections(user).filter(pk=collection.pk).exists():
        raise FilingRefused("not_allowed")
    file = ContentFile(content, name=name)
    document = get_document_model()(
        title=_title(origin, agreement), file=file, collection=collection, uploaded_by_user=user
    )
    try:
        with transaction.atomic():
            return _file(agreement, document, content, origin, user)
    except BaseException:
        if document.file._committed:
            document.file.storage.delete(document.file.name)
        raise


def _file(
    agreement: AgreementPage, document: Any, content: bytes, origin: Origin, user: Any
) -> FiledDocument:
    page = AgreementPage.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    allowed = page.permissions_for_user(user)
    if not allowed.can_edit():
        raise FilingRefused("not_allowed")
    if allowed.page_locked():
        raise FilingRefused("locked")
    document.file_size = len(content)
    document.save()
    row = AgreementFile(document=document, label=_label(origin))
    if allowed.can_publish():
        _attach(page, row, user)
    else:
        _propose(page, row, user)
    return FiledDocument.objects.create(
        agreement=page,
        document=document,
        template=origin.template,
        template_title=origin.template.title,
        edition=origin.edition,
        template_checksum=origin.checksum,
        checksum=hashlib.sha256(content).hexdigest(),
        filed_by=user,
    )


def _attach(page: AgreementPage, row: AgreementFile, user: Any) -> None:
    """Add the file to the page as it is shown, and to its draft: publishing must not lose it."""
    pending = page.has_unpublished_changes
    row.sort_order = _next_place(page)
    page.files.add(row)
    page.files.commit()
    if not pending:
        page.save_revision(user=user, log_action=True).publish(user=user)
        return
    draft = page.get_latest_revision_as_object()
    draft.files.add(AgreementFile.objects.get(agreement=page, document=row.document))
    draft.save_revision(user=user, log_action=True)


def _propose(page: AgreementPage, row: AgreementFile, user: Any) -> None:
    """Add the file to the draft alone: `user` may not publish."""
    draft = page.get_latest_revision_as_object()
    row.sort_order = _next_place(draft)
    draft.files.add(row)
    draft.save_revision(user=user, log_action=True)


def _next_place(page: AgreementPage) -> int:
    return max((row.sort_order or 0 for row in page.files.all()), default=0) + 1


def _label(origin: Origin) -> str:
    day = date_format(timezone.localdate(), "SHORT_DATE_FORMAT")
    title = origin.template.title[:120]
    if origin.edition is None:
        return _("%(title)s, filed on %(day)s") % {"title": title, "day": day}
    words = {"title": title, "number": origin.edition, "day": day}
    return _("%(title)s, edition %(number)s, filed on %(day)s") % words


def _title(origin: Origin, agreement: AgreementPage) -> str:
    return f"{_label(origin)} – {agreement.partner.name}"[:255]


def note() -> Subquery:
    """Return who filed a page's file, and its checksum, as a text; nothing for other files."""
    rows = FiledDocument.objects.filter(document=OuterRef("document")).order_by("-pk")
    told = Concat(
        Value(_("Filed by") + " "),
        Coalesce("filed_by__display_name", Value("–")),
        Value(". " + _("Checksum (SHA-256)") + ": "),
        "checksum",
        output_field=TextField(),
    )
    return Subquery(rows.annotate(told=told).values("told")[:1])


def agreements_of(organizations: list[int]) -> dict[int, AgreementPage]:
    """Return the agreement to file with, by organization: the newest that still holds."""
    ended = (AgreementPage.State.TERMINATED, AgreementPage.State.EXPIRED)
    rows = AgreementPage.objects.filter(partner__in=organizations).exclude(state__in=ended)
    return {page.partner_id: page for page in rows.order_by("pk")}
