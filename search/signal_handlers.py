"""Listens to the models and writes down what changed; nothing else happens here.

Rows of the outbox belong into the transaction of the change. Where a change is saved outside of
one, a row is written before it too ("intent"), so that a crash in between loses nothing.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    ReferenceIndex,
    Site,
)
from wagtail.signals import post_page_move, pre_page_move

from content.directory.signals import bulk_changed
from content.library.models import AgreementPage
from search import extraction, outbox
from search.documents import is_indexed
from search.keys import key_of, make_key, page_keys
from search.related import dependent_keys, former_keys, related_keys

OWN_APPS = ("directory", "library", "doctemplates")
MOVE_DELAY = 3.0  # seconds: Wagtail saves a collection first, then moves it, without a signal
INTENT_DELAY = 5.0  # seconds: a save outside a transaction is over by then


def connect() -> None:
    """Connect all handlers; called once when the apps are ready."""
    pre_save.connect(before_save, dispatch_uid="search.before_save")
    post_save.connect(after_save, dispatch_uid="search.after_save")
    pre_delete.connect(before_delete, dispatch_uid="search.before_delete")
    post_delete.connect(after_delete, dispatch_uid="search.after_delete")
    m2m_changed.connect(after_m2m, dispatch_uid="search.after_m2m")
    pre_page_move.connect(around_move, dispatch_uid="search.before_move")
    post_page_move.connect(around_move, dispatch_uid="search.after_move")
    hooks.register("after_bulk_action", after_bulk_action)
    bulk_changed.connect(after_bulk, dispatch_uid="search.after_bulk")


def before_save(instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Note whether a page's address changes, and leave an intent outside of transactions."""
    if raw or not _concerns(type(instance)):
        return
    delay = 0 if connection.in_atomic_block else INTENT_DELAY
    outbox.record_keys(former_keys(instance) | _files_of_its_page(instance), delay=delay)
    if instance.pk is None:
        return
    if isinstance(instance, get_document_model()):
        extraction.forget_text(instance)
    if isinstance(instance, Page) and instance.numchild:
        old = Page.objects.filter(pk=instance.pk).values_list("url_path", flat=True).first()
        if old != instance.url_path:
            outbox.record_keys(_subtree(instance))
    if not connection.in_atomic_block and is_indexed(type(instance)):
        outbox.record(instance, delay=INTENT_DELAY)


def after_save(instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Record what the saved object is, or belongs to."""
    if not raw:
        delay = MOVE_DELAY if isinstance(instance, Collection) else 0
        outbox.record_keys(_affected(instance), delay=delay)


def before_delete(instance: Model, **kwargs: Any) -> None:
    """Record what hangs on the object while that can still be told."""
    outbox.record_keys({*_affected(instance), *_files_of_its_page(instance)})


def after_delete(instance: Model, **kwargs: Any) -> None:
    """Record the object itself; of a page each model class is told apart."""
    if is_indexed(type(instance)):
        outbox.record(make_key(type(instance), instance.pk), deleted=True)


def after_m2m(
    instance: Any, action: str, model: type[Model], pk_set: set[Any] | None, **kwargs: Any
) -> None:
    """Record both ends of a many-to-many change."""
    if not action.startswith(("post_", "pre_clear")):
        return
    if isinstance(instance, Group) or model is Group:
        outbox.record_keys(_affected(instance))
        return
    keys = set(_affected(instance))
    if is_indexed(model):
        keys |= {make_key(model, pk) for pk in pk_set or ()}
    outbox.record_keys(keys)


def around_move(instance: Page, **kwargs: Any) -> None:
    """Record a page and all below it: address and audience may change with the new place."""
    outbox.record_keys(_subtree(instance))


def after_bulk_action(request: Any, action_type: str, objects: list[Any], action: Any) -> None:
    """Record what editors changed in bulk: Wagtail moves files to a collection in one statement."""
    outbox.record_keys(key_of(row) for row in objects if is_indexed(type(row)))


def after_bulk(sender: type[Model], pks: Iterable[Any], **kwargs: Any) -> None:
    """Record rows written past Model.save()."""
    if is_indexed(sender):
        rows = list(pks)
        keys = dependent_keys(sender, rows) | {make_key(sender, pk) for pk in rows}
        outbox.record_keys(keys)
        return
    for row in sender._default_manager.filter(pk__in=list(pks)):
        outbox.record_keys(_affected(row))


def _concerns(model: type[Model]) -> bool:
    if model.__module__ == "__fake__":  # a migration's model; the table of changes may be missing
        return False
    return model._meta.app_label in OWN_APPS or is_indexed(model) or issubclass(model, Page)


def _affected(instance: Any) -> Iterable[str]:
    """Return the keys of everything whose entry in the index depends on the instance."""
    if isinstance(instance, PageViewRestriction):
        return _subtree(instance.page)
    if isinstance(instance, CollectionViewRestriction):
        return _files_below(instance.collection)
    if isinstance(instance, Collection):
        return _files_below(instance)
    if isinstance(instance, Group):
        return _read_by(instance)
    if isinstance(instance, Site):  # where the addresses begin
        return page_keys(Page.objects.values_list("pk", "content_type_id"))
    if type(instance) is Page:  # a move saves the bare page
        return _subtree(instance)
    if not _concerns(type(instance)):
        return ()
    keys = related_keys(instance)
    if isinstance(instance, Page):
        keys |= _files_named_in(instance)
    return keys


def _subtree(page: Page) -> list[str]:
    """Return the keys of a page, of all below it, and of the files they carry."""
    here = Page.objects.filter(pk=page.pk).first()  # the caller's may have moved since it was read
    if here is None:
        return []
    rows = list(
        Page.objects.descendant_of(here, inclusive=True).values_list("pk", "content_type_id")
    )
    return page_keys(rows) + sorted(_known_files(pk for pk, _ in rows))


def _known_files(pages: Iterable[int]) -> set[str]:
    """Return the keys of the files that the pages carried when they were last saved."""
    model = get_document_model()
    references = ReferenceIndex.objects.filter(
        object_id__in=[str(pk) for pk in pages],
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
    )
    return {make_key(model, pk) for pk in references.values_list("to_object_id", flat=True)}


def _files_of_its_page(instance: Any) -> set[str]:
    """Return the keys of the files of the page that a row belongs to, as known before it changes.

    Wagtail finds a page's references anew whenever such a row changes.
    """
    if isinstance(instance, Page) or not _concerns(type(instance)):
        return set()
    fields: Any = type(instance)._meta.concrete_fields
    pages = {
        getattr(instance, field.attname)
        for field in fields
        if isinstance(field.related_model, type) and issubclass(field.related_model, Page)
    }
    pages.discard(None)
    return _known_files(pages) if pages else set()


def _files_named_in(page: Page) -> set[str]:
    """Return the keys of the files that the page's text named before and names now."""
    model = get_document_model()
    type_id = ContentType.objects.get_for_model(model).pk
    found = ReferenceIndex._extract_references_from_object(page)
    now = {make_key(model, reference[1]) for reference in found if reference[0] == type_id}
    return now | _known_files([page.pk])


def _files_below(collection: Collection) -> list[str]:
    model = get_document_model()
    here = Collection.objects.filter(pk=collection.pk).first()  # the caller's may have moved
    if here is None:
        return []
    inside = Collection.objects.descendant_of(here, inclusive=True)
    files = model._default_manager.filter(collection__in=inside)
    return [make_key(model, pk) for pk in files.values_list("pk", flat=True)]


def _read_by(group: Group) -> list[str]:
    """Return the keys of what a group's restrictions and its right to read agreements decide."""
    if group.pk is None:
        return []
    keys: list[str] = []
    for restriction in PageViewRestriction.objects.filter(groups=group).select_related("page"):
        keys += _subtree(restriction.page)
    rows = CollectionViewRestriction.objects.filter(groups=group).select_related("collection")
    for row in rows:
        keys += _files_below(row.collection)
    for agreement in AgreementPage.objects.all():
        keys += [key_of(agreement), *related_keys(agreement)]
    return keys
