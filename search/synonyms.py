"""The editors' synonyms as the engine takes them; read at every search, so effective at once."""

from search.models import SynonymSet


def mapping() -> dict[str, tuple[str, ...]]:
    """Return word -> further words to search for, from all active sets (one query)."""
    found: dict[str, dict[str, None]] = {}
    for row in SynonymSet.objects.filter(active=True).order_by("pk"):
        words = row.words
        heads = words if row.direction == SynonymSet.Direction.BOTH else words[:1]
        for head in heads:
            others = found.setdefault(head.casefold(), {})
            others.update(dict.fromkeys(word for word in words if word != head))
    return {head: tuple(words) for head, words in found.items()}
