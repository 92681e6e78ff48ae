"""The coordinators' report: what was searched for in vain, by week, municipality and topic."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncWeek
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput

from search import facets
from search.models import FailedSearch

PERMISSION = "search.view_failedsearch"
FACETS = ("municipality", "topic")


def _term_choices(facet: str) -> list[tuple[str, str]]:
    rows = facets.TERMS[facet]._default_manager.order_by("name").values_list("slug", "name")
    return [(f",{slug},", name) for slug, name in rows]


class FailedSearchFilters(WagtailFilterSet):
    """From and to a day, municipality and topic that were chosen as filters."""

    since = django_filters.DateFilter(
        field_name="day", lookup_expr="gte", label=_("From"), widget=AdminDateInput
    )
    until = django_filters.DateFilter(
        field_name="day", lookup_expr="lte", label=_("Until"), widget=AdminDateInput
    )
    municipality = django_filters.ChoiceFilter(
        choices=lambda: _term_choices("municipality"),
        lookup_expr="contains",
        label=_("Municipality"),
    )
    topic = django_filters.ChoiceFilter(
        choices=lambda: _term_choices("topic"), lookup_expr="contains", label=_("Topic")
    )

    class Meta:
        model = FailedSearch
        fields = ["since", "until", "municipality", "topic"]


class FailedSearchesReport(ReportView):
    """One line per week, words and filters, the latest week and the most frequent first."""

    index_url_name = "search_failed:report"
    index_results_url_name = "search_failed:report_results"
    results_template_name = "search/admin/failed_searches_results.html"
    page_title = _("Searches without results")
    header_icon = "search"
    filterset_class = FailedSearchFilters
    model = FailedSearch
    verbose_name_plural = FailedSearch._meta.verbose_name_plural
    is_searchable = False
    columns = [
        Column("week", label=_("Week"), accessor="week_label"),
        Column("terms", label=_("searched for"), accessor="terms_label"),
        Column("municipality", label=_("Municipality"), accessor="municipality_label"),
        Column("topic", label=_("Topic"), accessor="topic_label"),
        Column("total", label=_("Number"), accessor="total"),
    ]
    list_export = ["week_label", "terms_label", "municipality_label", "topic_label", "total"]
    export_headings = {
        "week_label": _("Week"),
        "terms_label": _("searched for"),
        "municipality_label": _("Municipality"),
        "topic_label": _("Topic"),
        "total": _("Number"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let in who may see the counts."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_queryset(self) -> QuerySet[FailedSearch, Any]:
        return (
            FailedSearch.objects.annotate(week=TruncWeek("day"))
            .values("week", "terms", "municipality", "topic")
            .annotate(total=Sum("count"))
            .order_by("-week", "-total", "terms", "municipality", "topic")
        )

    def decorate_paginated_queryset(self, object_list: Any) -> list[dict[str, Any]]:
        rows = list(object_list)
        wanted = {
            facet: {slug for row in rows for slug in row[facet].split(",") if slug}
            for facet in FACETS
        }
        labels = facets.labels(wanted)
        return [_labelled(row, labels) for row in rows]

    def get_table(self, object_list: Any) -> Any:
        # Wagtail decorates what is exported, but fills the table with the rows as they were read
        return super().get_table(self.decorate_paginated_queryset(object_list))

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if self.request.user.has_perm("search.add_synonymset"):
            context["synonym_url"] = reverse("wagtailsnippets_search_synonymset:add")
        return context


def _labelled(row: dict[str, Any], labels: Any) -> dict[str, Any]:
    """Add texts for the screen to a row of the report."""
    week = row["week"]
    named = {
        f"{facet}_label": ", ".join(
            str(labels[facet].get(slug, slug)) for slug in row[facet].split(",") if slug
        )
        for facet in FACETS
    }
    start = formats.date_format(week, "SHORT_DATE_FORMAT")
    return {
        **row,
        **named,
        "week_label": gettext("{week}/{year} (from {day})").format(
            week=week.isocalendar().week, year=week.isocalendar().year, day=start
        ),
        "terms_label": row["terms"] or gettext("words that are not kept"),
    }
