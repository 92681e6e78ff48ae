"""The start page; it also finds pages by their whole address at once."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from content.library.models.base import LibraryPage


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
        """As Wagtail's, in two queries instead of two for each level of the address."""
        if not path_components:
            return super().route(request, path_components)
        depths = range(1, len(path_components) + 1)
        addresses = {
            f"{self.url_path}{'/'.join(path_components[:depth])}/": depth for depth in depths
        }
        found = Page.objects.filter(url_path__in=addresses).order_by("-depth").first()
        if found is None:
            raise Http404
        rest = path_components[addresses[found.url_path] :]
        result: RouteResult = found.specific.route(request, rest)
        return result
