"""A service: what an organization offers, to whom, where and when."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from content.directory.managers import ServiceQuerySet
from content.directory.models.base import DirectoryEntry

HIGHEST_AGE = 120


class Service(DirectoryEntry):
    """One offer that a case manager can refer a client to."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        INACTIVE = "inactive", _("inactive")
        DEFUNCT = "defunct", _("ended")
        TEMPORARILY_CLOSED = "temporarily closed", _("temporarily closed")

    class CostOption(models.TextChoices):
        FREE = "free", _("free of charge")
        REDUCED = "reduced", _("reduced or by income")
        FEE = "fee", _("with costs")
        UNKNOWN = "unknown", _("not known")

    organization = models.ForeignKey(
        "directory.Organization",
        verbose_name=_("organization"),
        on_delete=models.CASCADE,
        related_name="services",
    )
    alternate_name = models.CharField(_("other name"), max_length=255, blank=True)
    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One sentence for lists and search results."),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("What happens here? Plain words, no slogans.")
    )
    url = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.ACTIVE
    )
    alert = models.CharField(
        _("current notice"),
        max_length=255,
        blank=True,
        help_text=_("Short-term information, for example: closed until 15 August."),
    )
    internal = models.BooleanField(
        _("internal"),
        default=False,
        help_text=_("Only staff with the right to internal services see it."),
    )

    topics = ParentalManyToManyField(
        "directory.Topic", verbose_name=_("topics"), blank=True, related_name="services"
    )
    legal_areas = ParentalManyToManyField(
        "directory.LegalArea", verbose_name=_("legal areas"), blank=True, related_name="services"
    )
    responsible_municipalities = ParentalManyToManyField(
        "directory.Municipality",
        verbose_name=_("responsible for"),
        blank=True,
        related_name="responsible_services",
        help_text=_("Whose inhabitants may come? Choose none if the whole county may."),
    )
    minimum_age = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("age to"), null=True, blank=True)
    eligibility_description = models.TextField(
        _("who may come"), blank=True, help_text=_("Conditions in plain words.")
    )

    appointment_only = models.BooleanField(_("by appointment only"), default=False)
    mode_in_person = models.BooleanField(_("in person"), default=True)
    mode_phone = models.BooleanField(_("by telephone"), default=False)
    mode_online = models.BooleanField(_("online"), default=False)
    mode_outreach = models.BooleanField(
        _("outreach"), default=False, help_text=_("Comes to the client's home or shelter.")
    )
    interpretation_services = models.CharField(
        _("interpreting"), max_length=255, blank=True, help_text=_("Who arranges it, how early?")
    )
    application_process = models.TextField(
        _("how to register"), blank=True, help_text=_("Steps, papers to bring.")
    )
    wait_time = models.CharField(_("waiting time"), max_length=120, blank=True)
    cost_option = models.CharField(
        _("costs"), max_length=8, choices=CostOption.choices, default=CostOption.FREE
    )
    fees_description = models.CharField(_("costs in words"), max_length=255, blank=True)
    accessibility = models.CharField(_("accessibility"), max_length=255, blank=True)
    assured_date = models.DateField(
        _("confirmed on"),
        null=True,
        blank=True,
        help_text=_("When did the provider last confirm that this entry is right?"),
    )

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["name", "pk"]
        permissions = [("view_internal_service", _("Can view internal services"))]

    def clean(self) -> None:
        """Refuse ages in the wrong order and a confirmation in the future."""
        super().clean()
        errors = {}
        low, high = self.minimum_age, self.maximum_age
        if low is not None and low > HIGHEST_AGE:
            errors["minimum_age"] = _("Please enter an age up to 120.")
        if high is not None and high > HIGHEST_AGE:
            errors["maximum_age"] = _("Please enter an age up to 120.")
        if not errors and low is not None and high is not None and low > high:
            errors["maximum_age"] = _("The highest age must not be below the lowest age.")
        if self.assured_date and self.assured_date > timezone.localdate():
            errors["assured_date"] = _("This date lies in the future.")
        if errors:
            raise ValidationError(errors)

    @property
    def modes(self) -> list[str | Promise]:
        """Return the labels of the ways in which the service is given."""
        names = ("mode_in_person", "mode_phone", "mode_online", "mode_outreach")
        return [self._meta.get_field(name).verbose_name for name in names if getattr(self, name)]

    def get_absolute_url(self) -> str:
        """Return the address of the public page."""
        return reverse("directory:service", args=[self.slug])

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview with the public template."""
        return "directory/service_detail.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return the context of the public page for the entry as typed, children included."""
        from content.directory.presenting import service_context

        return {"request": request, **service_context(self)}
