"""What the portal knows already: field names that are filled in before the form opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.directory.models import Location, Organization

# Every name that can be filled in, as coordinators read it.
BINDINGS: dict[str, Promise] = {
    "today": _("today's date"),
    "user.name": _("user: name"),
    "user.email": _("user: email address"),
    "organization.name": _("organization: name"),
    "organization.email": _("organization: email address"),
    "organization.contact": _("organization: contact person"),
    "organization.contact_email": _("organization: contact person's email address"),
    "organization.address": _("organization: address"),
    "organization.city": _("organization: town"),
    "municipality.name": _("municipality: name"),
}


def bound_values(user: Any) -> dict[str, Any]:
    """Return values by field name ("organization.name", "user.name", "today", ...) for `user`.

    Partners stand for their organization and are its contact; for others its fields stay empty.
    """
    values: dict[str, Any] = {
        "today": timezone.localdate(),
        "user.name": user.get_full_name() if user.is_authenticated else "",
        "user.email": user.email if user.is_authenticated else "",
    }
    organization = getattr(user, "organization", None)
    if organization is None:
        return values
    contact = {
        "organization.contact": user.get_full_name(),
        "organization.contact_email": user.email,
    }
    return values | contact | organization_values([organization])[organization.pk]


def organization_values(organizations: Sequence[Organization]) -> dict[int, dict[str, Any]]:
    """Return what is bound to each organization, by its pk; of several places the first counts.

    Costs one query, however many organizations.
    """
    places = (
        Location.objects.filter(organization__in=organizations, live=True)
        .select_related("municipality")
        .order_by("-pk")
    )
    first = {place.organization_id: place for place in places}
    values = {}
    for organization in organizations:
        place = first.get(organization.pk)
        known = {"organization.name": organization.name, "organization.email": organization.email}
        values[organization.pk] = known | (_place_values(place) if place is not None else {})
    return values


def _place_values(place: Location) -> dict[str, str]:
    town = f"{place.postal_code} {place.city or place.municipality.name}".strip()
    lines = [place.address_1, place.address_2, town]
    return {
        "organization.address": ", ".join(line for line in lines if line),
        "organization.city": place.city or place.municipality.name,
        "municipality.name": place.municipality.name,
    }
