"""What the portal knows already: field names that are filled in before the form opens."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.directory.models import Location

# Every name that can be filled in, as coordinators read it.
BINDINGS: dict[str, Promise] = {
    "today": _("today's date"),
    "user.name": _("user: name"),
    "user.email": _("user: email address"),
    "organization.name": _("organization: name"),
    "organization.email": _("organization: email address"),
    "organization.address": _("organization: address"),
    "organization.city": _("organization: town"),
    "municipality.name": _("municipality: name"),
}


def bound_values(user: Any) -> dict[str, Any]:
    """Return values by field name ("organization.name", "user.name", "today", ...) for `user`.

    Partners stand for their organization; for others its fields stay empty.
    """
    values: dict[str, Any] = {
        "today": timezone.localdate(),
        "user.name": user.get_full_name() if user.is_authenticated else "",
        "user.email": user.email if user.is_authenticated else "",
    }
    organization = getattr(user, "organization", None)
    if organization is None:
        return values
    values |= {"organization.name": organization.name, "organization.email": organization.email}
    place = (
        Location.objects.filter(organization=organization, live=True)
        .select_related("municipality")
        .order_by("pk")
        .first()
    )
    if place is not None:
        town = f"{place.postal_code} {place.city or place.municipality.name}".strip()
        lines = [place.address_1, place.address_2, town]
        values["organization.address"] = ", ".join(line for line in lines if line)
        values["organization.city"] = place.city or place.municipality.name
        values["municipality.name"] = place.municipality.name
    return values
