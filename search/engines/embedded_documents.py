"""The tantivy schema, and a document in it."""

import hashlib

import tantivy

from search.engines import cells
from search.engines.embedded_audience import FIELD, seen_by
from search.engines.impacts import document_terms
from search.engines.records import content_hash, encode, title_key, updated_key, weight
from search.index_document import LEAST_BOOST, IndexDocument

# tantivy multiplies a score by log2(2 + weight), or by 1 where that is less: so the weights are
# stored this many times as high (a power of two: divided by it scores lose no digit)
WEIGHTED = 1 / LEAST_BOOST


def build_schema() -> tantivy.Schema:
    """Return the schema of an embedded index."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", indexed=True, fast=True)
    builder.add_text_field("hash", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(FIELD, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("stems", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("title_words", tokenizer_name="whitespace", index_option="basic")
    builder.add_json_field("facets", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title_key", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("updated_key", fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_text_field("cells", tokenizer_name="raw", index_option="basic")
    builder.add_float_field("lat", fast=True)
    builder.add_float_field("lon", fast=True)
    builder.add_bytes_field("source", stored=True)
    return builder.build()


def number_of(document_id: str) -> int:
    """Return the number an id is known by inside the index (63 bits of its hash)."""
    digest = hashlib.blake2b(document_id.encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def to_tantivy(document: IndexDocument, average: float) -> tantivy.Document:
    """Return `document` as tantivy takes it. Raises ValueError, TypeError for broken values."""
    terms = document_terms(document, average)
    result = tantivy.Document()
    result.add_unsigned("number", number_of(document.id))
    source = encode(document)
    result.add_text("hash", content_hash(document, source))
    result.add_text(FIELD, seen_by(document.audience))
    result.add_text("terms", terms.impact_tokens())
    result.add_text("stems", " ".join(terms.stems))
    result.add_text("words", " ".join(terms.words))
    result.add_text("title_words", " ".join(terms.title_words))
    facets = {name: list(values) for name, values in document.facets.items() if values}
    result.add_json("facets", facets | {"kind": [document.kind]})
    result.add_text("title_key", title_key(document))
    result.add_integer("updated_key", updated_key(document))
    result.add_float("weight", 2 ** (WEIGHTED * weight(document)) - 2)
    if document.location:
        lat, lon = map(float, document.location)
        result.add_float("lat", lat)
        result.add_float("lon", lon)
        for token in cells.tokens(lat, lon):
            result.add_text("cells", token)
    result.add_bytes("source", source.encode())
    return result
