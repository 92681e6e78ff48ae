"""What the search engines store: one flat, plain description of a findable thing.

No Django here: a script can build these from any source and index them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

LEAST_BOOST, MOST_BOOST = 0.125, 8.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of a document: heading, anchor (fragment of the url, "" if none) and plain text.

    Addressable as (document id, position in IndexDocument.passages).
    """

    heading: str = ""
    anchor: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One findable thing.

    `id` is "<app_label>.<model>:<pk>", unique over all kinds. `audience` are the tokens of whom
    may see it; a document without tokens is seen by nobody. `facets` maps a facet name to stable
    values (slugs or keys), `location` is (latitude, longitude) in degrees. `languages` and
    `times` are words searched like text ("Dari", "Donnerstag 14-16 Uhr"). `assured` is the day on
    which somebody last confirmed the content. `boost` multiplies the score, 1.0 is neutral, from
    LEAST_BOOST to MOST_BOOST.
    """

    id: str
    kind: str
    title: str
    summary: str = ""
    passages: tuple[Passage, ...] = ()
    url: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    audience: frozenset[str] = frozenset()
    location: tuple[float, float] | None = None
    languages: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    updated: datetime | None = None
    assured: date | None = None
    boost: float = 1.0
