"""The towns and communities of the county."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Municipality(models.Model):  # type: ignore[django-manager-missing]
    """A town or community; services lie in one and are responsible for some."""

    class Kind(models.TextChoices):
        TOWN = "town", _("town")
        COMMUNITY = "community", _("community")

    class Bank(models.TextChoices):
        LEFT = "left", _("left bank of the Rhine")
        RIGHT = "right", _("right bank of the Rhine")

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    ags = models.CharField(
        _("official municipality key (AGS)"),
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^\d{8}$", _("The AGS has exactly eight digits."))],
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    bank = models.CharField(_("side of the Rhine"), max_length=8, choices=Bank.choices)
    postcodes = models.CharField(
        _("postcodes"),
        max_length=120,
        validators=[
            RegexValidator(
                r"^\d{5}(, ?\d{5})*$",
                _("Please write postcodes with five digits, separated by commas."),
            )
        ],
        help_text=_("Separated by commas, for example 53840, 53842."),
    )
    latitude = models.FloatField(
        _("latitude"), validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def postcode_list(self) -> list[str]:
        """Return the postcodes one by one."""
        return [part.strip() for part in self.postcodes.split(",") if part.strip()]
