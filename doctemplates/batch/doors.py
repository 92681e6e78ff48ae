"""Who may enter: the right to fill for many, sight of the template, and the own runs alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from content.library import access
from doctemplates.batch import preparing
from doctemplates.models import BatchRun, WordTemplatePage
from doctemplates.rights import RUN_BATCH, require

View = Callable[..., HttpResponseBase]


def for_batch(view: View) -> View:
    """Ask for login and right; what the view answers is kept by nobody."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, RUN_BATCH)
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    guarded = login_required(inner)

    @wraps(view)
    def outer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.headers.get("HX-Request") and not request.user.is_authenticated:
            # the page that asks for its progress must become the login page, not show it inside
            return HttpResponse(headers={"HX-Refresh": "true", "Cache-Control": "no-store"})
        return guarded(request, *args, **kwargs)

    return outer


def with_template(view: View) -> View:
    """Give the view the template page, which the person may see and which holds no client data."""

    @wraps(view)
    def inner(request: HttpRequest, pk: int) -> HttpResponseBase:
        page = get_object_or_404(WordTemplatePage.objects.live().select_related("word_file"), pk=pk)
        access.require_view(page, request)
        if page.personal:
            return refused(request, page)
        return view(request, page)

    return for_batch(inner)


def with_run(view: View) -> View:
    """Give the view a run of the person; everybody else's runs do not exist (404).

    A run whose template is marked as personal by now is deleted at once, with rows and files.
    """

    @wraps(view)
    def inner(request: HttpRequest, pk: Any, **kwargs: Any) -> HttpResponseBase:
        runs = BatchRun.objects.with_counts().select_related("template__word_file")
        run = get_object_or_404(runs, pk=pk, owner=request.user.pk)
        if run.template.personal:
            preparing.delete(run)
        access.require_view(run.template, request)
        if run.template.personal:
            return refused(request, run.template)
        return view(request, run, **kwargs)

    return for_batch(inner)


def refused(request: HttpRequest, page: WordTemplatePage) -> HttpResponse:
    """Say why a template with personal data is filled one by one."""
    context = {"template": page, "crumbs": trail((page.title, page.get_url(request) or ""))}
    return render(request, "doctemplates/batch/refused.html", context, status=403)


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the breadcrumb of a page below the list of runs."""
    return [(_("Fill for many"), reverse("doctemplates:batch_list")), *more]
