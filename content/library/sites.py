"""The site that a request is for, as Wagtail finds it, in a query that is compiled once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from wagtail.models import Site

from content.prepared import Prepared


def _with_root() -> QuerySet[Site]:
    return Site.objects.select_related("root_page__homepage").order_by("pk")


_sites_for_home = Prepared(_with_root)
_sites = Prepared(lambda: _with_root().defer("root_page__homepage__body"))


def site_of(request: HttpRequest) -> Site | None:
    """Return the site of this request, None where there is none; asked once per request.

    It is left where Wagtail's `Site.find_for_request` looks first. The root page is at hand as
    the start page that it is.
    """
    if not hasattr(request, "_wagtail_site"):
        host = split_domain_port(request._get_raw_host())[0]  # type: ignore[attr-defined]
        sites = _sites_for_home() if request.path_info == "/" else _sites()
        site = _best(sites, host, str(request.get_port()))
        if site is not None:
            site.root_page = getattr(site.root_page, "homepage", site.root_page)
        request._wagtail_site = site  # type: ignore[attr-defined]
    found: Site | None = request._wagtail_site  # type: ignore[attr-defined]
    return found


def _best(sites: list[Site], host: str, port: str) -> Site | None:
    """Choose as Wagtail does: name and port, the default with this name, the name, the default."""
    named = [site for site in sites if site.hostname == host]
    exact = [site for site in named if str(site.port) == port]
    default = [site for site in sites if site.is_default_site]
    standard = [site for site in named if site.is_default_site]
    if exact or standard:
        return (exact or standard)[0]
    if len(named) == 1:
        return named[0]
    return default[0] if default else None


class SiteOfPages:
    """Finds the site before Wagtail serves a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Find the site where a page is asked for."""
        if request.resolver_match and request.resolver_match.view_name == "wagtail_serve":
            site_of(request)
