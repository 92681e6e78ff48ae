"""Whatever changes an entry of the index is written down, whichever way it happens."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    PageViewRestriction,
    Revision,
    Site,
)

from content.directory.models import (
    Location,
    Organization,
    Phone,
    Service,
    ServiceAtLocation,
    Topic,
)
from content.directory.signals import bulk_changed
from content.library.models import AgreementFile, PageAttachment
from content.library.tasks import publish_scheduled
from search import outbox, related
from search.engine import SearchEngine
from search.keys import key_of
from search.models import IndexChange
from tests.factories.library import (
    AgreementPageFactory,
    CaseStandardPageFactory,
    ConceptPageFactory,
    SiteTree,
    restrict,
)
from tests.search.making import make_file, make_organization, make_service, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorded(index: SearchEngine) -> Callable[[Callable[[], Any]], set[str]]:
    """Run a change and return the keys that it left in the outbox."""

    def run(change: Callable[[], Any]) -> set[str]:
        IndexChange.objects.all().delete()
        change()
        return set(IndexChange.objects.values_list("key", flat=True))

    return run


def test_a_service_is_recorded_when_saved_and_deleted(recorded: Any) -> None:
    service = make_service("Kurs")
    key = key_of(service)
    assert key in recorded(service.save)
    assert key in recorded(service.delete)
    assert IndexChange.objects.get(key=key).operation == "delete"


def test_publishing_and_unpublishing_a_service_is_recorded(recorded: Any) -> None:
    service = make_service("Kurs")
    assert key_of(service) in recorded(lambda: service.save_revision().publish())
    assert key_of(service) in recorded(service.unpublish)


def test_a_child_records_the_object_it_belongs_to(recorded: Any) -> None:
    service = make_service("Kurs")
    phone = Phone(service=service, number="02241 123456")
    assert key_of(service) in recorded(phone.save)
    assert key_of(service) in recorded(phone.delete)


def test_a_renamed_topic_records_its_services_and_pages(recorded: Any, site: SiteTree) -> None:
    topic = Topic.objects.create(name="Sprache")
    service, page = make_service("Kurs"), ConceptPageFactory(parent=site.sections["konzepte"])
    service.topics.add(topic)
    service.save()
    page.topics.add(topic)
    page.save()
    keys = recorded(topic.save)
    assert {key_of(service), key_of(page)} <= keys
    assert {key_of(service), key_of(page)} <= recorded(topic.delete)


def test_location_and_municipality_record_the_services_there(recorded: Any) -> None:
    service = make_service("Kurs")
    place = Location.objects.create(name="Haus", municipality=make_town(), live=True)
    row = ServiceAtLocation(service=service, location=place)
    assert key_of(service) in recorded(row.save)
    assert key_of(service) in recorded(place.save)
    assert key_of(service) in recorded(place.municipality.save)


def test_a_renamed_organization_records_services_and_agreements(
    recorded: Any, site: SiteTree
) -> None:
    partner = make_organization()
    service = make_service("Kurs", organization=partner)
    agreement = AgreementPageFactory(parent=site.sections["vereinbarungen"], partner=partner)
    keys = recorded(partner.save)
    assert {key_of(partner), key_of(service), key_of(agreement)} <= keys


def test_a_bulk_change_is_recorded_by_its_signal(recorded: Any) -> None:
    service = make_service("Kurs")
    keys = recorded(lambda: bulk_changed.send(sender=Service, pks=[service.pk]))
    assert keys == {key_of(service)}
    keys = recorded(lambda: bulk_changed.send(sender=Organization, pks=[service.organization_id]))
    assert key_of(service.organization) in keys


def test_publishing_and_unpublishing_a_page_is_recorded(recorded: Any, site: SiteTree) -> None:
    page = ConceptPageFactory(parent=site.sections["konzepte"])
    assert key_of(page) in recorded(lambda: page.save_revision().publish())
    assert key_of(page) in recorded(page.unpublish)
    assert key_of(page) in recorded(page.delete)


def test_what_was_scheduled_is_published_and_recorded(recorded: Any, site: SiteTree) -> None:
    past = timezone.now() - timedelta(minutes=1)
    expired = ConceptPageFactory(parent=site.sections["konzepte"], expire_at=past)
    due = ConceptPageFactory(parent=site.sections["konzepte"], live=False)
    due.go_live_at = past
    revision = due.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past)  # in the past
    keys = recorded(publish_scheduled)
    assert {key_of(expired), key_of(due)} <= keys
    expired.refresh_from_db()
    due.refresh_from_db()
    assert (expired.live, due.live) == (False, True)


def test_a_new_slug_records_the_pages_below(recorded: Any, site: SiteTree) -> None:
    section = site.sections["konzepte"]
    page = ConceptPageFactory(parent=section)
    section.refresh_from_db()
    section.slug = "papiere"
    assert {key_of(section), key_of(page)} <= recorded(section.save)


def test_a_moved_section_records_the_pages_below(recorded: Any, site: SiteTree) -> None:
    section, target = site.sections["konzepte"], site.sections["standards"]
    page = ConceptPageFactory(parent=section)
    section.refresh_from_db()
    target.refresh_from_db()
    keys = recorded(lambda: section.move(target, pos="last-child"))
    assert {key_of(section), key_of(page)} <= keys


def test_a_deleted_section_records_the_pages_below(recorded: Any, site: SiteTree) -> None:
    section = site.sections["konzepte"]
    page = ConceptPageFactory(parent=section)
    key = key_of(page)
    section.refresh_from_db()
    assert key in recorded(section.delete)


def test_a_restriction_records_the_pages_below(recorded: Any, site: SiteTree) -> None:
    section = site.sections["konzepte"]
    page = ConceptPageFactory(parent=section)
    assert key_of(page) in recorded(lambda: restrict(section, "Leitung"))
    row = PageViewRestriction.objects.get(page=section)
    group = Group.objects.create(name="Neue")
    assert key_of(page) in recorded(lambda: row.groups.add(group))
    assert key_of(page) in recorded(lambda: row.groups.clear())
    row.groups.add(group)
    assert key_of(page) in recorded(group.delete)
    assert key_of(page) in recorded(row.delete)


def test_the_right_to_read_agreements_records_them_all(recorded: Any, site: SiteTree) -> None:
    agreement = AgreementPageFactory(
        parent=site.sections["vereinbarungen"], partner=make_organization()
    )
    group = Group.objects.create(name="Neue")
    right = Permission.objects.get(codename="view_all_agreements")
    assert key_of(agreement) in recorded(lambda: group.permissions.add(right))


def test_a_replaced_file_is_recorded(recorded: Any) -> None:
    file = make_file()
    file.file = ContentFile(b"Neuer Inhalt", "neu.txt")
    assert key_of(file) in recorded(file.save)
    assert key_of(file) in recorded(file.delete)


def test_a_page_records_the_files_it_carries(recorded: Any, site: SiteTree) -> None:
    page, file = CaseStandardPageFactory(parent=site.sections["standards"]), make_file()
    row = PageAttachment(page=page, document=file)
    assert key_of(file) in recorded(row.save)
    assert key_of(file) in recorded(page.save)
    assert key_of(file) in recorded(row.delete)


def test_files_of_an_agreement_are_recorded(recorded: Any, site: SiteTree) -> None:
    page = AgreementPageFactory(parent=site.sections["vereinbarungen"], partner=make_organization())
    file = make_file()
    assert key_of(file) in recorded(
        lambda: AgreementFile.objects.create(agreement=page, document=file)
    )


def test_collections_record_the_files_inside(recorded: Any) -> None:
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    outer = root.add_child(name="Außen")
    inner = outer.add_child(name="Innen")
    file = make_file(collection=inner)
    outer.refresh_from_db()
    assert key_of(file) in recorded(outer.save)
    restriction = CollectionViewRestriction(collection=outer, restriction_type="login")
    assert key_of(file) in recorded(restriction.save)
    assert key_of(file) in recorded(restriction.delete)


def test_files_named_in_a_text_are_recorded(recorded: Any, site: SiteTree) -> None:
    file = make_file()
    page = CaseStandardPageFactory(parent=site.sections["standards"])
    page.purpose = f'<p><a linktype="document" id="{file.pk}">Satzung</a></p>'
    assert key_of(file) in recorded(page.save)
    page.purpose = "<p>ohne</p>"
    assert key_of(file) in recorded(page.save)


def test_what_nothing_depends_on_is_not_recorded(recorded: Any, people: Any) -> None:
    assert not recorded(people["Fachkraft"].save)


def test_what_a_row_pointed_to_before_is_recorded_too(recorded: Any, site: SiteTree) -> None:
    old, new = make_organization("Alt"), make_organization("Neu")
    place = Location.objects.create(
        name="Haus", municipality=make_town(), organization=old, live=True
    )
    place.organization = new
    assert {key_of(old), key_of(new)} <= recorded(place.save)
    page, first, second = ConceptPageFactory(parent=site.home), make_file(), make_file("neu.txt")
    row = PageAttachment.objects.create(page=page, document=first)
    row.document = second
    assert {key_of(first), key_of(second), key_of(page)} <= recorded(row.save)


def test_files_moved_to_a_collection_in_bulk_are_recorded(
    recorded: Any, client: Client, admin_user: Any
) -> None:
    files = [make_file("a.txt"), make_file("b.txt")]
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    inner = root.add_child(name="Intern")
    client.force_login(admin_user)
    url = (
        reverse("wagtail_bulk_action", args=("wagtaildocs", "document", "add_to_collection"))
        + "?next=/&"
        + "&".join(f"id={file.pk}" for file in files)
    )
    keys = recorded(lambda: client.post(url, {"collection": inner.pk}))
    assert {file.collection_id for file in type(files[0]).objects.all()} == {inner.pk}
    assert {key_of(file) for file in files} <= keys


def test_a_collection_moved_by_an_editor_records_the_files_inside(
    recorded: Any, client: Client, admin_user: Any
) -> None:
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    inner, other = root.add_child(name="Innen"), root.add_child(name="Anderswo")
    file = make_file(collection=inner)
    client.force_login(admin_user)
    url = reverse("wagtailadmin_collections:edit", args=(inner.pk,))
    keys = recorded(lambda: client.post(url, {"name": "Innen", "parent": other.pk}))
    assert Collection.objects.get(pk=inner.pk).is_descendant_of(other)
    assert key_of(file) in keys


def test_another_address_of_the_site_records_all_pages(recorded: Any, site: SiteTree) -> None:
    keys = recorded(Site.objects.get().save)
    assert {key_of(section) for section in site.sections.values()} <= keys


def test_runs_of_a_batch_are_no_change_of_the_template() -> None:
    assert {"doctemplates.batchrow", "doctemplates.batchrun"} <= set(related.UNRELATED)


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_an_intent_is_left_before_the_change(
    index: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = make_service("Kurs")
    IndexChange.objects.all().delete()

    def die(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("search.signal_handlers._affected", die)
    with pytest.raises(KeyboardInterrupt):
        service.save()
    assert IndexChange.objects.filter(key=key_of(service)).exists()
    assert outbox.drain().taken == 0, "not before the save is over"
