"""Where services are given."""

from typing import Any
from urllib.parse import urlencode

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from content.directory.models.base import DirectoryEntry


class Location(DirectoryEntry):
    """A place with an address; services are tied to it by ServiceAtLocation."""

    organization = models.ForeignKey(
        "directory.Organization",
        verbose_name=_("organization"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="locations",
    )
    municipality = models.ForeignKey(
        "directory.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        related_name="locations",
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("For example: entrance through the yard.")
    )
    address_1 = models.CharField(_("street and number"), max_length=150, blank=True)
    address_2 = models.CharField(_("address supplement"), max_length=150, blank=True)
    postal_code = models.CharField(
        _("postcode"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{5}$", _("A German postcode has five digits."))],
    )
    city = models.CharField(_("place"), max_length=100, blank=True)
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    transportation = models.CharField(
        _("bus and train"), max_length=255, blank=True, help_text=_("Stop and line.")
    )
    accessibility = models.CharField(
        _("accessibility"),
        max_length=255,
        blank=True,
        help_text=_("For example: entrance without steps, lift, accessible toilet."),
    )

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering = ["name"]

    @property
    def address_lines(self) -> list[str]:
        """Return the address as it stands on a letter, without empty lines."""
        place = f"{self.postal_code} {self.city}".strip()
        return [line for line in (self.address_1, self.address_2, place) if line]

    @property
    def map_url(self) -> str:
        """Return the address of a map that opens outside the portal, "" without an address."""
        if not self.address_1:
            return ""
        query = ", ".join([self.address_1, f"{self.postal_code} {self.city}".strip()])
        return "https://www.openstreetmap.org/search?" + urlencode({"query": query})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Locations have no page of their own; the preview shows the block that pages show."""
        return "directory/location_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return the location as typed."""
        from content.directory.presenting import place_context
        from content.directory.service_parts import Place

        phones: list[Any] = list(self.phones.all())
        schedules: list[Any] = list(self.schedules.all())
        place = Place(self, "", phones, schedules)
        return {"request": request, "location": self, "place": place_context(place)}


class ServiceAtLocation(Orderable):
    """A service is given at a location."""

    service = ParentalKey(
        "directory.Service", on_delete=models.CASCADE, related_name="service_at_locations"
    )
    location = models.ForeignKey(
        Location,
        verbose_name=_("location"),
        on_delete=models.CASCADE,
        related_name="service_at_locations",
    )
    description = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("For example: first floor, room 12.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("service at location")
        verbose_name_plural = _("services at locations")

    def __str__(self) -> str:
        return f"{self.service_id} @ {self.location_id}"
