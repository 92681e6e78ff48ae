"""Somebody has read an edition and said so."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from content.library.models.edition import Edition


class Acknowledgement(models.Model):
    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edition"),
        on_delete=models.CASCADE,
        related_name="acknowledgements",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="acknowledgements",
    )
    at = models.DateTimeField(_("confirmed at"), auto_now_add=True)

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "user"], name="acknowledged_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.edition}"
