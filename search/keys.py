"""The name of an object in the index: "<app_label>.<model>:<pk>"."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page


def key_of(instance: Any) -> str:
    """Return the key of an instance; of a page the key of its specific kind."""
    model: type[Model] = type(instance)
    if model is Page:
        model = instance.specific_class or Page
    return make_key(model, instance.pk)


def make_key(model: type[Model], pk: object) -> str:
    """Return the key of the object of `model` with primary key `pk`."""
    return f"{model._meta.label_lower}:{pk}"


def split_key(key: str) -> tuple[type[Model] | None, str]:
    """Return model and primary key; the model is None where the key names none."""
    label, _, pk = key.partition(":")
    try:
        return apps.get_model(label), pk
    except (LookupError, ValueError):
        return None, pk


def page_keys(pages: Iterable[tuple[int, int]]) -> list[str]:
    """Return the keys of pages given as (pk, content type id), without a query per page."""
    keys = []
    for pk, type_id in pages:
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model is not None:
            keys.append(make_key(model, pk))
    return keys
