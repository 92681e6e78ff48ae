"""What the home page shows to whom. At most four queries beside those of frame and rules."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from content.library.access import PageRules
from content.library.models import AgreementPage, Edition, NewsPage
from doctemplates.models import WordTemplatePage
from portal.accounts import roles as role_data
from portal.accounts.roles import role_names
from portal.attention import Group, attention_groups

SHOWN = 5
LOOKED_AT = 40  # newest rows read, so that some remain when closed ones are left out


@dataclass
class Home:
    """The panels of one visitor; an empty list or None leaves a panel out."""

    is_staff: bool = False
    is_partner: bool = False
    may_edit: bool = False
    organization: Any = None
    editions: list[Edition] = field(default_factory=list)
    news: list[NewsPage] = field(default_factory=list)
    templates: list[WordTemplatePage] = field(default_factory=list)
    agreements: list[AgreementPage] = field(default_factory=list)
    attention: list[Group] = field(default_factory=list)
    directory_search_url: str = ""


def build_home(request: HttpRequest) -> Home:
    """Return the panels for the visitor of `request`."""
    user: Any = request.user
    roles = role_names(user)
    home = Home(
        is_staff=roles.is_staff,
        is_partner=roles.has(role_data.PARTNER) and not roles.is_staff,
        may_edit=bool(roles.names & role_data.MAY_EDIT),
        directory_search_url=reverse("search:directory"),
    )
    closed = tuple(PageRules.of(request).closed_paths())
    if home.may_edit:
        home.attention = attention_groups(whole=request.GET.get("alle", ""))
    if home.is_staff:
        home.editions = _open(_latest_editions(), closed, lambda edition: edition.page)
    else:
        home.news = _open(_latest_news(), closed)
    if home.is_partner:
        _fill_partner(home, user, closed)
    elif home.is_staff and not home.may_edit:
        home.templates = _open(_templates(), closed)
    return home


def _fill_partner(home: Home, user: Any, closed: tuple[str, ...]) -> None:
    home.templates = _open(_templates(), closed)
    if user.organization_id:
        home.organization = user.organization
        rows = AgreementPage.objects.live().filter(partner_id=user.organization_id)
        home.agreements = _open(rows.order_by("-term_start", "title")[:LOOKED_AT], closed)


def _open(rows: Any, closed: tuple[str, ...], page_of: Any = None) -> list[Any]:
    """Return the first rows whose page lies under none of the closed paths."""
    seen = []
    for row in rows:
        page: Page = page_of(row) if page_of else row
        if not page.path.startswith(closed or ("-",)):
            seen.append(row)
        if len(seen) == SHOWN:
            break
    return seen


def _latest_editions() -> Any:
    today = timezone.localdate()
    rows = Edition.objects.select_related("page").filter(page__live=True, valid_from__lte=today)
    return rows.order_by("-valid_from", "-created")[:LOOKED_AT]


def _latest_news() -> Any:
    return NewsPage.objects.live().order_by("-date", "-pk")[:LOOKED_AT]


def _templates() -> Any:
    return WordTemplatePage.objects.live().order_by("title")[:LOOKED_AT]
