"""Pages as the index holds them: each kind is either mapped or excluded by name."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model
from wagtail.models import Page

from search import audience, extraction
from search.index_document import IndexDocument, Passage
from search.keys import make_key

MAPPED = (
    "library.conceptpage",
    "library.casestandardpage",
    "library.agreementpage",
    "library.newspage",
    "library.sectionpage",
    "library.infopage",
    "doctemplates.wordtemplatepage",
)
EXCLUDED = ("library.homepage",)  # where everybody starts; finding it helps nobody


@cache
def mapped_models() -> dict[str, type[Page]]:
    """Return the page models that are indexed, by label."""
    known = {model._meta.label_lower: model for model in apps.get_models()}
    return {label: known[label] for label in MAPPED if label in known}


def unmapped_models() -> Iterator[type[Model]]:
    """Return page models of the portal that are neither mapped nor excluded."""
    for model in apps.get_models():
        own = model._meta.app_config is not None and not model.__module__.startswith("wagtail")
        known = model._meta.label_lower in (*MAPPED, *EXCLUDED)
        if issubclass(model, Page) and model is not Page and own and not known:
            yield model


def pages(model: type[Page]) -> Any:
    """Return the live pages of a kind, for documents."""
    return model.objects.live().prefetch_related("topics").order_by("pk")


def page_document(page: Any) -> IndexDocument | None:
    """Describe a live page, given as its specific kind; None where it has no address."""
    url = page.get_url()
    if not url:
        return None
    return IndexDocument(
        id=make_key(type(page), page.pk),
        kind=page.kind,
        title=page.title,
        summary=page.summary,
        passages=_passages(page),
        url=url,
        facets=_facets(page),
        audience=audience.of_page(page),
        updated=page.last_published_at,
    )


def _passages(page: Any) -> tuple[Passage, ...]:
    found = [Passage(*map(str, part)) for part in page.get_passages()]
    partner = getattr(page, "partner", None)
    if partner is not None:
        found.append(Passage("", "", f"{page.subject}\n{partner.name}"))
    template = getattr(page, "word_file", None)
    if template is not None:
        found += [Passage(part.heading, "", part.text) for part in extraction.passages(template)]
    return tuple(passage for passage in found if passage.text or passage.heading)


def _facets(page: Any) -> dict[str, tuple[str, ...]]:
    values = {"topic": tuple(sorted(topic.slug for topic in page.topics.all()))}
    if getattr(page, "phase", ""):
        values["phase"] = (page.phase,)
    return {name: found for name, found in values.items() if found}
