"""The door to the search engines: protocol, errors, and how to get one."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Protocol

from search.index_document import IndexDocument
from search.query import ResultPage, SearchQuery, Suggestion


class SearchError(Exception):
    """Base of what a search engine raises."""


class EngineUnavailable(SearchError):
    """The engine does not answer (in time)."""


class IndexMissing(SearchError):
    """There is no index yet: rebuild it."""


class IndexStale(SearchError):
    """The index was built by another version of this program or its word lists: rebuild it."""


class IndexCorrupt(SearchError):
    """The index can't be read: rebuild it."""


class IndexLocked(SearchError):
    """Another process is writing to the index and did not end in time."""


class WriteFailed(SearchError):
    """Some documents were not written; `errors` maps their ids to the reason.

    `written` is how many others were.
    """

    def __init__(self, errors: dict[str, str], written: int = 0) -> None:
        super().__init__(f"{len(errors)} documents were not written: {errors}")
        self.errors = errors
        self.written = written


class SearchEngine(Protocol):
    """What both engines can do. Every method may raise SearchError."""

    def rebuild(self, documents: Iterable[IndexDocument], *, version: int | None = None) -> int:
        """Replace the whole index by `documents`, beside the old one; return their number.

        They count as written with `version`, see `write`. Raises WriteFailed, after the
        replacement, with those that could not be written.
        """
        ...

    def write(
        self,
        upserts: Iterable[IndexDocument] = (),
        deletions: Iterable[str] = (),
        *,
        version: int | None = None,
    ) -> None:
        """Store `upserts`, remove the ids in `deletions`; visible to searches on return.

        With `version` (growing), an engine written by many processes ignores older writes.
        Raises WriteFailed with the ids that were not written.
        """
        ...

    def search(self, query: SearchQuery) -> ResultPage:
        """Answer `query`. No text makes this raise, only the state of the engine."""
        ...

    def suggest(
        self, prefix: str, audience: frozenset[str], limit: int = 8
    ) -> tuple[Suggestion, ...]:
        """Return completions of `prefix` from what `audience` may see."""
        ...

    def count(self) -> int:
        """Return the number of documents in the index."""
        ...

    def ids(self) -> dict[str, str]:
        """Return the id of every document with a hash of its content, to reconcile."""
        ...

    def schema_version(self) -> str:
        """Return the version the index was built with, comparable to CURRENT_SCHEMA."""
        ...

    def is_stale(self) -> bool:
        """Return whether the index needs a rebuild because program or word lists changed."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


def make_engine(name: str, **options: Any) -> SearchEngine:
    """Return an engine: "embedded" (path=folder) or "elastic" (url=..., index=alias name)."""
    if name == "embedded":
        from search.engines.embedded import EmbeddedEngine

        return EmbeddedEngine(**options)
    if name == "elastic":
        from search.engines.elastic import ElasticEngine

        return ElasticEngine(**options)
    raise ValueError(f"Unknown search engine {name!r}: use 'embedded' or 'elastic'.")


@lru_cache(maxsize=4)
def _cached_engine(name: str, options: tuple[tuple[str, Any], ...]) -> SearchEngine:
    from search.breaker import Breaker

    return Breaker(make_engine(name, **dict(options)))


def get_engine() -> SearchEngine:
    """Return the engine the settings name, one per process and settings.

    One that did not answer a search is left alone for some seconds (search.breaker).
    """
    from django.conf import settings

    options: tuple[tuple[str, Any], ...]
    if settings.SEARCH_ENGINE == "elastic":
        options = (
            ("url", settings.ELASTICSEARCH_URL),
            ("index", settings.SEARCH_INDEX),
            ("replicas", settings.SEARCH_REPLICAS),
        )
    else:
        options = (("path", str(settings.SEARCH_PATH)),)
    return _cached_engine(settings.SEARCH_ENGINE, options)
