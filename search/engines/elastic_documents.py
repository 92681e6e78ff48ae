"""The Elasticsearch mapping, and a document in it."""

from typing import Any

from elasticsearch.dsl import (
    Document,
    Double,
    GeoPoint,
    Keyword,
    Long,
    Text,
)

from search.engines.impacts import document_terms
from search.engines.records import content_hash, encode, title_key, updated_key, weight
from search.index_document import IndexDocument


def _tokens(positions: bool = False) -> Text:
    """Return a field of ready tokens, split at blanks and never analysed further."""
    return Text(
        analyzer="whitespace", norms=False, index_options="positions" if positions else "docs"
    )


class IndexedDocument(Document):
    """What Elasticsearch holds of an IndexDocument; facets become keywords by a template."""

    audience = Keyword()
    terms = _tokens()
    stems = _tokens(positions=True)
    words = _tokens()
    title_words = _tokens()
    title_key = Keyword()
    updated_key = Long()
    weight = Double()
    location = GeoPoint()
    hash = Keyword(index=False)
    source = Keyword(index=False, doc_values=False)


def mapping() -> dict[str, Any]:
    """Return the mapping of every index."""
    body = IndexedDocument._index.to_dict()["mappings"]
    facets = {"type": "object", "dynamic": True}
    template = {"path_match": "facets.*", "mapping": {"type": "keyword"}}
    return {
        **body,
        "dynamic": False,
        "dynamic_templates": [{"facets": template}],
        "properties": {**body["properties"], "facets": facets},
    }


def to_elastic(document: IndexDocument, average: float) -> dict[str, Any]:
    """Return `document` as Elasticsearch takes it. Raises ValueError, TypeError."""
    terms = document_terms(document, average)
    source = encode(document)
    facets = {name: list(values) for name, values in document.facets.items() if values}
    body: dict[str, Any] = {
        "audience": sorted(document.audience),
        "terms": terms.impact_tokens(),
        "stems": " ".join(terms.stems),
        "words": " ".join(terms.words),
        "title_words": " ".join(terms.title_words),
        "facets": facets | {"kind": [document.kind]},
        "title_key": title_key(document),
        "updated_key": updated_key(document),
        "weight": weight(document),
        "hash": content_hash(document, source),
        "source": source,
    }
    if document.location:
        lat, lon = document.location
        body["location"] = {"lat": float(lat), "lon": float(lon)}
    return body
