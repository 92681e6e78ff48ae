"""What editors recommend for certain words (Wagtail's "Promoted search results").

Only read here: Wagtail's own Query.get() would keep every text that anybody types.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from wagtail.contrib.search_promotions.models import SearchPromotion

from content.library.access import PageRules
from content.prepared import Prepared
from search.analysis import terms_of
from search.analysis.synonyms import synonyms_of
from search.facets import KIND_LABELS
from search.targets import may_open_page, target_of

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

    A page counts where it is of one of the `kinds`, live, and `user` may see it, also where its
    address was typed; an address outside where all kinds are asked for. One query where nothing
    is recommended, four with pages, a few more with typed addresses of the portal.
    """
    wanted = _meanings(text, synonyms)
    if not wanted:
        return []
    promoted = [pk for pk, asked in _promoted() if _stems(asked) in wanted]
    if not promoted:
        return []
    rows = SearchPromotion.objects.filter(pk__in=promoted).select_related("page")
    matching = list(rows.order_by("sort_order", "pk"))
    allowed = set(kinds)
    rules = PageRules.load(user) if any(row.page for row in matching) else None
    found = [
        _of_page(row, user, rules, allowed) if row.page else _of_address(row, user, allowed)
        for row in matching
    ]
    return list(dict.fromkeys(filter(None, found)))[:MOST_SHOWN]


_promoted = Prepared(
    lambda: SearchPromotion.objects.order_by("sort_order", "pk").values_list(
        "pk", "query__query_string"
    )[:MOST_READ]
)


def _stems(text: str) -> Stems:
    return tuple(term.stem for term in terms_of(text))


def _meanings(text: str, synonyms: Mapping[str, tuple[str, ...]]) -> set[Stems]:
    own = _stems(text)
    others = synonyms_of(synonyms).of(own)
    meant = {own, *(tuple(term.stem for term in terms) for terms in others)}
    return meant - {()}


def _of_page(
    row: SearchPromotion, user: Any, rules: PageRules | None, kinds: set[str]
) -> Recommendation | None:
    page = row.page
    kind = getattr(page.specific_class, "kind", "")
    url = page.get_url()
    if kind not in kinds or not url or not may_open_page(page, user, rules):
        return None
    text = row.description or page.search_description
    return Recommendation(page.title, url, text, KIND_LABELS[kind])


def _of_address(row: SearchPromotion, user: Any, kinds: set[str]) -> Recommendation | None:
    url = row.external_link_url
    target = target_of(url, user)
    if target is None or not (target.kind in kinds or kinds == set(KIND_LABELS)):
        return None
    title = row.external_link_text or target.host or url
    label = KIND_LABELS.get(target.kind, "")
    return Recommendation(title, url, row.description, label, target.host)
