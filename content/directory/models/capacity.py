"""Free places of a service (HSDS service_capacity)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable


class ServiceCapacity(Orderable):
    """How many units (places, beds, appointments) exist and are free."""

    service = ParentalKey("directory.Service", on_delete=models.CASCADE, related_name="capacities")
    unit = models.CharField(
        _("unit"), max_length=60, help_text=_("What is counted: places, beds, appointments.")
    )
    available = models.PositiveIntegerField(_("available"))
    maximum = models.PositiveIntegerField(_("at most"), null=True, blank=True)
    description = models.CharField(_("note"), max_length=200, blank=True)
    updated = models.DateField(_("as of"))

    class Meta(Orderable.Meta):
        verbose_name = _("capacity")
        verbose_name_plural = _("capacities")

    def __str__(self) -> str:
        return f"{self.available} {self.unit}"

    def clean(self) -> None:
        """Refuse more free units than there are."""
        super().clean()
        if self.available is None or self.maximum is None:
            return
        if self.available > self.maximum:
            raise ValidationError(
                {"available": _("There cannot be more free places than places at all.")}
            )
