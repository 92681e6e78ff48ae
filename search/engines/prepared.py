"""Documents made ready for an index: one that can't be indexed is set aside, the others go in."""

import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from tempfile import SpooledTemporaryFile
from typing import IO, TypeVar

from search.engines.impacts import average_length
from search.index_document import LEAST_BOOST, MOST_BOOST, IndexDocument

_LONGEST_VALUE = 1000  # characters of a facet value; engines drop or refuse very long ones
_LONGEST_ID = 512  # bytes
_SAMPLE = 2000  # public documents whose length tells what is usual
_HELD_IN_MEMORY = 16_000_000  # bytes

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


@contextmanager
def measured(
    documents: Iterable[IndexDocument], errors: dict[str, str]
) -> Iterator[tuple[float, Iterator[IndexDocument]]]:
    """Give the average length of the first public ones of `documents`, then all documents.

    However many hidden ones stand between those, they wait, at last in a file: if only so many
    were read, hidden ones would push public ones out and move their order.
    """
    stream = iter(documents)
    with SpooledTemporaryFile(_HELD_IN_MEMORY) as held:
        public = filter(_is_public, _kept(stream, held, errors))
        average = average_length(islice(public, _SAMPLE))
        held.seek(0)
        yield average, chain(_read(held), stream)


def _kept(
    documents: Iterable[IndexDocument], file: IO[bytes], errors: dict[str, str]
) -> Iterator[IndexDocument]:
    """Yield `documents` as they are written to `file`."""
    for document in documents:
        try:
            content = pickle.dumps(document)
        except (pickle.PicklingError, TypeError, AttributeError) as error:
            errors[document.id] = f"{type(error).__name__}: {error}"
        else:
            file.write(content)
            yield document


def _read(file: IO[bytes]) -> Iterator[IndexDocument]:
    while True:
        try:
            yield pickle.load(file)  # noqa: S301  # written above, nobody else has the file
        except EOFError:
            return


def check(document: IndexDocument) -> None:
    """Raise ValueError where `document` is nothing that both engines would take."""
    _check_texts(document)
    if not 0 < len(document.id.encode()) <= _LONGEST_ID:
        raise ValueError("the id is empty or too long")
    for name, values in document.facets.items():
        if any(not isinstance(value, str) or len(value) > _LONGEST_VALUE for value in values):
            raise ValueError(f"facet {name}: a value is no text or too long")
    if not LEAST_BOOST <= document.boost <= MOST_BOOST:  # false for NaN too
        raise ValueError(f"boost {document.boost} is not from {LEAST_BOOST} to {MOST_BOOST}")
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


def _is_public(document: IndexDocument) -> bool:
    try:
        check(document)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return False
    return "public" in document.audience
