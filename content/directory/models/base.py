"""What every entry of the directory has in common: drafts, history, workflow, lock, preview."""

import datetime
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)

CONFIRMATION_LASTS = datetime.timedelta(days=365)

# addresses below /angebote/ that are no services
RESERVED_SLUGS = frozenset({"traeger", "suche", "kommunen", "karte", "export"})


def german_slug(text: str, max_length: int = 100) -> str:
    """Return `text` as part of an address; umlauts are written out ("für" becomes "fuer")."""
    return slugify(text.translate(UMLAUTS))[:max_length].strip("-")


def free_slug(model: type[models.Model], text: str, pk: Any = None) -> str:
    """Return a slug for `text` that no other row of `model` has: -2, -3, ... are appended."""
    base = german_slug(text, 90) or "eintrag"
    taken = (
        set(
            model._default_manager.filter(slug__startswith=base)
            .exclude(pk=pk)
            .values_list("slug", flat=True)
        )
        | RESERVED_SLUGS
    )
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


class DirectoryEntry(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """An entry that is drafted, agreed and published; children belong to the draft too."""

    name = models.CharField(_("name"), max_length=255)
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_(
            "Part of the address of the public page. Leave empty to make it from the name."
        ),
    )
    last_modified = models.DateTimeField(_("last modified"), auto_now=True)

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def confirmation_is_old(self) -> bool:
        """Whether the provider's last confirmation was more than a year ago."""
        day: datetime.date | None = getattr(self, "assured_date", None)
        return day is not None and day < timezone.localdate() - CONFIRMATION_LASTS

    @property
    def revisions(self) -> Any:
        return self._revisions

    def clean(self) -> None:
        """Make the slug from the name; refuse one that the portal needs (ValidationError)."""
        super().clean()
        if not self.slug and self.name:
            self.slug = free_slug(type(self), self.name, self.pk)
        if self.slug in RESERVED_SLUGS:
            raise ValidationError(
                {"slug": _("The portal needs this address itself. Please choose another one.")}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; an entry made in code gets its slug as one made in a form does."""
        if not self.slug:
            self.slug = free_slug(type(self), self.name, self.pk)
        super().save(*args, **kwargs)
