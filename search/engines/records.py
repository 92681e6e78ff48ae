"""What an index holds of a document beside its tokens, the same for both engines."""

import hashlib
import json
import math
import zlib
from datetime import UTC, date, datetime

import orjson

from search.analysis import analysis_version, fold
from search.engines.impacts import WEIGHTS
from search.index_document import IndexDocument, Passage

SCHEMA = "4"  # the layout; raise it with every change of it
_EARTH_RADIUS_KM = 6371.0088
# Equal documents keep one order everywhere by a hair from the id, at most a thousandth. Engines
# count in 32 bits, so weights that differ do so by more than their last digits, and weights that
# do not are the same: those are ordered by title.
_HAIR = 2**-20
_HAIRS = 1024
_MONTH = 30  # days
_OLD = 12  # months from which age makes no difference any more
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def current_schema() -> str:
    """Return the version an index built now gets: layout, analysis and word lists."""
    return f"{SCHEMA}-{analysis_version()}"


def encode(document: IndexDocument) -> str:
    """Return what is shown of `document` as JSON; the audience stays out."""
    return _JSON.encode(
        {
            "id": document.id,
            "kind": document.kind,
            "title": document.title,
            "summary": document.summary,
            "passages": [[p.heading, p.anchor, p.text] for p in document.passages],
            "url": document.url,
            "facets": {name: list(values) for name, values in document.facets.items()},
            "location": document.location,
            "languages": document.languages,
            "times": document.times,
            "updated": document.updated.isoformat() if document.updated else None,
            "assured": document.assured.isoformat() if document.assured else None,
            "boost": document.boost,
        }
    )


def decode(source: str | bytes) -> IndexDocument:
    """Return the document that `encode` wrote."""
    data = orjson.loads(source)
    return IndexDocument(
        id=data["id"],
        kind=data["kind"],
        title=data["title"],
        summary=data["summary"],
        passages=tuple(Passage(*passage) for passage in data["passages"]),
        url=data["url"],
        facets={name: tuple(values) for name, values in data["facets"].items()},
        location=tuple(data["location"]) if data["location"] else None,
        languages=tuple(data["languages"]),
        times=tuple(data["times"]),
        updated=datetime.fromisoformat(data["updated"]) if data["updated"] else None,
        assured=date.fromisoformat(data["assured"]) if data.get("assured") else None,
        boost=data["boost"],
    )


def content_hash(document: IndexDocument, source: str | None = None) -> str:
    """Return a digest of everything indexed of `document`, its audience too, and of its age.

    The age comes last, behind a dot: what only became older differs there alone.
    """
    text = (source or encode(document)) + "|".join(sorted(document.audience))
    updated, assured = ages(document)
    return f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.{updated}-{assured}"


def only_older(indexed: str, current: str) -> bool:
    """Return whether two content hashes of a document differ by its age alone."""
    return indexed != current and indexed.split(".")[0] == current.split(".")[0]


def weight(document: IndexDocument) -> float:
    """Return what the score is multiplied by: boost, freshness, and a hair from the id."""
    updated, assured = ages(document)
    gain = WEIGHTS.freshness * (1 - updated / _OLD) + WEIGHTS.assured * (1 - assured / _OLD)
    hair = zlib.crc32(document.id.encode()) % _HAIRS
    return document.boost * (1 + (round(gain / _HAIR) + hair) * _HAIR)


def today() -> date:
    """Return the day from which the age of documents is counted."""
    return datetime.now(UTC).date()


def ages(document: IndexDocument) -> tuple[int, int]:
    """Return the months since `document` was updated and since it was confirmed, at most 12.

    Months of 30 days, that end on another day for each document: after a big import no night
    finds all of them a month older. An index entry is written anew when one of the two changes.
    """
    ends = zlib.crc32(document.id.encode()) % _MONTH
    updated = _aware(document.updated).astimezone(UTC).date() if document.updated else None
    return _months(updated, ends), _months(document.assured, ends)


def _months(day: date | None, ends: int) -> int:
    days = (today() - day).days if day else _MONTH * _OLD
    return min((days + ends) // _MONTH, _OLD) if days > 0 else 0


def title_key(document: IndexDocument) -> str:
    """Return a text that sorts documents by title, equal ones by id."""
    return f"{fold(document.title)[:80]}\t{document.id}"


def updated_key(document: IndexDocument) -> int:
    """Return a number that sorts documents by time of update, equal ones by id."""
    seconds = int(_aware(document.updated).timestamp()) if document.updated else 0
    return (max(seconds, 0) << 20) + (zlib.crc32(document.id.encode()) & 0xFFFFF)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def distance_km(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Return the great-circle distance of two (lat, lon) points in degrees."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *two))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def box(lat: float, lon: float, radius_km: float) -> tuple[float, float, float, float]:
    """Return (south, north, west, east) in degrees of a box around the circle."""
    high = math.degrees(radius_km / _EARTH_RADIUS_KM) * 1.001
    wide = min(180.0, high / max(0.01, math.cos(math.radians(min(abs(lat) + high, 89.0)))))
    return lat - high, lat + high, lon - wide, lon + wide
