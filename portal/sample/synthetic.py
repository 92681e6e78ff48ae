"""Synthetic German services for load: as many as wanted, the same for the same seed."""

import datetime
import random
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from content.directory.models import (
    Language,
    Location,
    Municipality,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceLanguage,
    ServiceTargetGroup,
    TargetGroup,
    Topic,
)
from content.directory.models.opening_hours import Weekday
from content.directory.signals import bulk_changed

BATCH = 1000
OFFERS = (
    "Beratung", "Sprachkurs", "Sprechstunde", "Gruppenangebot", "Begleitung", "Lernwerkstatt",
    "Offener Treff", "Förderprogramm", "Patenschaft", "Informationsabend", "Elternkurs",
    "Bewerbungstraining", "Schuldnerberatung", "Wohnungshilfe", "Gesundheitslotsen",
)  # fmt: skip
QUALITIES = (
    "mit Kinderbetreuung", "am Abend", "in einfacher Sprache", "im Stadtteil", "für Anfänger",
    "mit Dolmetscher", "aufsuchend", "in kleinen Gruppen", "am Wochenende", "mit Praktikum",
)  # fmt: skip
SENTENCES = (
    "Fachkräfte klären gemeinsam mit den Ratsuchenden die nächsten Schritte.",
    "Das Angebot ist vertraulich und kann ohne Anmeldung genutzt werden.",
    "Bei Bedarf wird zu Behörden, Kita oder Schule begleitet.",
    "Unterlagen in anderen Sprachen dürfen mitgebracht werden.",
    "Ehrenamtliche unterstützen die Teilnehmenden im Alltag.",
    "Die Gruppe trifft sich wöchentlich und ist offen für neue Gäste.",
    "Kosten für die Fahrt können übernommen werden.",
    "Nach dem Erstgespräch entsteht ein persönlicher Plan.",
)


def load_many(count: int, seed: int) -> int:
    """Make `count` services from `seed`; return how many are new. A second run makes none.

    Writes in bulk, past Model.save(), and tells listeners through `bulk_changed`, batch by batch.
    """
    world = _World()
    existing = set(
        Service.objects.filter(slug__startswith=f"muster-{seed}-").values_list("slug", flat=True)
    )
    made = 0
    for numbers in _batches(range(count)):
        wanted = [number for number in numbers if f"muster-{seed}-{number}" not in existing]
        with transaction.atomic():
            made += _make(wanted, seed, world)
    return made


def _batches(numbers: range) -> Iterator[range]:
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]


class _World:
    """The rows that the services point to, read once."""

    def __init__(self) -> None:
        if not Municipality.objects.exists() or not Organization.objects.exists():
            from portal.sample.directory import load

            load()
        self.topics = list(Topic.objects.order_by("slug"))
        self.groups = list(TargetGroup.objects.order_by("slug"))
        self.languages = list(Language.objects.order_by("slug"))
        self.municipalities = list(Municipality.objects.order_by("slug"))
        self.organizations = list(
            Organization.objects.filter(live=True).exclude(slug="").order_by("slug")
        )
        self.places = self._places()

    def _places(self) -> dict[str, list[Location]]:
        places: dict[str, list[Location]] = {row.slug: [] for row in self.municipalities}
        for place in Location.objects.filter(live=True).select_related("municipality"):
            places[place.municipality.slug].append(place)
        return {slug: sorted(rows, key=lambda row: row.slug) for slug, rows in places.items()}


def _make(numbers: Iterable[int], seed: int, world: _World) -> int:
    services: list[Service] = []
    details: list[dict[str, Any]] = []
    for number in numbers:
        service, detail = _draw(number, seed, world)
        services.append(service)
        details.append(detail)
    Service.objects.bulk_create(services)
    _make_children(services, details)
    if services:
        bulk_changed.send(sender=Service, pks=[service.pk for service in services])
    return len(services)


def _draw(number: int, seed: int, world: _World) -> tuple[Service, dict[str, Any]]:
    """Draw one service; every number has dice of its own, so that batches do not matter."""
    dice = random.Random(f"{seed}-{number}")  # noqa: S311 - sample data, no secret
    municipality = dice.choice(world.municipalities)
    topics = dice.sample(world.topics, dice.randint(1, 2))
    group = dice.choice(world.groups)
    offer, quality = dice.choice(OFFERS), dice.choice(QUALITIES)
    low = dice.choice([None, None, 0, 3, 6, 12, 16, 18, 27, 60])
    now = timezone.now()
    service = Service(
        name=f"{offer} {quality} in {municipality.name}",
        slug=f"muster-{seed}-{number}",
        organization=dice.choice(world.organizations),
        summary=f"{offer} für {group.name}: {topics[0].name}.",
        description=" ".join(
            [f"Das Angebot gehört zum Thema {topics[0].name}.", *dice.sample(SENTENCES, 3)]
        ),
        minimum_age=low,
        maximum_age=None if low is None else low + dice.choice([3, 9, 20, 40]),
        appointment_only=dice.random() < 0.4,
        mode_phone=dice.random() < 0.3,
        mode_online=dice.random() < 0.2,
        mode_outreach=dice.random() < 0.2,
        assured_date=timezone.localdate() - datetime.timedelta(days=dice.randint(0, 400)),
        first_published_at=now,
        last_published_at=now,
    )
    start = dice.randint(8, 15)
    return service, {
        "topics": topics,
        "group": group,
        "municipality": municipality,
        "place": dice.choice(world.places[municipality.slug] or [None]),
        "languages": dice.sample(world.languages, dice.randint(1, 4)),
        "day": dice.choice(Weekday.values[:5]),
        "opens": datetime.time(start),
        "closes": datetime.time(start + dice.randint(1, 4)),
        "phone": f"0221 4710-{dice.randint(0, 999):03d}",
    }


def _make_children(services: list[Service], details: list[dict[str, Any]]) -> None:
    rows: dict[type[models.Model], list[Any]] = {}

    def add(model: type[models.Model], **values: Any) -> None:
        rows.setdefault(model, []).append(model(**values))

    topic_link: Any = Service.topics.through
    area_link: Any = Service.responsible_municipalities.through
    for service, detail in zip(services, details, strict=True):
        for topic in detail["topics"]:
            add(topic_link, service=service, topic=topic)
        add(area_link, service=service, municipality=detail["municipality"])
        add(ServiceTargetGroup, service=service, target_group=detail["group"])
        for language in detail["languages"]:
            add(ServiceLanguage, service=service, language=language)
        if detail["place"]:
            add(ServiceAtLocation, service=service, location=detail["place"])
        hours = {"byday": detail["day"], "opens_at": detail["opens"], "closes_at": detail["closes"]}
        add(Schedule, service=service, **hours)
        add(Phone, service=service, number=detail["phone"])
    for model, instances in rows.items():
        model._default_manager.bulk_create(instances, batch_size=BATCH)
