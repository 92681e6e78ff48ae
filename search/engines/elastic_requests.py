"""Searches sent to Elasticsearch by the client's transport: its nodes, retries and connections.

What the client does around it for all its hundreds of calls (options, tracing, warnings, answers
as objects) would take as long as to write and read the search itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import elasticsearch
from elastic_transport import HttpHeaders, OrjsonSerializer, Urllib3HttpNode
from elasticsearch import ApiError, Elasticsearch, UnsupportedProductError
from elasticsearch.exceptions import HTTP_EXCEPTIONS

from search.engine import EngineUnavailable
from search.engines.elastic_node import PlainNode
from search.engines.elastic_query import Body

_TYPE = "application/vnd.elasticsearch+json"
_ACCEPTED = f"{_TYPE}; compatible-with={elasticsearch.__version__[0]}"
_HEADERS = HttpHeaders({"accept": _ACCEPTED, "content-type": _ACCEPTED}).freeze()


def connected(hosts: list[str], patience: dict[str, Any]) -> Elasticsearch:
    """Return a client of the servers `hosts`, none of which is asked yet."""
    plain = all(host.startswith("http://") for host in hosts)
    return Elasticsearch(
        hosts,
        serializers={_TYPE: OrjsonSerializer()},
        node_class=PlainNode if plain else Urllib3HttpNode,
        meta_header=False,
        **patience,
    )


@contextmanager
def understood() -> Iterator[None]:
    """Turn into EngineUnavailable what comes of an answer without the parts that were asked for."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise EngineUnavailable(f"Elasticsearch answers something else: {error!r}") from error


class Searches:
    """Searches in what is behind alias `index`; `patience` are timeout and retries."""

    def __init__(self, client: Elasticsearch, index: str, patience: dict[str, Any]) -> None:
        self._transport = client.transport
        self._patience = patience
        # a part of the answer, while a node goes away, would look like the whole
        self._target = f"/{quote(index)}/_search?allow_partial_search_results=false"

    def answer(self, body: Body) -> Body:
        """Return the answer to the search `body`. Raises ApiError, TransportError."""
        meta, answer = self._transport.perform_request(
            "POST", self._target, body=body, headers=_HEADERS, **self._patience
        )
        if meta.status != 200:
            error = HTTP_EXCEPTIONS.get(meta.status, ApiError)
            raise error(_reason(answer), meta, answer)
        if not isinstance(answer, dict) or meta.headers.get("x-elastic-product") != "Elasticsearch":
            raise UnsupportedProductError("What answers is not Elasticsearch", meta, answer)
        return answer


def _reason(answer: Any) -> str:
    error = answer.get("error", answer) if isinstance(answer, dict) else answer
    return str(error.get("type", error) if isinstance(error, dict) else error)
