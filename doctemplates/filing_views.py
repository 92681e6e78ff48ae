"""The step after filling: file the document with an agreement. Only where nothing is personal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from content.library.models import AgreementPage
from doctemplates import filing
from doctemplates.batch.explaining import work_message
from doctemplates.delivery import file_name
from doctemplates.filing_forms import FilingForm
from doctemplates.form_source import ACTION
from doctemplates.models import WordTemplatePage
from doctemplates.rights import FILE_DOCUMENT, rights

FILE, CONFIRM = "file", "file-confirm"


def offered(user: Any, page: WordTemplatePage) -> bool:
    """Whether `user` may file what is filled from `page`; asks the database only where it may."""
    if page.personal or page.purpose != page.Purpose.AGREEMENT:
        return False
    return FILE_DOCUMENT in rights(user)


def answer(
    request: HttpRequest,
    page: WordTemplatePage,
    content: bytes,
    values: Mapping[str, Any],
    pictures: Mapping[str, str],
) -> HttpResponse:
    """Ask with which agreement `content` (the filled .docx) is filed, then file it.

    The entries travel in the form itself, with `pictures` that have just been sent (by the name of
    a hidden input): nothing is kept between the two steps.
    """
    confirmed = request.POST.get(ACTION) == CONFIRM
    form = FilingForm(
        request.POST if confirmed else None,
        user=request.user,
        page=page,
        partner=str(values.get("organization.name", "")),
    )
    if confirmed and form.is_valid():
        try:
            return _filed(request, page, content, form.cleaned_data)
        except filing.FilingRefused as refused:
            form.add_error(None, work_message(refused.code))
    left_out = {ACTION, "csrfmiddlewaretoken", *pictures}
    carried = [
        (name, value)
        for name, values_ in request.POST.lists()
        if name not in left_out and not name.startswith("filing-")
        for value in values_
    ]
    carried += pictures.items()
    context = {**page.form_context(request), "form": form, "carried": carried}
    response = TemplateResponse(request, "doctemplates/file.html", context)
    response["Cache-Control"] = "no-store"
    return response


@transaction.atomic
def _filed(
    request: HttpRequest, page: WordTemplatePage, content: bytes, data: dict[str, Any]
) -> HttpResponse:
    agreement: AgreementPage | None = data["agreement"]
    if agreement is None:
        title = page.title
        agreement = filing.draft_agreement(
            data["partner"], data["module"], data["subject"], title, request.user
        )
    filing.file_document(
        agreement,
        content,
        file_name(page.title, dated=True),
        filing.origin_of(page),
        request.user,
        data["collection"],
    )
    messages.success(request, _("The document is filed with this agreement."))
    if agreement.live and agreement.permissions_for_user(request.user).can_publish():
        return redirect(agreement.get_url(request) or "/")
    return redirect(reverse("wagtailadmin_pages:edit", args=[agreement.pk]))
