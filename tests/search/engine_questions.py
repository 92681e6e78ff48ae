"""Questions of all shapes that both engines must answer alike."""

import random
from collections.abc import Iterator

from search.query import Near, SearchQuery
from tests.search.engine_contract import FOUND
from tests.search.engine_documents import FACETS, OTHERS, PUBLIC, STAFF, SYNONYMS

MORE = [
    "Kita Beratung", "Wo gibt es Kurse für Kinder?", "Konzept Kreis Sprachförderung", "",
    'Kreis "im Kreis"', "Beratung -Caritas", "ort:troisdorf Sprache", "Kinder Kaffee Amt",
    "-Kita", '-"im Kreis"', "-Kita -Kreis", '"Beratung für Flüchtlinge"', "Kita Kita",
    "Sprachförderungskurse", "Migration", "beratung kostenlos vertraulich dari",
    "sprache:arabisch", "art:organization", "titel:beratung -titel:schulden", "zeiten dienstag",
    "Sprachförd", "Kindergartenpl", "Kurse Kindergartenplä", "Wo gibt es Gesundheitsb",
]  # fmt: skip
PLACES = ((50.8, 7.2), (50.816, 7.155), (50.763, 6.999), (51.5, 8.0), (0.0, 0.0))
RADII = (0.5, 1, 3, 6, 10, 40, 500, 15000)


def questions() -> Iterator[SearchQuery]:
    """Yield over 400 questions."""
    chance = random.Random(7)
    for text in [*(text for text, _ in FOUND), *MORE]:
        yield SearchQuery(text, PUBLIC, facets=FACETS, synonyms=SYNONYMS, size=50)
        yield SearchQuery(text, STAFF, facets=FACETS, synonyms=SYNONYMS, size=50)
        filters = {chance.choice(FACETS[1:]): chance.choice((("bildung", "recht"), ("troisdorf",)))}
        yield SearchQuery(text, OTHERS, facets=FACETS, filters=filters, size=2, page=1)
        yield SearchQuery(text, STAFF, facets=FACETS, size=2, page=chance.choice((2, 3)))
        sort = chance.choice(("title", "updated", "distance"))
        near = Near(50.8, 7.2, chance.choice((3, 10, 40)))
        yield SearchQuery(text, STAFF, facets=FACETS, sort=sort, near=near)
        yield SearchQuery(text, PUBLIC, kinds=("service",), filters={"language": ("dari",)})
    yield from around()


def around() -> Iterator[SearchQuery]:
    """Yield questions about places, small circles and large."""
    for lat, lon in PLACES:
        for radius in RADII:
            near = Near(lat, lon, radius)
            yield SearchQuery("", STAFF, facets=FACETS, near=near, sort="distance")
            yield SearchQuery("Beratung", PUBLIC, near=near, sort="distance", size=1, page=2)
            filters = {"municipality": ("siegburg",)}
            yield SearchQuery("Kita", PUBLIC, filters=filters, facets=FACETS, near=near)
