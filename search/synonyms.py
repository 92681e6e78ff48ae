"""The editors' synonyms as the engine takes them; read at every search, so effective at once."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from content.prepared import Prepared
from search.models import SynonymSet

_active = Prepared(
    lambda: SynonymSet.objects.filter(active=True).order_by("pk").values_list("terms", "direction")
)


def mapping() -> Mapping[str, tuple[str, ...]]:
    """Return word -> further words to search for, from all active sets (one query)."""
    return _mapping(tuple(_active()))


@lru_cache(maxsize=4)
def _mapping(rows: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for terms, direction in rows:
        words = SynonymSet(terms=terms).words
        heads = words if direction == SynonymSet.Direction.BOTH else words[:1]
        for head in heads:
            others = found.setdefault(head.casefold(), {})
            others.update(dict.fromkeys(word for word in words if word != head))
    return MappingProxyType({head: tuple(words) for head, words in found.items()})
