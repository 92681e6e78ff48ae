"""Terms by which services are sorted and found (HSDS taxonomy terms)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.directory.models.base import free_slug


class TaxonomyTerm(models.Model):
    """A term of one list; `slug` is the stable key that filters and the search index use."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Key used in addresses. Leave empty to make it from the name."),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("One sentence: what belongs here?")
    )
    sort_order = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers come first.")
    )

    class Meta:
        abstract = True
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; make the slug from the name where it is empty."""
        if not self.slug:
            self.slug = free_slug(type(self), self.name, self.pk)
        super().save(*args, **kwargs)


class Topic(TaxonomyTerm):
    """What a service is about, for example housing or language."""

    class Meta(TaxonomyTerm.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class TargetGroup(TaxonomyTerm):  # type: ignore[django-manager-missing]
    """For whom a service is, for example families or single women."""

    class Meta(TaxonomyTerm.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class LegalArea(TaxonomyTerm):
    """The law a service rests on, for example SGB II."""

    class Meta(TaxonomyTerm.Meta):
        verbose_name = _("legal area")
        verbose_name_plural = _("legal areas")


class ResidenceStatus(TaxonomyTerm):  # type: ignore[django-manager-missing]
    """The residence status of a client, for example a temporary suspension of deportation."""

    class Meta(TaxonomyTerm.Meta):
        verbose_name = _("residence status")
        verbose_name_plural = _("residence statuses")


class Language(TaxonomyTerm):  # type: ignore[django-manager-missing]
    """A language in which people are counselled."""

    code = models.CharField(
        _("language code"),
        max_length=8,
        unique=True,
        help_text=_("ISO 639, for example ar for Arabic or kmr for Kurmanji."),
    )

    class Meta(TaxonomyTerm.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")
