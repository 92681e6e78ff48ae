"""The Elasticsearch engine, for one server or a cluster."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

from elasticsearch import ApiError, BadRequestError, NotFoundError, TransportError, helpers

from search.engine import EngineUnavailable, IndexMissing, SearchError, WriteFailed
from search.engines.base import answer, complete
from search.engines.elastic_bulk import send
from search.engines.elastic_documents import to_elastic
from search.engines.elastic_indexes import Indexes
from search.engines.elastic_requests import Searches, connected
from search.engines.elastic_view import ElasticView
from search.engines.impacts import average_length
from search.engines.prepared import measured, prepared
from search.engines.records import current_schema
from search.index_document import IndexDocument
from search.query import ResultPage, SearchQuery, Suggestion


@contextmanager
def _failures_named() -> Iterator[None]:
    """Turn the client's errors into SearchErrors."""
    try:
        yield
    except NotFoundError as error:
        raise IndexMissing(f"There is no index yet: {error}") from error
    except TransportError as error:
        raise EngineUnavailable(f"Elasticsearch does not answer: {error}") from error
    except ApiError as error:
        if isinstance(error, BadRequestError):
            raise SearchError(f"Elasticsearch refused the request: {error}") from error
        raise EngineUnavailable(f"Elasticsearch can't answer: {error}") from error


class ElasticEngine:
    """SearchEngine on the servers `url` (several: separated by commas), behind alias `index`.

    A request gives up after `timeout` seconds (over https: after so long without a byte); of
    several servers each has half of that, then the next is asked. `replicas` copies of the index
    are kept on other nodes; without a number there is one as soon as there are two nodes.
    """

    def __init__(
        self, url: str, index: str = "kim", timeout: float = 4.0, replicas: str = ""
    ) -> None:
        self.index = index
        hosts = [part.strip() for part in url.split(",") if part.strip()]
        several = len(hosts) > 1
        patience: dict[str, Any] = {
            "request_timeout": timeout / 2 if several else timeout,
            "max_retries": 2,
            "retry_on_status": (429, 502, 503, 504),
            "retry_on_timeout": several,
        }
        self.client = connected(hosts, patience)
        self.indexes = Indexes(self.client, index, replicas)
        self._view = ElasticView(Searches(self.client, index, patience))
        self._average: tuple[str, float] | None = None

    def search(self, query: SearchQuery) -> ResultPage:
        """Answer `query`."""
        with _failures_named():
            return answer(self._view, query)

    def suggest(
        self, prefix: str, audience: frozenset[str], limit: int = 8
    ) -> tuple[Suggestion, ...]:
        """Return completions of `prefix` from what `audience` may see."""
        with _failures_named():
            return complete(self._view, prefix, audience, limit)

    def rebuild(self, documents: Iterable[IndexDocument], *, version: int | None = None) -> int:
        """Build a new index, move the alias to it, then remove the old; return the documents."""
        begun = time.time_ns() if version is None else version
        errors: dict[str, str] = {}
        with _failures_named(), measured(documents, errors) as (average, everything):
            name = self.indexes.create(average)
            # a slow worker that read its documents before now must not overwrite what comes
            common = {"_index": name, "version": begun, "version_type": "external_gte"}
            try:
                upserts = _upserts(everything, average, common, errors)
                count = self._sent(upserts, errors)
                self.indexes.finish(name)
            except BaseException:
                self.indexes.delete(name)
                raise
            self.indexes.swap(name)
            self._view.forget()
        if errors:
            raise WriteFailed(errors, count)
        return count

    def _sent(
        self, actions: Iterable[dict[str, Any]], errors: dict[str, str], **options: Any
    ) -> int:
        """Send bulk `actions`; note what is refused in `errors`, return how many were not."""
        try:
            return send(self.client, actions, **options)
        except WriteFailed as failed:
            errors |= failed.errors
            return failed.written

    def drop(self) -> None:
        """Remove the index, its alias and its template, by their exact names."""
        with _failures_named():
            self.indexes.drop()
        self._view.forget()

    def write(
        self,
        upserts: Iterable[IndexDocument] = (),
        deletions: Iterable[str] = (),
        *,
        version: int | None = None,
    ) -> None:
        """Store and remove; an older `version` than what is there already changes nothing."""
        errors: dict[str, str] = {}
        with _failures_named():
            average = self._average_of(self._writable())
            common: dict[str, Any] = {"_index": self.index}
            if version is not None:
                common |= {"version": version, "version_type": "external_gte"}
            gone = ({"_op_type": "delete", "_id": key, **common} for key in deletions)
            actions = chain(gone, _upserts(upserts, average, common, errors))
            written = self._sent(actions, errors, require_alias=True)
            self.client.indices.refresh(index=self.index)
        self._view.forget()
        if errors:
            raise WriteFailed(errors, written)

    def _writable(self) -> str:
        """Return the index behind the alias, an empty new one where there is none yet."""
        behind = self.indexes.behind_alias()
        if not behind:
            behind = [self.indexes.create(average_length(()))]
            self.indexes.finish(behind[0])
            self.indexes.swap(behind[0])
        return behind[0]

    def _average_of(self, name: str) -> float:
        """Return the usual length of a document that index `name` was built with."""
        if self._average is None or self._average[0] != name:
            self._average = name, self.indexes.meta()["average_length"]
        return self._average[1]

    def count(self) -> int:
        """Return the number of documents in the index."""
        with _failures_named():
            return self.client.count(index=self.index)["count"]

    def ids(self) -> dict[str, str]:
        """Return every document's id with its content hash."""
        with _failures_named():
            rows = helpers.scan(self.client, index=self.index, query={"_source": ["hash"]})
            return {row["_id"]: row["_source"]["hash"] for row in rows}

    def schema_version(self) -> str:
        """Return the version the index was built with."""
        with _failures_named():
            return self.indexes.meta()["schema"]

    def is_stale(self) -> bool:
        """Return whether program or word lists changed since the index was built."""
        return self.schema_version() != current_schema()

    def close(self) -> None:
        """Close the connections."""
        self.client.close()


def _upserts(
    documents: Iterable[IndexDocument],
    average: float,
    common: dict[str, Any],
    errors: dict[str, str],
) -> Iterator[dict[str, Any]]:
    """Yield bulk actions; what can't be prepared is noted in `errors` instead."""
    for key, source in prepared(documents, lambda d: to_elastic(d, average), errors):
        yield {"_id": key, **common, "_source": source}
