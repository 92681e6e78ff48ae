"""The results page, the directory search and the suggestions."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse


def results(request: HttpRequest) -> HttpResponse:
    """Show the results page."""
    return render(request, "search/results.html", {})


def directory(request: HttpRequest) -> HttpResponse:
    """Send to the results page with the directory's tab chosen; the query comes along."""
    query = request.GET.copy()
    query["tab"] = "directory"
    return redirect(f"{reverse('search:results')}?{query.urlencode()}")


def suggest(request: HttpRequest) -> JsonResponse:
    """Answer suggestions."""
    return JsonResponse({"suggestions": []})
