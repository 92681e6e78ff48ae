"""What editors recommend for certain words (Wagtail's "Promoted search results").

Only read here: Wagtail's own Query.get() would keep every text that anybody types.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.functional import Promise
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from content.library.access import PageRules, may_view
from content.library.models import LibraryPage
from search.analysis import terms_of
from search.analysis.synonyms import Synonyms
from search.facets import KIND_LABELS

MOST_READ = 1000
MOST_SHOWN = 3

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommended page or, with its `host`, an address outside of the portal."""

    title: str
    url: str
    text: str
    label: str | Promise = ""
    host: str = ""


def recommended(
    text: str, user: Any, synonyms: Mapping[str, tuple[str, ...]], kinds: Iterable[str]
) -> list[Recommendation]:
    """Return what is recommended for exactly these words, in any form, or a synonym of them.

    A page counts where it is of one of the `kinds`, live, and `user` may see it; an address
    outside where all kinds are asked for. At most three queries, one where nothing is recommended.
    """
    wanted = _meanings(text, synonyms)
    if not wanted:
        return []
    rows = SearchPromotion.objects.select_related("query", "page").order_by("sort_order", "pk")
    matching = [row for row in rows[:MOST_READ] if _stems(row.query.query_string) in wanted]
    allowed = set(kinds)
    rules = PageRules.load(user) if any(row.page for row in matching) else None
    found = [
        _of_page(row, user, rules, allowed) if row.page else _of_address(row, allowed)
        for row in matching
    ]
    return list(dict.fromkeys(filter(None, found)))[:MOST_SHOWN]


def _stems(text: str) -> Stems:
    return tuple(term.stem for term in terms_of(text))


def _meanings(text: str, synonyms: Mapping[str, tuple[str, ...]]) -> set[Stems]:
    own = _stems(text)
    others = Synonyms(synonyms).of(own)
    meant = {own, *(tuple(term.stem for term in terms) for terms in others)}
    return meant - {()}


def _of_page(
    row: SearchPromotion, user: Any, rules: PageRules | None, kinds: set[str]
) -> Recommendation | None:
    page = row.page
    kind = getattr(page.specific_class, "kind", "")
    url = page.get_url()
    if kind not in kinds or not url or not _is_live(page) or not _may_view(page, user, rules):
        return None
    text = row.description or page.search_description
    return Recommendation(page.title, url, text, KIND_LABELS[kind])


def _is_live(page: Page) -> bool:
    """Return whether the page is published now, though the job that expires pages may be late."""
    now = timezone.now()
    return page.live and not (page.expire_at and page.expire_at <= now)


def _may_view(page: Page, user: Any, rules: PageRules | None) -> bool:
    """As may_view(); the page's own row is read only where its kind may refuse somebody."""
    if rules and not all(rule.passed for rule in rules.on(page)):
        return False
    refuses_nobody = getattr(page.specific_class, "admits", None) is LibraryPage.admits
    return refuses_nobody or may_view(page, user, rules)


def _of_address(row: SearchPromotion, kinds: set[str]) -> Recommendation | None:
    parts = urlsplit(row.external_link_url)
    if parts.scheme not in ("http", "https") or kinds != set(KIND_LABELS):
        return None
    host = parts.hostname or ""
    title = row.external_link_text or host
    return Recommendation(title, row.external_link_url, row.description, host=host)
