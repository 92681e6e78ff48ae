"""Factories of the directory: the smallest valid entry, and one with all its parts."""

import datetime
from typing import Any

import factory

from content.directory.models import (
    Language,
    LegalArea,
    Location,
    Municipality,
    Organization,
    Phone,
    ResidenceStatus,
    RuleKind,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceCapacity,
    ServiceLanguage,
    ServiceResidenceStatus,
    ServiceTargetGroup,
    TargetGroup,
    Topic,
)


class MunicipalityFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Musterort {n}")
    slug = factory.Sequence(lambda n: f"musterort-{n}")
    ags = factory.Sequence(lambda n: f"{5_000_000 + n:08d}")
    kind = Municipality.Kind.TOWN
    bank = Municipality.Bank.RIGHT
    postcodes = "53840, 53842"
    latitude = 50.8
    longitude = 7.15

    class Meta:
        model = Municipality


class TopicFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Thema {n}")

    class Meta:
        model = Topic


class TargetGroupFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Zielgruppe {n}")

    class Meta:
        model = TargetGroup


class LegalAreaFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Rechtskreis {n}")

    class Meta:
        model = LegalArea


class ResidenceStatusFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Status {n}")

    class Meta:
        model = ResidenceStatus


class LanguageFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Sprache {n}")
    code = factory.Sequence(lambda n: f"x{n}")

    class Meta:
        model = Language


class OrganizationFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Träger {n}")

    class Meta:
        model = Organization


class LocationFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Standort {n}")
    organization = factory.SubFactory(OrganizationFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    address_1 = "Musterstraße 1"
    postal_code = "53840"
    city = "Musterort"

    class Meta:
        model = Location


class ServiceFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Angebot {n}")
    organization = factory.SubFactory(OrganizationFactory)

    class Meta:
        model = Service


def full_service(**values: Any) -> Service:
    """Make a published service with one of every part."""
    service = ServiceFactory(
        **{
            "name": "Sprachförderung am Morgen",
            "summary": "Deutsch für Kinder.",
            "description": "Kinder üben Deutsch mit Liedern.",
            "minimum_age": 3,
            "maximum_age": 6,
            "email": "kontakt@example.org",
            "appointment_only": True,
            "application_process": "Die Kita meldet das Kind an.",
            "wait_time": "vier Wochen",
            "fees_description": "nur das Mittagessen",
            "accessibility": "Aufzug vorhanden",
            "interpretation_services": "nach Anmeldung",
            "assured_date": datetime.date(2026, 3, 1),
            **values,
        }
    )
    service.topics.add(TopicFactory(name="Frühe Bildung"))
    service.legal_areas.add(LegalAreaFactory(name="SGB VIII"))
    service.responsible_municipalities.add(MunicipalityFactory(name="Troisdorf", slug="troisdorf"))
    service.target_group_rules.add(
        ServiceTargetGroup(target_group=TargetGroupFactory(name="Kinder"), kind=RuleKind.EXCLUSIVE)
    )
    service.residence_status_rules.add(
        ServiceResidenceStatus(
            residence_status=ResidenceStatusFactory(name="Duldung"), kind=RuleKind.PREFERENTIAL
        )
    )
    service.language_slots.add(
        ServiceLanguage(language=LanguageFactory(name="Arabisch"), note="Donnerstag 14-16 Uhr")
    )
    location = LocationFactory(
        name="Haus am Markt", municipality=MunicipalityFactory(name="Siegburg", slug="siegburg")
    )
    Phone.objects.create(location=location, number="030 23125-111")
    service.service_at_locations.add(ServiceAtLocation(location=location))
    service.phones.add(Phone(number="0221 4710-123"))
    service.schedules.add(
        Schedule(byday="TH", opens_at=datetime.time(14), closes_at=datetime.time(16, 30)),
        Schedule(byday="MO", opens_at=datetime.time(9), closes_at=datetime.time(12)),
    )
    service.capacities.add(
        ServiceCapacity(unit="Plätze", available=2, maximum=8, updated=datetime.date(2026, 2, 1))
    )
    service.save()
    return service  # type: ignore[no-any-return]
