"""One run: its columns, its check, its progress, its zip, and filing what it made."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from doctemplates import filing
from doctemplates.batch import doors, filing_rows, preparing, storage
from doctemplates.batch.explaining import problem_message, row_messages, work_message
from doctemplates.batch.forms import ColumnsForm
from doctemplates.batch.names import safe_stem
from doctemplates.errors import PackageError
from doctemplates.models import BatchRow, BatchRun
from doctemplates.rights import FILE_DOCUMENT, require, rights

PER_PAGE = 100
SAMPLES = 3
State = BatchRun.State


@doors.with_run
def run(request: HttpRequest, run: BatchRun) -> HttpResponseBase:
    """Show what is next: match the columns, look at the check, wait, or fetch the zip."""
    if run.source == BatchRun.Source.TABLE and not run.checked:
        return _columns(request, run)
    return render(request, "doctemplates/batch/run.html", _context(request, run))


@doors.with_run
def columns(request: HttpRequest, run: BatchRun) -> HttpResponseBase:
    """Match the columns again before the run is started."""
    return _columns(request, run)


def _columns(request: HttpRequest, run: BatchRun) -> HttpResponseBase:
    """Show how columns were matched; check all rows once that is confirmed."""
    if run.state != State.DRAFT or run.source != BatchRun.Source.TABLE:
        return redirect(run)
    try:
        known = preparing.possible_targets(run)
    except FileNotFoundError:
        return _gone(request, run, "template_gone")
    except PackageError:
        return _gone(request, run, "template_refused")
    data = request.POST if request.method == "POST" else None
    form = ColumnsForm(
        data, headings=run.headings, tokens=run.targets, naming=run.naming, known=known
    )
    if data is not None and form.is_valid():
        preparing.check(run, form.tokens, int(form.cleaned_data["naming"]))
        return redirect(run)
    first = list(run.rows.order_by("number").values_list("cells", flat=True)[:SAMPLES])
    samples = [" · ".join(filter(None, column)) for column in zip(*first, strict=True)]
    context = {
        "run": run,
        "form": form,
        "columns": list(zip(form.columns, samples, strict=True)),
        "crumbs": doors.trail((run.title, "")),
    }
    return render(request, "doctemplates/batch/columns.html", context)


@require_safe
@doors.with_run
def status(request: HttpRequest, run: BatchRun) -> HttpResponse:
    """Return the progress alone; the whole page is loaded anew once the work is done."""
    response = render(request, "doctemplates/batch/_progress.html", {"run": run})
    if not run.at_work:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@doors.with_run
def start(request: HttpRequest, run: BatchRun) -> HttpResponse:
    """Hand the run to the worker."""
    try:
        preparing.start(run)
    except preparing.BatchRefused as refused:
        if refused.code == "no_rows":
            messages.error(request, _("No row can be filled. Please mend the errors first."))
        elif refused.code == "personal":
            messages.error(request, work_message("personal"))
    return redirect(run)


@require_POST
@doors.with_run
def cancel(request: HttpRequest, run: BatchRun) -> HttpResponse:
    """Stop the work; what was made so far is thrown away."""
    preparing.cancel(run)
    return redirect(run)


@require_POST
@doors.with_run
def delete(request: HttpRequest, run: BatchRun) -> HttpResponse:
    """Delete the run with its rows and files."""
    preparing.delete(run)
    messages.success(request, _("The run and its files are deleted."))
    return redirect("doctemplates:batch_list")


@require_safe
@doors.with_run
def download(request: HttpRequest, run: BatchRun) -> HttpResponseBase:
    """Stream the zip to its owner; 404 before it is made and after its time."""
    over = run.expires <= timezone.now()
    if not run.zip_name or over or run.state not in (State.DONE, State.FILING):
        raise Http404
    try:
        file = storage.open_file(run.zip_name)
    except FileNotFoundError:
        raise Http404 from None
    day = timezone.localdate(run.finished)
    name = f"{safe_stem(run.title)} {day:%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@require_POST
@doors.with_run
def file_rows(request: HttpRequest, run: BatchRun) -> HttpResponse:
    """File the chosen files with the agreements of their organizations."""
    require(request.user, FILE_DOCUMENT)
    if run.template.purpose != run.template.Purpose.AGREEMENT:
        raise Http404
    allowed = filing.private_collections(request.user)
    collection = allowed.filter(pk=_number(request.POST.get("collection"))).first()
    chosen = [_number(number) for number in request.POST.getlist("row")]
    if collection is None or not filing_rows.start_filing(run, chosen, collection):
        messages.error(request, _("Please choose at least one file and a collection."))
    return redirect(run)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else -1


def _gone(request: HttpRequest, run: BatchRun, error: str) -> HttpResponse:
    run.state, run.error = State.FAILED, error
    run.save(update_fields=["state", "error"])
    return render(request, "doctemplates/batch/run.html", _context(request, run))


def _context(request: HttpRequest, run: BatchRun) -> dict[str, Any]:
    context: dict[str, Any] = {
        "run": run,
        "error": work_message(run.error) if run.error and run.state == State.FAILED else "",
        "crumbs": doors.trail((run.title, "")),
    }
    if run.state == State.DRAFT:
        context |= _checked(request, run)
    elif run.state == State.DONE:
        context |= _results(request, run)
    return context


def _checked(request: HttpRequest, run: BatchRun) -> dict[str, Any]:
    """What the check found, every error of the page's rows, and the first names."""
    invalid = run.rows.filter(state=BatchRow.State.INVALID).order_by("number")
    page = Paginator(invalid.only("number", "label", "problems"), PER_PAGE)
    found = page.get_page(request.GET.get("page"))
    errors = [
        (row, problem["column"], problem_message(problem))
        for row in found.object_list
        for problem in row.problems
    ]
    ready = run.rows.filter(state=BatchRow.State.READY).order_by("number")
    names = list(ready.values_list("label", flat=True)[: PER_PAGE // 10])
    return {"errors": errors, "page_obj": found, "names": names, "more": ready.count() - len(names)}


def _results(request: HttpRequest, run: BatchRun) -> dict[str, Any]:
    """Rows that went wrong, and what can be filed."""
    agreement = run.template.purpose == run.template.Purpose.AGREEMENT
    may_file = agreement and FILE_DOCUMENT in rights(request.user)
    rows = run.rows.order_by("number").defer("cells", "values")
    if not may_file:
        wrong = rows.exclude(state=BatchRow.State.DONE)[:PER_PAGE]
        return {"failed": [(row, " ".join(row_messages(row))) for row in wrong]}
    known = list(rows.select_related("filed__agreement"))
    failed = [row for row in known if row.state != BatchRow.State.DONE or row.error]
    return {
        "failed": [(row, " ".join(row_messages(row))) for row in failed[:PER_PAGE]],
        "filing": True,
        "fileable": filing_rows.with_agreements(known),
        "collections": list(filing.private_collections(request.user)),
        "own_collection": run.template.word_file.collection_id,
        "filed": [row for row in known if row.filed is not None],
    }
