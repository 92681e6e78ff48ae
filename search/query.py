"""What is asked of a search engine and what it answers: plain dataclasses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from search.index_document import IndexDocument

Sort = Literal["relevance", "distance", "updated", "title"]


class Near(NamedTuple):
    """A circle: latitude and longitude in degrees, radius in kilometres."""

    lat: float
    lon: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class Facet:
    """How many visible results carry `value`; `selected` if the query filters by it."""

    value: str
    count: int
    selected: bool = False


class Suggestion(NamedTuple):
    """A completion: a title with its url, or a single word with url ""."""

    text: str
    url: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question to the index.

    `audience` are the asker's tokens: only documents sharing one exist for this query. `kinds`
    empty means all. Values within a filter are alternatives, filters are combined with AND; the
    filter name "kind" works like any facet. What the text names (`art:concept`) is one value more
    of its filter, within `kinds`; `names` are (facet, label as folded, value) for labels in it.
    `facets` names those to count. Pages start at 1. `synonyms` maps a word or phrase to further
    ones that are searched too (one-way; for two-way name both directions).
    """

    text: str = ""
    audience: frozenset[str] = frozenset()
    kinds: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    near: Near | None = None
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A result. `document` is what the index stored (its audience is left out, always empty)."""

    id: str
    score: float
    document: IndexDocument
    distance_km: float | None = None

    @property
    def kind(self) -> str:
        return self.document.kind

    @property
    def title(self) -> str:
        return self.document.title

    @property
    def summary(self) -> str:
        return self.document.summary

    @property
    def url(self) -> str:
        return self.document.url


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of results; `total` counts all of them, `took_ms` is milliseconds in the engine.

    A facet that is filtered by keeps the counts its other values would give. `suggestion` is the
    query text with unknown words mended ("did you mean"), or None. `relaxed` says that no result
    has all words, so those with some are shown; `full` counts the results of the strict reading,
    those beyond it follow because it found few.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    suggestion: str | None = None
    took_ms: float = 0.0
    relaxed: bool = False
    full: int = 0
    page: int = 1
    size: int = 10

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-self.total // self.size))
