"""Search without the engine: names, summaries and topics in the database, titles first.

No filters, no stems, no places; who may see what holds here too. Words are read as the engine
reads them: quotes and fields are no words, excluded words take results away.
"""

import itertools
import re
import unicodedata
from typing import Any, NamedTuple

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from wagtail.models import Page

from content.directory.models import Organization, Service
from content.library import access
from search.analysis import terms_of
from search.analysis.query_language import parse
from search.index_document import IndexDocument
from search.keys import key_of, make_key
from search.page_documents import mapped_models
from search.parameters import Parameters
from search.query import Hit, ResultPage

MAX_PER_KIND = 100
MAX_WORDS = 8
OFFER_FIELDS = (
    "name", "alternate_name", "summary", "description", "organization__name",
    "organization__alternate_name",
)  # fmt: skip
PROVIDER_FIELDS = ("name", "alternate_name", "description")
LONG = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
SHORT = {long: short for short, long in LONG.items()}
DIGRAPH = re.compile("ae|oe|ue|ss")
MAX_DIGRAPHS = 3  # per word, each doubles the spellings
CASES = (str.lower, str.capitalize, str.upper)


class Words(NamedTuple):
    """Words that a result must have and must not have, each in its spellings."""

    wanted: list[tuple[str, ...]]
    refused: list[tuple[str, ...]]


def search(parameters: Parameters, user: Any, size: int) -> ResultPage:
    """Return what the database finds and `user` may see; at most 100 of each kind."""
    kinds = set(parameters.filters.get("kind", parameters.tab.kinds))
    words = _words(parameters.text)
    found: list[Any] = []
    if "service" in kinds:
        rows: QuerySet[Any] = Service.objects.visible_to(user)
        found += _matching(rows, words, OFFER_FIELDS, {Service: "service_id"})
    if "organization" in kinds:
        providers = Organization.objects.filter(live=True)
        found += _matching(providers, words, PROVIDER_FIELDS, {})
    models = [model for model in mapped_models().values() if model.kind in kinds]
    if models:
        found += _matching_pages(models, user, words)
    found.sort(key=lambda row: not _all_in(_name(row), words))
    total = len(found)
    page = min(parameters.page, max(1, -(-total // size)))
    rows_ = found[(page - 1) * size : page * size]
    hits = [Hit(_key(row), 0.0, _document(row)) for row in rows_]
    return ResultPage(hits=tuple(hits), total=total, full=total, page=page, size=size)


def _words(text: str) -> Words:
    """Return the words that a result must have, and those that it must not."""
    parsed = parse(text)
    phrased = [term.word for phrase in parsed.phrases for term in phrase]
    titles = [value for field, value in parsed.filters if field == "title"]
    titled = [term.word for value in titles for term in terms_of(value)]
    wanted = [*(word.typed for word in parsed.words), *phrased, *titled]
    refused = [term.word for terms in parsed.excluded for term in terms]
    return Words(
        [spellings(word) for word in dict.fromkeys(wanted[:MAX_WORDS])],
        [spellings(word) for word in dict.fromkeys(refused[:MAX_WORDS])],
    )


def spellings(word: str) -> tuple[str, ...]:
    """Return how a word may be written in the database.

    Umlauts and ß may be two letters and the other way round. SQLite ignores the case of ASCII
    letters only, so that other words are tried as they stand in a text.
    """
    low = unicodedata.normalize("NFC", word).lower()
    long = "".join(LONG.get(letter, letter) for letter in low)
    places = list(itertools.islice(DIGRAPH.finditer(long), MAX_DIGRAPHS))
    written = {low}
    for chosen in itertools.product((False, True), repeat=len(places)):
        text = long
        for place, short in zip(reversed(places), chosen, strict=True):
            if short:
                text = text[: place.start()] + SHORT[place[0]] + text[place.end() :]
        written.add(text)
    cased = {text if text.isascii() else case(text) for text in written for case in CASES}
    return tuple(sorted(cased))


def _matching_pages(models: list[Any], user: Any, words: Words) -> list[Any]:
    """Return pages of the kinds, read in one query with their summaries."""
    pages: Any = access.visible(Page.objects.live().type(*models), user)
    summaries = [f"{model._meta.model_name}__summary" for model in models]
    text = Coalesce(*map(F, summaries), Value(""), output_field=CharField())
    topics = {model: f"{model._meta.model_name}_id" for model in models}
    return _matching(
        pages.annotate(found_summary=text),
        words,
        ("title", "search_description", "found_summary"),
        topics,
    )


def _matching(
    rows: QuerySet[Any], words: Words, fields: tuple[str, ...], topics: dict[Any, str]
) -> list[Any]:
    """Return rows with every word in one of the fields, or in the name of one of their topics.

    `topics` names, by model, the column of its table of topics that holds the row's key.
    """
    for written in words.wanted:
        rows = rows.filter(_holds(written, fields, topics))
    for written in words.refused:
        rows = rows.exclude(_holds(written, fields, topics))
    return list(rows.order_by(fields[0])[:MAX_PER_KIND])


def _holds(written: tuple[str, ...], fields: tuple[str, ...], topics: dict[Any, str]) -> Q:
    condition = _in_any(written, fields)
    for model, column in topics.items():
        tied = model.topics.through.objects.filter(_in_any(written, ("topic__name",)))
        condition |= Q(pk__in=tied.values(column))
    return condition


def _in_any(written: tuple[str, ...], fields: tuple[str, ...]) -> Q:
    pairs = itertools.product(fields, written)
    return Q(*((f"{field}__icontains", word) for field, word in pairs), _connector=Q.OR)


def _all_in(text: str, words: Words) -> bool:
    low = text.lower()
    return all(any(word.lower() in low for word in written) for written in words.wanted)


def _name(row: Any) -> str:
    return row.title if isinstance(row, Page) else row.name


def _key(row: Any) -> str:
    return make_key(row.specific_class, row.pk) if isinstance(row, Page) else key_of(row)


def _document(row: Any) -> IndexDocument:
    if isinstance(row, Page):
        model: Any = row.specific_class
        summary = row.search_description or row.found_summary
        kind, url = model.kind, row.get_url() or ""
        return IndexDocument(id=_key(row), kind=kind, title=row.title, summary=summary, url=url)
    kind = "service" if isinstance(row, Service) else "organization"
    return IndexDocument(
        id=_key(row),
        kind=kind,
        title=row.name,
        summary=getattr(row, "summary", "") or row.description[:300],
        url=row.get_absolute_url(),
        assured=getattr(row, "assured_date", None),
    )
