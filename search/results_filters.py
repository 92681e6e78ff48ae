"""The filters of the results page with their counts, and the chosen ones to take away."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from search.facets import FACET_LABELS, Label
from search.near import Located
from search.parameters import Parameters
from search.query import ResultPage

SHOWN_AT_ONCE = 6
OPEN_AT_FIRST = 2

Labels = Mapping[str, Mapping[str, Label]]


@dataclass(frozen=True)
class Choice:
    """A value of a filter."""

    value: str
    label: str | Promise
    count: int
    selected: bool


@dataclass(frozen=True)
class Filter:
    """A filter with its values, the most frequent first; `more` are shown when asked for."""

    name: str
    label: str | Promise
    choices: list[Choice]
    more: list[Choice] = field(default_factory=list)
    open: bool = False


@dataclass(frozen=True)
class Active:
    """A chosen filter and the address without it."""

    label: str | Promise
    facet: str | Promise
    query: str


def values_of(page: ResultPage, parameters: Parameters) -> dict[str, list[str]]:
    """Return the values by facet that the page names: counted or chosen."""
    wanted = {name: [facet.value for facet in rows] for name, rows in page.facets.items()}
    for name, values in parameters.filters.items():
        wanted[name] = list(dict.fromkeys([*wanted.get(name, []), *values]))
    return wanted


def filters(page: ResultPage, parameters: Parameters, labels: Labels) -> list[Filter]:
    """Return the tab's filters that have something to choose."""
    found: list[Filter] = []
    for name in parameters.tab.facets:
        choices = _choices(name, page, parameters, labels.get(name, {}))
        if choices:
            chosen = any(choice.selected for choice in choices)
            is_open = chosen or len(found) < OPEN_AT_FIRST
            found.append(Filter(name, FACET_LABELS[name], *_fold(choices), open=is_open))
    return found


def _choices(
    name: str, page: ResultPage, parameters: Parameters, labels: Mapping[str, Label]
) -> list[Choice]:
    chosen = parameters.filters.get(name, ())
    counts = {row.value: row.count for row in page.facets.get(name, ())}
    counts |= {value: 0 for value in chosen if value not in counts}
    return [
        Choice(value, labels[value], count, value in chosen)
        for value, count in counts.items()
        if value in labels
        and (count or value in chosen)
        and (name != "kind" or value in parameters.tab.kinds)
    ]


def _fold(choices: list[Choice]) -> tuple[list[Choice], list[Choice]]:
    """Part what is shown at once from the rest; one more is shown rather than hidden alone."""
    first = [c for i, c in enumerate(choices) if c.selected or i < SHOWN_AT_ONCE]
    rest = [choice for choice in choices if choice not in first]
    return (choices, []) if len(rest) < 2 else (first, rest)


def active(parameters: Parameters, labels: Labels, located: Located | None) -> list[Active]:
    """Return what is chosen, each with the question that it would be without it."""
    found = [
        Active(
            labels.get(name, {}).get(value, value),
            FACET_LABELS[name],
            parameters.without(name, value).query_string(),
        )
        for name, values in parameters.filters.items()
        for value in values
    ]
    if located and located.place:
        text = _("{km} km around {place}").format(km=parameters.radius, place=located.place.name)
        found.append(Active(text, _("Near"), parameters.anywhere().query_string()))
    return found
