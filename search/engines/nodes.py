"""A search in terms both engines translate: a small tree of conditions and constant scores."""

from dataclasses import dataclass

TERMS, STEMS, WORDS, TITLE_WORDS = "terms", "stems", "words", "title_words"


@dataclass(frozen=True, slots=True)
class Has:
    """The field holds the token; worth `score`."""

    field: str
    token: str
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Graded:
    """The text has the stem; worth `step` for each sixteenth of the most it can be about it."""

    stem: str
    step: float


@dataclass(frozen=True, slots=True)
class HasAny:
    """The keyword field (or "facets.<name>") holds one of `values`; worth `score`."""

    field: str
    values: tuple[str, ...]
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """The stems stand next to each other in this order; worth `score`."""

    stems: tuple[str, ...]
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word at most `distance` edits away (a transposition is one); worth `score`."""

    word: str
    distance: int
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """A word of `field` begins so; worth `score`."""

    field: str
    prefix: str
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Circle:
    """The place lies within `radius_km` of the point (degrees)."""

    lat: float
    lon: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class Some:
    """At least `least` of `nodes`; worth the sum of those that hold."""

    nodes: tuple["Node", ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Best:
    """Any of `nodes`; worth the highest of those that hold."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Every:
    """All of `must` and none of `never`, worth nothing; `scores` add to what holds."""

    must: tuple["Node", ...]
    never: tuple["Node", ...] = ()
    scores: tuple["Node", ...] = ()


Node = Has | Graded | HasAny | Phrase | Fuzzy | Prefix | Circle | Some | Best | Every
