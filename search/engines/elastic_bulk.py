"""Many documents to Elasticsearch: in portions, waiting where it is busy, errors by document."""

from collections.abc import Iterable
from typing import Any

from elasticsearch import Elasticsearch, helpers

from search.engine import EngineUnavailable, WriteFailed

TIMEOUT = 60.0  # seconds for one portion
_PORTION: dict[str, Any] = {"chunk_size": 500, "max_chunk_bytes": 10_000_000}
_BACK_PRESSURE: dict[str, Any] = {"max_retries": 6, "initial_backoff": 0.5, "max_backoff": 20}
_BUSY = (403, 408, 429)  # of an item: the server, not the document, is to blame; as all from 500 on


def send(client: Elasticsearch, actions: Iterable[dict[str, Any]], **options: Any) -> int:
    """Send bulk `actions`; return how many documents are as wanted now.

    Raises WriteFailed with the documents that were refused, EngineUnavailable where the server
    could not take some (a disk is full, a shard moves).
    """
    errors: dict[str, str] = {}
    count, busy = 0, ""
    for done, item in helpers.streaming_bulk(
        client.options(request_timeout=TIMEOUT),
        actions,
        raise_on_error=False,
        **_PORTION,
        **_BACK_PRESSURE,
        **options,
    ):
        ((operation, result),) = item.items()
        status = result.get("status", 500)
        outdated = status == 409  # a newer version is there already
        missing = operation == "delete" and status == 404
        if done or outdated or missing:
            count += 1
        elif status in _BUSY or status >= 500:
            busy = str(result.get("error"))
        else:
            errors[result["_id"]] = str(result.get("error"))
    if busy:
        raise EngineUnavailable(f"Elasticsearch can't write: {busy}")
    if errors:
        raise WriteFailed(errors, count)
    return count
