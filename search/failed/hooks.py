"""The report in the editing area: its addresses and its entry in the menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from search.failed.reports import PERMISSION, FailedSearchesReport


class FailedSearchesMenuItem(MenuItem):
    """Shown to those who may see the counts."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern | URLResolver]:
    """Return the addresses of the report."""
    patterns = [
        path("", FailedSearchesReport.as_view(), name="report"),
        path("results/", FailedSearchesReport.as_view(results_only=True), name="report_results"),
    ]
    return [path("reports/failed-searches/", include((patterns, "search_failed")))]


@hooks.register("register_reports_menu_item")
def report_menu_item() -> Any:
    """Return the entry under "Reports"."""
    return FailedSearchesMenuItem(
        _("Searches without results"),
        reverse("search_failed:report"),
        name="failed-searches",
        icon_name="search",
        order=50,
    )
