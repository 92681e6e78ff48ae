"""For whom a service is, and in which languages: rows that belong to a service."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable


class RuleKind(models.TextChoices):
    """How strictly a target group or a residence status is meant."""

    UNCONDITIONAL = "unconditional", _("welcome without condition")
    PREFERENTIAL = "preferential", _("with priority")
    EXCLUSIVE = "exclusive", _("only these")


class ServiceTargetGroup(Orderable):
    """A target group of a service, and how strictly it is meant."""

    service = ParentalKey(
        "directory.Service", on_delete=models.CASCADE, related_name="target_group_rules"
    )
    target_group = models.ForeignKey(
        "directory.TargetGroup",
        verbose_name=_("target group"),
        on_delete=models.PROTECT,
        related_name="service_rules",
    )
    kind = models.CharField(
        _("meant as"), max_length=16, choices=RuleKind.choices, default=RuleKind.UNCONDITIONAL
    )

    class Meta(Orderable.Meta):
        verbose_name = _("target group of a service")
        verbose_name_plural = _("target groups of services")

    def __str__(self) -> str:
        return f"{self.target_group} ({self.get_kind_display()})"


class ServiceResidenceStatus(Orderable):
    """A residence status that a service asks for, and how strictly it is meant."""

    service = ParentalKey(
        "directory.Service", on_delete=models.CASCADE, related_name="residence_status_rules"
    )
    residence_status = models.ForeignKey(
        "directory.ResidenceStatus",
        verbose_name=_("residence status"),
        on_delete=models.PROTECT,
        related_name="service_rules",
    )
    kind = models.CharField(
        _("meant as"), max_length=16, choices=RuleKind.choices, default=RuleKind.UNCONDITIONAL
    )

    class Meta(Orderable.Meta):
        verbose_name = _("residence status of a service")
        verbose_name_plural = _("residence statuses of services")

    def __str__(self) -> str:
        return f"{self.residence_status} ({self.get_kind_display()})"


class ServiceLanguage(Orderable):
    """A language of a service, with the time at which it is spoken where that is limited."""

    service = ParentalKey(
        "directory.Service", on_delete=models.CASCADE, related_name="language_slots"
    )
    language = models.ForeignKey(
        "directory.Language",
        verbose_name=_("language"),
        on_delete=models.PROTECT,
        related_name="service_slots",
    )
    note = models.CharField(
        _("time"),
        max_length=120,
        blank=True,
        help_text=_("Only if limited, for example: Thursday 14-16. Empty means always."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("language of a service")
        verbose_name_plural = _("languages of services")

    def __str__(self) -> str:
        return f"{self.language} ({self.note})" if self.note else str(self.language)
