"""Documents made ready for an index: one that can't be indexed is set aside, the others go in."""

import math
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from search.engines.impacts import average_length
from search.index_document import IndexDocument

_LONGEST_VALUE = 1000  # characters of a facet value; engines drop or refuse very long ones
_LONGEST_ID = 512  # bytes

Ready = TypeVar("Ready")


def prepared(
    documents: Iterable[IndexDocument],
    make: Callable[[IndexDocument], Ready],
    errors: dict[str, str],
) -> Iterator[tuple[str, Ready]]:
    """Yield id and `make(document)`; what is refused is noted in `errors` by its id instead."""
    for document in documents:
        try:
            check(document)
            ready = make(document)
        except (ValueError, TypeError, AttributeError, OverflowError) as error:
            errors[document.id] = f"{type(error).__name__}: {error}"
        else:
            yield document.id, ready


def sound_average(documents: Iterable[IndexDocument]) -> float:
    """Return the average length of those of `documents` that can be indexed."""
    return average_length(filter(_is_sound, documents))


def check(document: IndexDocument) -> None:
    """Raise ValueError where `document` is nothing that both engines would take."""
    _check_texts(document)
    if not 0 < len(document.id.encode()) <= _LONGEST_ID:
        raise ValueError("the id is empty or too long")
    for name, values in document.facets.items():
        if any(not isinstance(value, str) or len(value) > _LONGEST_VALUE for value in values):
            raise ValueError(f"facet {name}: a value is no text or too long")
    if not (math.isfinite(document.boost) and document.boost >= 0):
        raise ValueError(f"boost {document.boost} is no factor")
    if document.location:
        lat, lon = map(float, document.location)
        if not (abs(lat) <= 90 and abs(lon) <= 180):  # false for NaN too
            raise ValueError(f"{lat}, {lon} is no place on earth")


def _check_texts(document: IndexDocument) -> None:
    for text in (document.id, document.kind, document.title, document.summary, document.url):
        if not isinstance(text, str):
            raise ValueError(f"{text!r} is no text")
    for passage in document.passages:
        if not (isinstance(passage.heading, str) and isinstance(passage.text, str)):
            raise ValueError("a passage without text")
    for token in document.audience:
        token.encode()


def _is_sound(document: IndexDocument) -> bool:
    try:
        check(document)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return False
    return True
