"""A safety net: after any sequence of changes the index is what a rebuild would make."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from content.directory.models import (
    Location,
    Organization,
    Phone,
    Service,
    ServiceAtLocation,
    Topic,
)
from content.directory.signals import bulk_changed
from content.library.models import PageAttachment
from content.library.publishing.issue_edition import EditionRefused, issue_edition
from search import outbox, rebuilding
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


class Writers:
    """People and programs that change the portal; every `do_...` is one way to do so."""

    def __init__(self, site: SiteTree, seed: int) -> None:
        self.chance = random.Random(seed)
        self.site = site
        self.number = 0
        self.town = make_town()
        self.other_town = make_town("Siegburg")
        self.partners = [make_organization(f"Träger {n}") for n in range(3)]
        self.topics = [Topic.objects.create(name=f"Thema {n}") for n in range(3)]
        self.groups = [Group.objects.create(name=f"Gruppe {n}") for n in range(2)]
        root = Collection.get_first_root_node() or Collection.add_root(name="Root")
        self.collections = [root.add_child(name=f"Sammlung {n}") for n in range(3)]
        self.files = [make_file(f"datei-{n}.txt") for n in range(4)]
        for _ in range(3):
            self.do_make_service()
            self.do_make_page()
        self.do_make_place()

    def ways(self) -> list[Callable[[], None]]:
        return [getattr(self, name) for name in sorted(dir(self)) if name.startswith("do_")]

    def name(self, word: str) -> str:
        self.number += 1
        return f"{word} {self.number}"

    def one(self, rows: Any) -> Any:
        """Return any of the rows, fresh; None where there are none."""
        pks = sorted(rows.values_list("pk", flat=True))
        return rows.get(pk=self.chance.choice(pks)) if pks else None

    def section(self) -> Any:
        return Page.objects.get(pk=self.chance.choice(list(self.site.sections.values())).pk)

    def page(self) -> Any:
        rows = Page.objects.filter(depth__gte=4)
        found = self.one(rows)
        return found.specific if found else None

    def do_make_service(self) -> None:
        make_service(
            self.name("Kurs"),
            organization=self.chance.choice(self.partners),
            internal=self.chance.random() < 0.3,
        )

    def do_change_service(self) -> None:
        if row := self.one(Service.objects.all()):
            row.name = self.name("Beratung")
            row.live = self.chance.random() < 0.7
            row.organization = self.chance.choice(self.partners)
            row.topics.set(self.chance.sample(self.topics, 2))
            row.save()

    def do_delete_service(self) -> None:
        if row := self.one(Service.objects.all()):
            row.delete()

    def do_tag_from_the_other_side(self) -> None:
        if row := self.one(Service.objects.all()):
            topic: Any = self.chance.choice(self.topics)
            row.topics.through.objects.filter(service=row, topic=topic).delete()
            outbox.record(row)  # the rows in between were removed past the models
            row.topics.add(topic)
            row.save()

    def do_rename_topic(self) -> None:
        topic = self.chance.choice(self.topics)
        topic.name = self.name("Thema")
        topic.slug = topic.name.lower().replace(" ", "-")
        topic.save()

    def do_change_organization(self) -> None:
        row = self.chance.choice(self.partners)
        row.name = self.name("Träger")
        row.live = self.chance.random() < 0.8
        row.save()

    def do_make_place(self) -> None:
        place = Location.objects.create(
            name=self.name("Haus"),
            municipality=self.town,
            organization=self.chance.choice(self.partners),
            live=True,
        )
        if row := self.one(Service.objects.all()):
            ServiceAtLocation.objects.create(service=row, location=place)

    def do_change_place(self) -> None:
        if row := self.one(Location.objects.all()):
            row.organization = self.chance.choice(self.partners)
            row.municipality = self.chance.choice((self.town, self.other_town))
            row.live = self.chance.random() < 0.7
            row.save()

    def do_delete_place(self) -> None:
        if row := self.one(Location.objects.all()):
            row.delete()

    def do_rename_town(self) -> None:
        self.town.name = self.name("Troisdorf")
        self.town.save()

    def do_add_phone(self) -> None:
        if row := self.one(Service.objects.all()):
            Phone.objects.create(service=row, number="02241 123456")

    def do_import_in_bulk(self) -> None:
        with transaction.atomic():
            rows = Service.objects.bulk_create(
                Service(
                    name=self.name("Import"),
                    slug=self.name("import").replace(" ", "-"),
                    organization=self.partners[0],
                    live=True,
                )
                for _ in range(3)
            )
            bulk_changed.send(sender=Service, pks=[row.pk for row in rows])

    def do_update_in_bulk(self) -> None:
        pks = list(Service.objects.values_list("pk", flat=True)[:2])
        Service.objects.filter(pk__in=pks).update(summary=self.name("Neu"))
        bulk_changed.send(sender=Service, pks=pks)
        Organization.objects.filter(pk=self.partners[1].pk).update(name=self.name("Träger"))
        bulk_changed.send(sender=Organization, pks=[self.partners[1].pk])
        self.partners[1].refresh_from_db()

    def do_make_page(self) -> None:
        kind = self.chance.choice((ConceptPageFactory, CaseStandardPageFactory))
        kind(parent=self.section(), title=self.name("Papier"))

    def do_make_agreement(self) -> None:
        parent = Page.objects.get(pk=self.site.sections["vereinbarungen"].pk)
        AgreementPageFactory(parent=parent, partner=self.chance.choice(self.partners))

    def do_publish_page(self) -> None:
        if page := self.page():
            page.title = self.name("Papier")
            if hasattr(page, "topics"):
                page.topics.set(self.chance.sample(self.topics, 1))
            page.save_revision().publish()

    def do_unpublish_page(self) -> None:
        if page := self.page():
            page.unpublish()

    def do_delete_page(self) -> None:
        if (page := self.page()) and not page.editions.exists():
            page.delete()

    def do_move_page(self) -> None:
        target = self.section()
        if (page := self.page()) and page.get_parent() != target:
            page.move(target, pos="last-child")

    def do_rename_section(self) -> None:
        section = self.section().specific
        section.slug = self.name("bereich").replace(" ", "-")
        section.save()

    def do_restrict(self) -> None:
        target: Any = self.chance.choice((self.section(), self.page() or self.section()))
        restrict(target, self.chance.choice(self.groups).name)

    def do_open(self) -> None:
        if row := self.one(PageViewRestriction.objects.all()):
            row.delete()

    def do_replace_group(self) -> None:
        self.groups.pop(0).delete()
        self.groups.append(Group.objects.create(name=self.name("Gruppe")))

    def do_give_a_right(self) -> None:
        right = Permission.objects.get(codename="view_all_agreements")
        self.chance.choice(self.groups).permissions.add(right)

    def do_replace_file(self) -> None:
        file = self.chance.choice(self.files)
        file.file = ContentFile(self.name("Neuer Inhalt").encode(), "neu.txt")
        file.title = self.name("Datei")
        file.save()

    def do_move_file(self) -> None:
        file = self.chance.choice(self.files)
        file.collection = self.chance.choice(self.collections)
        file.save()

    def do_restrict_collection(self) -> None:
        collection = self.chance.choice(self.collections)
        rows = CollectionViewRestriction.objects.filter(collection=collection)
        if row := rows.first():
            row.delete()
        else:
            CollectionViewRestriction.objects.create(
                collection=collection, restriction_type="login"
            )

    def do_move_collection(self) -> None:
        """As Wagtail's form does: save, then move, in one transaction."""
        first, second = (Collection.objects.get(pk=row.pk) for row in self.collections[:2])
        target = Collection.get_first_root_node() if first.is_descendant_of(second) else second
        with transaction.atomic():
            first.save()
            first.move(target, "sorted-child")

    def do_attach(self) -> None:
        if page := self.page():
            PageAttachment.objects.create(page=page, document=self.chance.choice(self.files))

    def do_exchange_attachment(self) -> None:
        if row := self.one(PageAttachment.objects.all()):
            row.document = self.chance.choice(self.files)
            row.save()

    def do_detach(self) -> None:
        if row := self.one(PageAttachment.objects.all()):
            row.delete()

    def do_issue_edition(self) -> None:
        page = self.one(Page.objects.live().filter(depth__gte=4))
        if page is not None:
            try:
                issue_edition(
                    page,
                    valid_from=timezone.localdate(),
                    change_note="geändert",
                    approver="Leitung",
                    user=None,
                    ask_acknowledgement=False,
                )
            except EditionRefused:
                return


def settle() -> None:
    IndexChange.objects.update(not_before=timezone.now())  # also what waits for a move to end
    outbox.drain_all()


def run(writers: Writers, index: Any, rounds: int, each: int) -> None:
    """Let the writers work; after every round compare with the database."""
    ways = writers.ways()
    chosen = [way for _ in range(rounds * each // len(ways) + 1) for way in ways]
    writers.chance.shuffle(chosen)
    for start in range(0, rounds * each, each):
        done = chosen[start : start + each]
        for way in done:
            way()
        settle()
        found = rebuilding.differences()
        assert not found.keys, (found, [way.__name__ for way in done])
    assert IndexChange.objects.count() == 0
    kept = index.ids()
    rebuilding.rebuild()
    assert index.ids() == kept


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_index_is_what_a_rebuild_would_make(index: Any, site: SiteTree, seed: int) -> None:
    settle()
    run(Writers(site, seed), index, rounds=25, each=6)


@pytest.mark.services
def test_on_elasticsearch_too(elastic_index: Any, site: SiteTree) -> None:
    settle()
    run(Writers(site, seed=4), elastic_index, rounds=8, each=12)
