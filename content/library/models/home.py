"""The start page; it also finds pages by their whole address at once."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from content.library.models.base import LibraryPage
from content.library.models.kinds import own_kind
from content.prepared import Prepared

DEEPEST = 20  # levels of an address that are looked up; what is left is the page's own matter
_on_the_way = Prepared(
    lambda *addresses: (
        Page.objects.filter(url_path__in=addresses)
        .order_by("depth")
        .values_list("pk", "content_type", "title", "url_path")
    )
)


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
        """As Wagtail's, in two queries instead of two for each level of the address.

        The page found knows the way to it (`trail`), so that the breadcrumb costs nothing.
        """
        if not path_components:
            return super().route(request, path_components)
        ends = range(1, min(len(path_components), DEEPEST) + 1)
        addresses = {f"{self.url_path}{'/'.join(path_components[:end])}/": end for end in ends}
        found = _on_the_way(*addresses)
        page = own_kind(*found[-1][:2]) if found else None
        if page is None:
            raise Http404
        above = found[:-1]
        page.trail = [(title, "/" + path[len(self.url_path) :]) for *_, title, path in above]
        page.trail.append((page.title, ""))
        result: RouteResult = page.route(request, path_components[addresses[found[-1][3]] :])
        return result
