"""Providers of services; a partner of an agreement is the same organization."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from content.directory.models.base import DirectoryEntry


class Organization(DirectoryEntry):
    """A provider: welfare organization, authority, association, school of languages, ..."""

    class Kind(models.TextChoices):
        WELFARE = "welfare", _("welfare organization")
        AUTHORITY = "authority", _("authority")
        MUNICIPALITY = "municipality", _("municipality")
        ASSOCIATION = "association", _("association")
        EDUCATION = "education", _("education provider")
        HEALTH = "health", _("health care")
        OTHER = "other", _("other")

    alternate_name = models.CharField(
        _("other name"), max_length=255, blank=True, help_text=_("Short form or former name.")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.OTHER)
    description = models.TextField(
        _("description"), blank=True, help_text=_("Two to five sentences in plain words.")
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    website = models.URLField(_("website"), blank=True)
    legal_status = models.CharField(
        _("legal form"), max_length=60, blank=True, help_text=_("For example e.V. or gGmbH.")
    )
    parent_organization = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="children",
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    assured_date = models.DateField(
        _("confirmed on"),
        null=True,
        blank=True,
        help_text=_("When did the organization last confirm that this entry is right?"),
    )

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        """Return the address of the public page."""
        return reverse("directory:organization", args=[self.slug])

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview with the public template."""
        return "directory/organization_detail.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return the context of the public page for the entry as typed."""
        from content.directory.models.service import Service
        from content.directory.presenting import organization_context

        services = Service.objects.visible_to(request.user).filter(organization_id=self.pk)
        return {"request": request, **organization_context(self, services)}
