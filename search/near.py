""" "Near me" without tracking: a municipality or postcode that somebody types, and a radius.

The places are the municipalities of the directory with their postcodes; nothing is looked up
elsewhere and nothing is kept.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from content.directory.models import Municipality
from search.analysis import fold
from search.query import Near

LEAST_PREFIX = 3  # letters from which the beginning of a name is enough
_POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_NO_WORD = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality: name, postcodes, and the coordinates of its centre in degrees."""

    name: str
    slug: str
    postcodes: tuple[str, ...]
    lat: float
    lon: float

    def circle(self, radius_km: float) -> Near:
        """Return the circle around the centre."""
        return Near(self.lat, self.lon, radius_km)


@dataclass(frozen=True, slots=True)
class Located:
    """What was typed, the place that it names or None, and the name that was perhaps meant.

    `choices` are the names of the places that share a typed postcode.
    """

    typed: str
    place: Place | None
    guess: str = ""
    choices: tuple[str, ...] = ()


def locate(typed: str) -> Located:
    """Return the place that `typed` names: a municipality, a postcode or both (one query)."""
    return _match(typed, _places())


def _places() -> list[Place]:
    columns = ("name", "slug", "postcodes", "latitude", "longitude")
    rows = Municipality.objects.values_list(*columns)
    return [
        Place(name, slug, tuple(_POSTCODE.findall(postcodes)), lat, lon)
        for name, slug, postcodes, lat, lon in rows
    ]


def _match(typed: str, places: Iterable[Place]) -> Located:
    places = list(places)
    codes = _POSTCODE.findall(typed)
    if codes:
        found = [place for place in places if set(codes) & set(place.postcodes)]
        name = _plain(_POSTCODE.sub("", typed))
        named = [place for place in found if name in _names(place)]
        if len(named or found) == 1:
            return Located(typed, (named or found)[0])
        return Located(typed, None, choices=tuple(sorted(place.name for place in found)))
    wanted = _plain(typed)
    names = {name: place for place in places for name in _names(place)}
    if wanted in names:
        return Located(typed, names[wanted])
    begun = {
        place for name, place in names.items() if name.startswith(wanted) and _long_enough(wanted)
    }
    if len(begun) == 1:
        return Located(typed, begun.pop())
    close = difflib.get_close_matches(wanted, names, n=1, cutoff=0.75)
    return Located(typed, None, names[close[0]].name if close else "")


def _long_enough(wanted: str) -> bool:
    return len(wanted) >= LEAST_PREFIX


def _names(place: Place) -> set[str]:
    """Return how people write a name: Hennef (Sieg), Hennef, hennef."""
    return {_plain(place.name), _plain(place.name.partition("(")[0]), _plain(place.slug)}


def _plain(text: str) -> str:
    words = _NO_WORD.sub(" ", fold(text)).split()
    return " ".join("sankt" if word == "st" else word for word in words)
