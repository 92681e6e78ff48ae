"""What the address of the results page says, made harmless: anything unknown is left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.facets import KIND_LABELS
from search.query import Sort

MAX_TEXT = 200  # characters
MAX_VALUES = 20  # per filter
MAX_PLACE = 60  # characters
RADII = (5, 10, 20, 50)  # km
RADIUS = 10
MAX_PAGE = 1000
PAGE_SIZE = 10
VALUE = re.compile(r"^[\w-]{1,100}$")
CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class Tab:
    """A part of the portal: its kinds, its filters in order, and whether places matter."""

    name: str
    label: str | Promise
    kinds: tuple[str, ...]
    facets: tuple[str, ...]
    has_places: bool = False


DIRECTORY_FACETS = ("topic", "municipality", "language", "target_group", "legal_area")
TABS = {
    tab.name: tab
    for tab in (
        Tab("all", _("Everything"), tuple(KIND_LABELS), ("kind", *DIRECTORY_FACETS), True),
        Tab("directory", _("Directory"), ("service", "organization"), DIRECTORY_FACETS, True),
        Tab("standards", _("Standards"), ("standard", "concept"), ("kind", "phase", "topic")),
        Tab(
            "documents",
            _("Documents"),
            ("document", "agreement", "news", "section", "info"),
            ("kind", "topic"),
        ),
        Tab("templates", _("Templates"), ("template",), ("topic",)),
    )
}
SORTS: dict[str, str | Promise] = {
    "relevance": _("Relevance"),
    "distance": _("Nearest first"),
    "updated": _("Newest first"),
    "title": _("Title A to Z"),
}


@dataclass(frozen=True)
class Parameters:
    """The question as asked.

    `filters` holds chosen values by facet, only of the tab's facets; `near` is a place as typed,
    `radius` is in km.
    """

    text: str = ""
    tab: Tab = TABS["all"]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    near: str = ""
    radius: int = RADIUS
    sort: Sort = "relevance"
    page: int = 1

    def query_string(self, page: int | None = None) -> str:
        """Return the address of this question, without the page unless given."""
        pairs: list[tuple[str, str]] = []
        if self.text:
            pairs.append(("q", self.text))
        if self.tab.name != "all":
            pairs.append(("tab", self.tab.name))
        pairs += [(name, value) for name, values in self.filters.items() for value in values]
        if self.near:
            pairs += [("near", self.near), ("radius", str(self.radius))]
        if self.sort != "relevance":
            pairs.append(("sort", self.sort))
        if page is not None and page > 1:
            pairs.append(("page", str(page)))
        return urlencode(pairs)

    def with_text(self, text: str) -> "Parameters":
        """Return the same question with other words."""
        return replace(self, text=text, page=1)

    def without_facet(self, facet: str) -> "Parameters":
        """Return the question without one filter."""
        filters = {name: values for name, values in self.filters.items() if name != facet}
        return replace(self, filters=filters, page=1)

    def without(self, facet: str, value: str) -> "Parameters":
        """Return the question without one chosen value."""
        rest = tuple(chosen for chosen in self.filters[facet] if chosen != value)
        filters = {name: rest if name == facet else self.filters[name] for name in self.filters}
        filters = {name: values for name, values in filters.items() if values}
        return replace(self, filters=filters, page=1)

    def in_tab(self, tab: Tab) -> "Parameters":
        """Return the question in another tab, with those filters that it has too."""
        filters = {n: v for n, v in self.filters.items() if n in tab.facets and n != "kind"}
        asked = replace(self, tab=tab, filters=filters, page=1)
        return asked if tab.has_places else asked.anywhere()

    def anywhere(self) -> "Parameters":
        """Return the question without the place."""
        sort: Sort = "relevance" if self.sort == "distance" else self.sort
        return replace(self, near="", radius=RADIUS, sort=sort, page=1)

    def unfiltered(self) -> "Parameters":
        """Return the question without filters and place."""
        return replace(self.anywhere(), filters={})


def parse(data: QueryDict) -> Parameters:
    """Read the address; a bad page number is 1, a bad tab or sort the default."""
    tab = TABS.get(data.get("tab", ""), TABS["all"])
    filters = {}
    for name in tab.facets:
        values = [value for value in dict.fromkeys(data.getlist(name)) if VALUE.match(value)]
        if name == "kind":
            values = [value for value in values if value in tab.kinds]
        if values:
            filters[name] = tuple(values[:MAX_VALUES])
    sort = data.get("sort", "")
    near = clean_text(data.get("near", ""))[:MAX_PLACE].strip() if tab.has_places else ""
    if sort not in SORTS or (sort == "distance" and not near):
        sort = "relevance"
    return Parameters(
        text=clean_text(data.get("q", "")),
        tab=tab,
        filters=filters,
        near=near,
        radius=_radius(data.get("radius", "")) if near else RADIUS,
        sort=sort,  # type: ignore[arg-type]
        page=_page(data.get("page", "")),
    )


def clean_text(text: str) -> str:
    """Return typed text without control characters, cut to a sensible length."""
    return CONTROL.sub(" ", text)[:MAX_TEXT].strip()


def _radius(text: str) -> int:
    return int(text) if text in {str(radius) for radius in RADII} else RADIUS


def _page(text: str) -> int:
    return max(1, min(int(text), MAX_PAGE)) if text.isascii() and text.isdigit() else 1
