"""The administrator's page about the index: does it work, what was given up, try again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from search import outbox
from search.models import IndexChange
from search.status import status

PERMISSION = "search.change_indexchange"
SHOWN = 100  # rows given up


@require_http_methods(["GET", "HEAD", "POST"])
def index_report(request: HttpRequest) -> HttpResponse:
    """Show the state; with POST try again what was given up."""
    user: Any = request.user
    if not user.has_perm(PERMISSION):
        raise PermissionDenied
    if request.method == "POST":
        number = outbox.revive_dead()
        text = ngettext("{n} change is tried again.", "{n} changes are tried again.", number)
        messages.success(request, text.format(n=number))
        return redirect("search_index_report")
    dead = IndexChange.objects.filter(state=IndexChange.State.DEAD).order_by("-not_before")
    context = {
        "status": status(),
        "dead": dead[:SHOWN],
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
            {"url": "", "label": gettext("Search index")},
        ],
    }
    return render(request, "search/admin/index_report.html", context)


class IndexReportMenuItem(MenuItem):
    """Shown to those who may try again."""

    def is_shown(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.has_perm(PERMISSION))


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """Return the address of the page."""
    return [path("reports/search-index/", index_report, name="search_index_report")]


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    """Return the entry under "Reports"."""
    return IndexReportMenuItem(
        _("Search index"),
        reverse("search_index_report"),
        name="search-index",
        icon_name="search",
        order=900,
    )
