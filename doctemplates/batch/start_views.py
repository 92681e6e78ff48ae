"""Begin a run: from organizations of the directory, or from a table."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from doctemplates import checked
from doctemplates.batch import doors, preparing
from doctemplates.batch.blank_table import blank_table
from doctemplates.batch.explaining import table_message
from doctemplates.batch.forms import OrganizationsForm, TableForm
from doctemplates.batch.table_errors import TableError
from doctemplates.batch.tables import read_table
from doctemplates.batch.template_fields import (
    bound_to_organization,
    pictures,
    shown_fields,
    without,
)
from doctemplates.errors import PackageError
from doctemplates.forms import Level, section_form
from doctemplates.messages import explain
from doctemplates.models import BatchRun, WordTemplatePage
from doctemplates.overrides import ShownField, apply
from doctemplates.sections import divided, headings_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BLANK_NAME = "tabelle-zum-ausfuellen.xlsx"


@require_safe
@doors.for_batch
def run_list(request: HttpRequest) -> HttpResponse:
    """Show the person's own runs, newest first."""
    runs = BatchRun.objects.filter(owner=request.user.pk, template__personal=False).with_counts()
    context = {"runs": runs[:50], "crumbs": [(_("Fill for many"), "")], "title": _("Fill for many")}
    return render(request, "doctemplates/batch/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@doors.with_template
def organizations(request: HttpRequest, page: WordTemplatePage) -> HttpResponseBase:
    """Choose organizations and type what is the same for all."""
    try:
        source = page.source()
        fields = checked.compiled(source).fields
    except (FileNotFoundError, PackageError) as error:
        return _unusable(request, page, error)
    sections = divided(apply(page, fields), lambda: headings_of(source))
    shown = [each for section in sections for each in section.fields]
    bound = bound_to_organization(shown)
    data = request.POST if request.method == "POST" else None
    which = OrganizationsForm(data, user=request.user)
    common = section_form(without(sections, bound), data, {"today": timezone.localdate()})
    changed = data is not None and ":" in data.get("action", "")  # a row was added or moved
    if data is None or changed or not all([which.is_valid(), common.is_valid()]):
        return _choose(request, page, which, common, shown, changed)
    run = preparing.from_directory(page, request.user, which.organizations(), common.values())
    return redirect(run)


def _choose(
    request: HttpRequest,
    page: WordTemplatePage,
    which: OrganizationsForm,
    common: Level,
    shown: list[ShownField],
    changed: bool,
) -> HttpResponse:
    if changed:  # what was chosen stays, without complaints
        which = OrganizationsForm(user=request.user, initial=_chosen(request.POST))
    context = {
        "template": page,
        "which": which,
        "form": common,
        "errors": [] if changed else list(common.errors()),
        "bound": bound_to_organization(shown),
        "pictures": pictures(shown),
        "mark": "required",
        "crumbs": _crumbs(request, page),
    }
    return render(request, "doctemplates/batch/organizations.html", context)


def _chosen(data: Any) -> dict[str, Any]:
    names = ("which", "municipality", "topic")
    return {**{name: data.get(name) for name in names}, "picked": data.getlist("picked")}


@require_http_methods(["GET", "HEAD", "POST"])
@doors.with_template
def table(request: HttpRequest, page: WordTemplatePage) -> HttpResponseBase:
    """Take a table and store its rows to be checked."""
    form = TableForm(request.POST or None, request.FILES or None)
    try:
        left_out = pictures(shown_fields(page, page.compiled()))
        if request.method == "POST" and form.is_valid():
            upload = form.cleaned_data["file"]
            run = preparing.from_table(page, request.user, read_table(upload.file, upload.size))
            return redirect(run)
    except TableError as error:
        form.add_error("file", table_message(error))
    except (FileNotFoundError, PackageError) as error:
        return _unusable(request, page, error)
    context = {
        "template": page,
        "form": form,
        "pictures": left_out,
        "crumbs": _crumbs(request, page),
    }
    return render(request, "doctemplates/batch/table.html", context)


@require_safe
@doors.with_template
def blank(request: HttpRequest, page: WordTemplatePage) -> HttpResponse:
    """Hand out a table with the right columns."""
    try:
        shown = shown_fields(page, page.compiled())
    except (FileNotFoundError, PackageError) as error:
        return _unusable(request, page, error)
    content = blank_table([each.field for each in shown])
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, BLANK_NAME) or ""
    return response


def _unusable(request: HttpRequest, page: WordTemplatePage, error: Exception) -> HttpResponse:
    reason = _("The file of this template is missing on the server.")
    if isinstance(error, PackageError):
        reason = explain(error)
    context = {"page": page, "reason": reason, "base_url": page.get_url(request)}
    return render(request, "doctemplates/unusable.html", context, status=503)


def _crumbs(request: HttpRequest, page: WordTemplatePage) -> list[tuple[str, str]]:
    return doors.trail((page.title, page.get_url(request) or ""), (_("New run"), ""))
