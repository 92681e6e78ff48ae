"""Entries of the directory in the words of the public pages."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from content.directory.models import (
    Location,
    Organization,
    Phone,
    RuleKind,
    Schedule,
    Service,
)
from content.directory.models.opening_hours import WEEKDAY_ORDER
from content.directory.service_parts import Place, ServiceParts, Term, parts_from_draft


def age_text(low: int | None, high: int | None) -> str:
    """Return the age range in words, "" where there is none."""
    if low is None and high is None:
        return ""
    if low is None:
        return _("up to {high} years").format(high=high)
    if high is None:
        return _("from {low} years").format(low=low)
    if low == high:
        return _("{low} years").format(low=low)
    return _("{low} to {high} years").format(low=low, high=high)


def rule_lines(terms: Iterable[Term]) -> list[tuple[str, list[str]]]:
    """Group terms by how strictly they are meant: (label, names), the strictest first."""
    labels = {
        RuleKind.EXCLUSIVE: _("Only for"),
        RuleKind.PREFERENTIAL: _("With priority for"),
        RuleKind.UNCONDITIONAL: _("Open to"),
    }
    rows = list(terms)
    grouped = [
        (label, [term.name for term in rows if term.note == kind]) for kind, label in labels.items()
    ]
    return [(label, names) for label, names in grouped if names]


def opening_table(schedules: Iterable[Schedule]) -> list[tuple[str, list[str]]]:
    """Return (weekday, times in words) from Monday on; days without times are left out."""
    days: dict[str, list[Schedule]] = {}
    for schedule in schedules:
        days.setdefault(schedule.byday, []).append(schedule)
    table = []
    for day in sorted(days, key=WEEKDAY_ORDER.__getitem__):
        slots = sorted(days[day], key=lambda slot: (slot.opens_at, slot.closes_at))
        table.append((str(slots[0].get_byday_display()), [_slot_text(slot) for slot in slots]))
    return table


def _slot_text(slot: Schedule) -> str:
    text = _("{start} to {end}").format(
        start=date_format_time(slot.opens_at), end=date_format_time(slot.closes_at)
    )
    notes = [slot.notes] if slot.notes else []
    if slot.freq == Schedule.Frequency.MONTHLY:
        notes.insert(0, _("once a month"))
    elif slot.interval > 1:
        notes.insert(0, _("every {number} weeks").format(number=slot.interval))
    if slot.valid_to:
        notes.append(_("until {date}").format(date=date_format(slot.valid_to)))
    return f"{text} ({', '.join(notes)})" if notes else text


def date_format_time(value: Any) -> str:
    """Return a time as 14:30."""
    return f"{value:%H:%M}"


def place_context(place: Place) -> dict[str, Any]:
    """Return what the location block shows."""
    return {
        "location": place.location,
        "note": place.note,
        "phones": place.phones,
        "opening": opening_table(place.schedules),
    }


def contact_email() -> str:
    """Return the address to which readers report mistakes."""
    return settings.KIM_CONTACT_EMAIL


def service_context(service: Service, parts: ServiceParts | None = None) -> dict[str, Any]:
    """Return the context of a service's page; without `parts` its draft in memory is read."""
    parts = parts or parts_from_draft(service)
    organization = service.organization
    return {
        "service": service,
        "organization": organization,
        "parts": parts,
        "age": age_text(service.minimum_age, service.maximum_age),
        "target_lines": rule_lines(parts.target_groups),
        "status_lines": rule_lines(parts.residence_statuses),
        "opening": opening_table(parts.schedules),
        "places": [place_context(place) for place in parts.places],
        "contact_email": contact_email(),
        "crumbs": [
            (_("Services"), reverse("directory:list")),
            (service.name, service.get_absolute_url() if service.slug else ""),
        ],
    }


def organization_context(
    organization: Organization, services: Iterable[Service], phones: list[Phone] | None = None
) -> dict[str, Any]:
    """Return the context of an organization's page with the services the reader may see.

    `phones` are the numbers of the organization and of its locations; without them those of the
    draft in memory are read.
    """
    if phones is None:
        draft: Any = organization
        saved = Phone.objects.filter(location__organization=organization.pk)
        phones = [*draft.phones.all(), *saved]
    locations: list[Location] = list(
        Location.objects.filter(organization=organization.pk, live=True)
        .select_related("municipality")
        .prefetch_related("schedules")
    )
    return {
        "organization": organization,
        "services": services,
        "phones": [phone for phone in phones if not phone.location_id],
        "places": [
            {
                "location": location,
                "note": "",
                "phones": [phone for phone in phones if phone.location_id == location.pk],
                "opening": opening_table(location.schedules.all()),
            }
            for location in locations
        ],
        "contact_email": contact_email(),
        "crumbs": [
            (_("Services"), reverse("directory:list")),
            (_("Organizations"), reverse("directory:organizations")),
            (organization.name, organization.get_absolute_url() if organization.slug else ""),
        ],
    }
