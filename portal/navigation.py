"""What stands in the frame around every page: main navigation, footer, search field.

Costs at most three queries a page: the site, the pages beneath home, the groups of the user.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from content.library.sites import site_of
from content.prepared import Prepared
from portal.accounts.roles import MAY_EDIT, role_names
from portal.restrictions import Rule

FOOTER_SLUGS = ("impressum", "datenschutz", "barrierefreiheit")


@dataclass(frozen=True)
class NavigationItem:
    """One link; `current` is "page" on the page itself, "section" below it, else empty."""

    title: str
    url: str
    current: str = ""


@dataclass
class Chrome:
    """All the frame needs; `next` is the address to return to after login."""

    navigation: list[NavigationItem] = field(default_factory=list)
    footer: list[NavigationItem] = field(default_factory=list)
    search_url: str = ""
    show_search: bool = True
    may_edit: bool = False
    next: str = "/"


@dataclass
class _Entry:
    title: str
    slug: str
    url: str
    in_menu: bool
    rule: Rule = field(default_factory=Rule)


def _live_children(depth: Any, first: Any, last: Any) -> QuerySet[Any]:
    """Return the rows of the live pages of one depth in an interval of paths."""
    pages = Page.objects.live().filter(depth=depth, path__gte=first, path__lte=last)
    return pages.order_by("path").values_list(
        "pk", "title", "slug", "url_path", "show_in_menus",
        "view_restrictions__restriction_type", "view_restrictions__groups",
    )  # fmt: skip


_children = Prepared(_live_children)


def _entries(site: Site) -> list[_Entry]:
    """Return the pages right beneath home that the frame may link to, in tree order."""
    home = site.root_page
    rows = _children(home.depth + 1, *Page._get_children_path_interval(home.path))
    entries: dict[int, _Entry] = {}
    for pk, title, slug, url_path, in_menu, kind, group in rows:
        address = "/" + url_path[len(home.url_path) :]
        entry = entries.setdefault(pk, _Entry(title, slug, address, in_menu))
        entry.rule.add(kind, group)
    return list(entries.values())


def _item(title: str, url: str, path: str) -> NavigationItem:
    current = "page" if path == url else "section" if path.startswith(url) else ""
    return NavigationItem(title, url, current)


def build_chrome(request: HttpRequest) -> Chrome:
    """Return the frame's content for this visitor, made once per request."""
    made: Chrome | None = getattr(request, "_portal_chrome", None)
    if made is None:
        made = request._portal_chrome = _build(request)  # type: ignore[attr-defined]
    return made


def _build(request: HttpRequest) -> Chrome:
    user: Any = getattr(request, "user", None)
    roles = role_names(user)
    search_url = reverse("search:results")
    path = request.path
    chrome = Chrome(search_url=search_url, may_edit=bool(roles.names & MAY_EDIT))
    chrome.show_search = path not in ("/", search_url)
    chrome.next = "/" if path.startswith("/konto/") else request.get_full_path()
    chrome.navigation = [
        _item(_("Search"), search_url, path),
        _item(_("Offers"), reverse("directory:list"), path),
    ]
    site = site_of(request)
    if site is None or user is None:
        return chrome
    for entry in _entries(site):
        if not entry.rule.lets_in(user, roles):
            continue
        item = _item(entry.title, entry.url, path)
        if entry.slug in FOOTER_SLUGS:
            chrome.footer.append(item)
        elif entry.in_menu:
            chrome.navigation.append(item)
    return chrome
