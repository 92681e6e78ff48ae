"""Sample directory: invented services of real kinds of providers, in all municipalities.

Telephone numbers come from the ranges kept for fiction, addresses and domains are examples.
"""

import datetime
import json
import zlib
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from content.directory.models import (
    Language,
    LegalArea,
    Location,
    Municipality,
    Organization,
    Phone,
    ResidenceStatus,
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
from content.directory.models.base import german_slug
from portal.sample.synthetic import load_many

__all__ = ["invented_phone", "load", "load_many", "load_terms"]

DATA = Path(__file__).parent / "data"
TERMS: dict[str, type[models.Model]] = {
    "topics": Topic,
    "target_groups": TargetGroup,
    "legal_areas": LegalArea,
    "residence_statuses": ResidenceStatus,
    "languages": Language,
}
MODES = {"i": "mode_in_person", "p": "mode_phone", "o": "mode_online", "r": "mode_outreach"}
STREETS = ("Musterstraße", "Beispielweg", "Probeallee", "Am Mustermarkt", "Beispielplatz")

Row = dict[str, Any]


@transaction.atomic
def load() -> None:
    """Make or refresh the sample directory; a second run changes no number of entries."""
    load_terms()
    organizations = {row["slug"]: _organization(row) for row in _read("organizations")}
    terms = {name: _by_slug(model) for name, model in TERMS.items()}
    terms["municipalities"] = _by_slug(Municipality)
    for row in _read("services"):
        _service(row, organizations[row["organization"]], terms)


def load_terms() -> None:
    """Make or refresh municipalities and the lists of terms."""
    for row in _read("municipalities"):
        Municipality.objects.update_or_create(ags=row.pop("ags"), defaults=row)
    for row in _read("taxonomy"):
        model = TERMS[row.pop("list")]
        model._default_manager.update_or_create(slug=row.pop("slug"), defaults=row)


def invented_phone(key: str) -> str:
    """Return a number of the range kept for fiction, always the same for one `key`."""
    return f"0221 4710-{_number(key, 1000):03d}"


def _read(name: str) -> list[Row]:
    rows: list[Row] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def _number(key: str, below: int) -> int:
    return zlib.crc32(key.encode()) % below


def _by_slug(model: type[models.Model]) -> dict[str, Any]:
    return {row.slug: row for row in model._default_manager.all()}  # type: ignore[attr-defined]


def _days_ago(key: str, below: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=_number(key, below))


def _save(model: type[Any], slug: str, values: Row) -> Any:
    """Write the entry of that slug as published; children are written anew by the caller."""
    now = timezone.now()
    published = {"live": True, "has_unpublished_changes": False, "last_published_at": now}
    entry, _ = model.objects.update_or_create(
        slug=slug,
        defaults={**values, **published},
        create_defaults={**values, **published, "first_published_at": now},
    )
    return entry


def _organization(row: Row) -> Organization:
    slug = row["slug"]
    values = {
        **row,
        "email": f"kontakt@{slug}.example.org",
        "website": f"https://{slug}.example.org",
        "assured_date": _days_ago(slug, 200),
    }
    organization = _save(Organization, slug, values)
    organization.phones.all().delete()
    Phone.objects.create(organization=organization, number=invented_phone(slug))
    return organization


def _location(organization: Organization, municipality: Municipality) -> Location:
    """Return the organization's place in that municipality, made where it is missing."""
    slug = f"{organization.slug}-{municipality.slug}"
    number = _number(slug, 90) + 1
    location = _save(
        Location,
        slug,
        {
            "name": f"{organization.name}, {municipality.name}",
            "organization": organization,
            "municipality": municipality,
            "address_1": f"{STREETS[number % len(STREETS)]} {number}",
            "postal_code": municipality.postcode_list[0],
            "city": municipality.name,
            "latitude": round(municipality.latitude + (number - 45) / 10_000, 5),
            "longitude": round(municipality.longitude + (45 - number % 70) / 10_000, 5),
            "accessibility": "Stufenloser Eingang." if number % 3 else "",
            "transportation": f"Haltestelle {municipality.name} Mitte" if number % 2 else "",
        },
    )
    return location


def _service(row: Row, organization: Organization, terms: dict[str, dict[str, Any]]) -> None:
    slug = german_slug(row["name"])
    low, high = row.get("age", (None, None))
    optional = (
        "application_process",
        "wait_time",
        "interpretation_services",
        "accessibility",
        "fees_description",
    )
    values = {
        "name": row["name"],
        "organization": organization,
        "summary": row["summary"],
        "description": row["description"],
        "minimum_age": low,
        "maximum_age": high,
        "internal": row.get("internal", False),
        "appointment_only": row.get("appointment_only", False),
        "cost_option": row.get("cost_option", Service.CostOption.FREE),
        "email": f"{slug[:40].strip('-')}@example.org",
        "assured_date": _days_ago(slug, 400),
        **{name: row.get(name, "") for name in optional},
        **{field: key in row.get("modes", "i") for key, field in MODES.items()},
    }
    service = _save(Service, slug, values)
    _children(service, row, terms)
    # saved last, so that whoever listens reads the finished entry
    service.save()


def _children(service: Any, row: Row, terms: dict[str, dict[str, Any]]) -> None:
    for name, slugs in (
        ("topics", row["topics"]),
        ("legal_areas", row.get("legal_areas", [])),
    ):
        setattr(service, name, [terms[name][slug] for slug in slugs])
    service.responsible_municipalities = [
        terms["municipalities"][slug] for slug in row.get("responsible", [])
    ]
    service.target_group_rules = [
        ServiceTargetGroup(target_group=terms["target_groups"][slug], kind=kind)
        for slug, kind in row["target_groups"]
    ]
    service.residence_status_rules = [
        ServiceResidenceStatus(residence_status=terms["residence_statuses"][slug], kind=kind)
        for slug, kind in row.get("residence_statuses", [])
    ]
    service.language_slots = [
        ServiceLanguage(language=terms["languages"][slug], note=note, sort_order=position)
        for position, (slug, note) in enumerate(row["languages"])
    ]
    service.service_at_locations = [
        ServiceAtLocation(location=_location(service.organization, terms["municipalities"][slug]))
        for slug in row["locations"]
    ]
    service.schedules = [
        Schedule(
            byday=day,
            opens_at=datetime.time.fromisoformat(start),
            closes_at=datetime.time.fromisoformat(end),
            freq=frequency,
        )
        for day, start, end, frequency in row.get("hours", [])
    ]
    service.phones = [Phone(number=invented_phone(service.slug))]
    service.capacities = (
        [
            ServiceCapacity(
                available=available, maximum=maximum, unit=unit, updated=_days_ago(service.slug, 40)
            )
            for available, maximum, unit in [row["capacity"]]
        ]
        if row.get("capacity")
        else []
    )
