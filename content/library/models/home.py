"""The start page; it also finds pages by their whole address at once."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from content.library.models.base import LibraryPage
from content.library.models.kinds import as_own_kind, with_kinds


class HomePage(LibraryPage):
    kind = "home"
    page_description = _("The start page of the portal.")

    content_panels = [*Page.content_panels, *LibraryPage.body_panels]
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As Wagtail's, in one query instead of two for each level of the address.

        The page found knows the way to it (`trail`), so that the breadcrumb costs nothing.
        """
        if not path_components:
            return super().route(request, path_components)
        ends = range(1, len(path_components) + 1)
        addresses = {f"{self.url_path}{'/'.join(path_components[:end])}/": end for end in ends}
        rows = Page.objects.filter(url_path__in=addresses).order_by("depth")
        found = list(with_kinds(rows))
        if not found:
            raise Http404
        page = as_own_kind(found[-1])
        page.trail = [(row.title, "/" + row.url_path[len(self.url_path) :]) for row in found]
        page.trail[-1] = (page.title, "")
        result: RouteResult = page.route(request, path_components[addresses[page.url_path] :])
        return result
