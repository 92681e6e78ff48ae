"""Where an address leads, and whether a person may go there.

An address of the portal itself says by its words what it leads to, so it is shown only to those
who may open that; what is not known to be open to everybody is shown to nobody.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404
from django.http.request import validate_host
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from content.directory.models import Organization, Service
from content.library.access import PageRules, may_view
from content.library.file_access import may_open
from content.library.models import LibraryPage

LOOPBACK = ("localhost", ".localhost", "127.0.0.1", "[::1]", "testserver")
OPEN = {"search:results", "search:directory", "directory:list", "directory:organizations"}


@dataclass(frozen=True, slots=True)
class Target:
    """What a person may open: its kind ("" for none); outside of the portal its `host`."""

    kind: str = ""
    host: str = ""


def target_of(url: str, user: Any) -> Target | None:
    """Return what `url` leads to, None where `user` may not go there or nobody should."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    web = parts.scheme in ("http", "https") and bool(host)
    relative = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    if not (web or relative) or "\\" in url:
        return None
    sites = list(Site.objects.select_related("root_page"))
    if web and not _is_own(host, sites):
        return Target(host=host)
    kind = _kind_within(unquote(parts.path) or "/", user, sites)
    return None if kind is None else Target(kind)


def may_open_page(page: Page, user: Any, rules: PageRules | None = None) -> bool:
    """Return whether the page is published now and `user` may see it.

    The job that expires pages may be late. The page's own row is read only where its kind may
    refuse somebody.
    """
    if not page.live or (page.expire_at and page.expire_at <= timezone.now()):
        return False
    rules = rules or PageRules.load(user)
    if not all(rule.passed for rule in rules.on(page)):
        return False
    refuses_nobody = getattr(page.specific_class, "admits", None) is LibraryPage.admits
    return refuses_nobody or may_view(page, user, rules)


def _is_own(host: str, sites: Iterable[Site]) -> bool:
    """Return whether the portal answers under this name."""
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""
    allowed = [name for name in settings.ALLOWED_HOSTS if name != "*"]
    names = [*allowed, *LOOPBACK, base, *(site.hostname.lower() for site in sites)]
    return validate_host(f"[{host}]" if ":" in host else host, names)


def _kind_within(path: str, user: Any, sites: Iterable[Site]) -> str | None:
    """Return the kind of what stands at `path`, "" for a list of the portal."""
    match = _match(path)
    if match is None:
        return None
    if match.view_name in OPEN:
        return ""
    if match.view_name == "wagtail_serve":
        return _page_kind(path, user, sites)
    finder = FINDERS.get(match.view_name)
    return finder(match, user) if finder else None


def _match(path: str) -> ResolverMatch | None:
    for address in dict.fromkeys((path, f"{path}/")):
        try:
            return resolve(address)
        except Resolver404:
            continue
    return None


def _service(match: ResolverMatch, user: Any) -> str | None:
    rows = Service.objects.visible_to(user).filter(slug=match.kwargs["slug"])
    return "service" if rows.exists() else None


def _organization(match: ResolverMatch, user: Any) -> str | None:
    rows = Organization.objects.filter(live=True, slug=match.kwargs["slug"])
    return "organization" if rows.exists() else None


def _document(match: ResolverMatch, user: Any) -> str | None:
    number = (*match.args, *match.kwargs.values())[0]
    document = get_document_model().objects.filter(pk=number).first()
    return "document" if document and may_open(document, user) else None


FINDERS: dict[str, Callable[[ResolverMatch, Any], str | None]] = {
    "directory:service": _service,
    "directory:organization": _organization,
    "wagtaildocs_serve": _document,
}


def _page_kind(path: str, user: Any, sites: Iterable[Site]) -> str | None:
    """Return the kind of the page at `path`, or of the one whose own address it is below."""
    names = [name for name in path.split("/") if name]
    below = {
        site.root_page.url_path + "".join(f"{name}/" for name in names[:count]): names[count:]
        for site in sites
        for count in range(len(names) + 1)
    }
    pages = sorted(Page.objects.filter(url_path__in=below), key=lambda page: len(page.url_path))
    if not pages or not may_open_page(page := pages[-1], user):
        return None
    rest = below[page.url_path]
    return getattr(page.specific_class, "kind", "") if _has_route(page, rest) else None


def _has_route(page: Page, rest: list[str]) -> bool:
    if not rest:
        return True
    specific = page.specific
    if not isinstance(specific, RoutablePageMixin):
        return False
    try:
        specific.resolve_subpage(f"/{'/'.join(rest)}/")
    except Http404:
        return False
    return True
