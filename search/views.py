"""The results page, the directory search and the suggestions."""

import logging
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from content.directory.presenting import contact_email
from search import audience, failed, parameters, results
from search.engine import SearchError, get_engine
from search.facets import KIND_LABELS
from search.parameters import MAX_PAGE, PAGE_SIZE, RADII, SORTS, Parameters
from search.results import Answer

logger = logging.getLogger(__name__)

MIN_PREFIX = 2
SUGGESTIONS = 8
TYPING = "search-q"  # id of the field that asks while somebody types


@require_safe
def results_page(request: HttpRequest) -> HttpResponse:
    """Show the results; to htmx only the part that changes."""
    asked = parameters.parse(request.GET)
    found = results.answer(asked, request.user)
    part = _wants_part(request)
    if not part or "settled" in request.GET:
        failed.count_if_failed(found)
    if part and "settled" in request.GET:
        return HttpResponse(status=204)
    template = "search/_results.html" if part else "search/results.html"
    response = render(request, template, {**_context(found), "part": part})
    if part:
        _name_in_history(request, response, asked)
    patch_vary_headers(response, ["HX-Request", "Cookie"])
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _context(found: Answer) -> dict[str, Any]:
    asked, located = found.parameters, found.located
    paginator = Paginator(range(min(found.page.total, MAX_PAGE * PAGE_SIZE)), PAGE_SIZE)
    sorts = [(k, v) for k, v in SORTS.items() if k != "distance" or (located and located.place)]
    guess = located.guess if located else ""
    choices = located.choices if located else ()
    return {
        "answer": found,
        "asked": asked,
        "page_obj": paginator.get_page(found.page.page),
        "query": asked.query_string(),
        "unfiltered": asked.unfiltered().query_string(),
        "guessed_place": replace(asked, near=guess).query_string() if guess else "",
        "chosen_places": [(n, replace(asked, near=n, page=1).query_string()) for n in choices],
        "sorts": sorts,
        "radii": RADII,
        "contact_email": contact_email(),
        "crumbs": [(gettext("Search"), "")],
    }


def _name_in_history(request: Any, response: HttpResponse, asked: Parameters) -> None:
    """Give the part its address: typing replaces the last one, a choice adds a new one."""
    query = asked.query_string(asked.page)
    address = f"{request.path}?{query}" if query else request.path
    same = request.htmx.current_url_abs_path == address
    stays = same or request.htmx.trigger == TYPING
    response.headers["HX-Replace-Url" if stays else "HX-Push-Url"] = address


def _wants_part(request: Any) -> bool:
    """Tell whether htmx asks for the changing part (and not for a page of the history)."""
    return bool(request.htmx) and not request.htmx.history_restore_request


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Send to the results page with the directory's tab chosen; the query comes along."""
    query = request.GET.copy()
    query["tab"] = "directory"
    return redirect(f"{reverse('search:results')}?{query.urlencode()}")


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Complete what is being typed from what the person may see; nothing where the engine can't."""
    prefix = parameters.clean_text(request.GET.get("q", ""))
    found: list[dict[str, str]] = []
    if len(prefix) >= MIN_PREFIX:
        try:
            rows = get_engine().suggest(prefix, audience.of_user(request.user), SUGGESTIONS)
        except (SearchError, OSError) as error:
            logger.warning("Search: no suggestions: %s", error)
            rows = ()
        found = [
            {"text": row.text, "url": row.url, "kind": str(KIND_LABELS.get(row.kind, ""))}
            for row in rows
        ]
    response = JsonResponse({"suggestions": found})
    patch_vary_headers(response, ["Cookie"])
    patch_cache_control(response, private=True, no_store=True)
    return response
