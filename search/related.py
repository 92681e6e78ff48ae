"""Which entries of the index depend on an object, read from the models' own relations.

A service's entry holds the names of its topics and locations, a file's entry the audience of its
pages. So a change is recorded for the object itself, for indexed objects it points to or that
point to it, and for those that are tied to it by a row in between.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.models import Page

from search.documents import is_indexed
from search.keys import make_key, page_keys

OWN_APPS = ("directory", "library", "doctemplates")
UNRELATED = (  # not shown in any entry
    "library.acknowledgement",
    "library.edition",
    "doctemplates.batchrow",
    "doctemplates.batchrun",
    "doctemplates.pagefile",
)

Dependants = tuple[type[Model], str, tuple[tuple[str, Any], ...]]


def related_keys(instance: Any) -> set[str]:
    """Return the keys that depend on `instance`, its own among them where it is indexed."""
    model: Any = type(instance)
    if model._meta.label_lower in UNRELATED:
        return set()
    found = set()
    if is_indexed(model):
        found.add(make_key(model, instance.pk))
    else:
        for field in _pointers(model):
            found |= set(_keys(field.related_model, [getattr(instance, field.attname)]))
    if instance.pk is not None:
        found |= dependent_keys(model, [instance.pk])
    return found


def dependent_keys(model: Any, pks: list[Any]) -> set[str]:
    """Return the keys of what hangs on rows of `model`, a query per kind."""
    found = set()
    for other, path, values in _incoming(model):
        rows = other._default_manager.filter(**{f"{path}__in": pks}).order_by()
        for field_name, target in values:
            found |= set(_keys(target, rows.values_list(field_name, flat=True)))
    return found


def former_keys(instance: Any) -> set[str]:
    """Return the keys that the stored row points to and the instance, not saved yet, does not."""
    model: Any = type(instance)
    fields = _pointers(model)
    if instance.pk is None or not fields or is_indexed(model):
        return set()
    stored = model._default_manager.filter(pk=instance.pk)
    row = stored.values_list(*(field.attname for field in fields)).first() or ()
    found = set()
    for field, old in zip(fields, row, strict=False):
        if old != getattr(instance, field.attname):
            found |= set(_keys(field.related_model, [old]))
    return found


@lru_cache(maxsize=256)
def _incoming(model: type[Model]) -> tuple[Dependants, ...]:
    """Return (model, lookup, ((column, target model), ...)) for all that hangs on `model`."""
    return tuple(_walk(model, "", (model,)))


def _walk(model: type[Model], suffix: str, seen: tuple[type[Model], ...]) -> Iterator[Dependants]:
    """Follow relations backwards through rows that are not indexed themselves."""
    relations: Iterable[Any] = model._meta.get_fields(include_hidden=True)
    for relation in relations:
        if not (relation.auto_created and not relation.concrete and relation.is_relation):
            continue
        other: Any = relation.related_model
        if other in seen or issubclass(other, model) or not _may_depend(other):
            continue
        lookup = f"{relation.field.name}{suffix}"
        if is_indexed(other):
            yield other, lookup, (("pk", other),)
            continue
        ends = tuple(
            (field.attname, field.related_model)
            for field in _pointers(other)
            if field.name != relation.field.name
        )
        if ends:
            yield other, lookup, ends
        if not issubclass(other, Page):
            yield from _walk(other, f"__{lookup}", (*seen, other))


def _may_depend(model: Any) -> bool:
    meta = model._meta
    return (
        meta.app_label in OWN_APPS and not meta.auto_created and meta.label_lower not in UNRELATED
    )


@lru_cache(maxsize=256)
def _pointers(model: type[Model]) -> tuple[Any, ...]:
    """Return the foreign keys of a model that lead to something indexed."""
    return tuple(field for field in model._meta.concrete_fields if _leads_to_indexed(field))


def _leads_to_indexed(field: Any) -> bool:
    target = field.related_model
    if not field.is_relation or not isinstance(target, type):
        return False
    return target is Page or target is get_document_model() or is_indexed(target)


def _keys(model: Any, pks: Any) -> Iterator[str]:
    wanted = [pk for pk in pks if pk is not None]
    if model is Page:
        rows = Page.objects.filter(pk__in=wanted).values_list("pk", "content_type_id")
        yield from page_keys(rows)
    else:
        yield from (make_key(model, pk) for pk in wanted)
