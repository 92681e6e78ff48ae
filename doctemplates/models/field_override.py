"""What a coordinator says about one field of a template, without touching the Word file."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey


class FieldOverride(models.Model):
    """Belongs to a page's content: drafts, revisions and editions keep their own.

    `path` names the field: its name, for a field of a repeating group "group[].name". It stays
    when a new file lacks the field, and holds again once a file brings the name back.
    Empty texts, None and False say: as in the Word file.
    """

    NOT_BOUND = "-"  # value of `binding`: not filled in, although the field's name says so

    page = ParentalKey(
        "doctemplates.WordTemplatePage", on_delete=models.CASCADE, related_name="field_overrides"
    )
    path = models.TextField(_("field"))
    label = models.CharField(_("field label"), max_length=200, blank=True)
    help = models.CharField(_("help text"), max_length=500, blank=True)
    heading = models.CharField(
        _("section heading"),
        max_length=150,
        blank=True,
        help_text=_("Heading of a section that begins with this field."),
    )
    position = models.PositiveIntegerField(_("order"), null=True, blank=True)
    required = models.BooleanField(_("must be filled in"), null=True, blank=True)
    default = models.TextField(_("default"), max_length=2000, blank=True)
    binding = models.CharField(_("filled in by the portal"), max_length=60, blank=True)
    hidden = models.BooleanField(_("leave out of the form"), default=False)

    class Meta:
        verbose_name = _("field settings")
        verbose_name_plural = _("field settings")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.path

    @property
    def says_nothing(self) -> bool:
        """Whether every setting is left as the file has it."""
        told = (self.label, self.help, self.heading, self.default, self.binding, self.hidden)
        return not any(told) and self.position is None and self.required is None
