"""Telephone numbers of organizations, services and locations."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

REGION = "DE"


def validate_phone(value: str) -> None:
    """Refuse what cannot be a telephone number (ValidationError); German ones need no +49."""
    try:
        number = phonenumbers.parse(value, REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValidationError(
            _("This is not a telephone number. Please write it with area code: 02241 123-456.")
        )


class Phone(Orderable):
    """One number; exactly one of organization, service and location carries it."""

    class Type(models.TextChoices):
        VOICE = "voice", _("telephone")
        CELL = "cell", _("mobile phone")
        FAX = "fax", _("fax")
        TEXT = "text", _("text messages")

    organization = ParentalKey(
        "directory.Organization",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="phones",
    )
    service = ParentalKey(
        "directory.Service",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="phones",
    )
    location = ParentalKey(
        "directory.Location",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="phones",
    )
    number = models.CharField(_("number"), max_length=40, validators=[validate_phone])
    extension = models.CharField(_("extension"), max_length=10, blank=True)
    type = models.CharField(_("kind"), max_length=8, choices=Type.choices, default=Type.VOICE)
    description = models.CharField(
        _("note"),
        max_length=150,
        blank=True,
        help_text=_("For example: only Monday mornings."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("telephone number")
        verbose_name_plural = _("telephone numbers")

    def __str__(self) -> str:
        return f"{self.number}-{self.extension}" if self.extension else self.number

    @property
    def uri(self) -> str:
        """Return the number as a tel: address (E.164), or "" for fax and unreadable numbers."""
        if self.type == self.Type.FAX:
            return ""
        try:
            number = phonenumbers.parse(f"{self.number}{self.extension}", REGION)
        except phonenumbers.NumberParseException:
            return ""
        return "tel:" + phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
