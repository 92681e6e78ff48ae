"""Changes waiting for the index, and the synonyms that editors keep."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexChange(models.Model):
    """One object whose entry in the index is out of date: at most one row per object.

    `version` changes with every new change of the object, so that the worker can tell whether
    the state it wrote is still the current one. Times are aware; `leased_until` in the future
    means that a worker has the row in hand.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DEAD = "dead", _("given up")
        REBUILD = "rebuild", _("rebuild under way")

    class Operation(models.TextChoices):
        UPSERT = "upsert", _("write")
        DELETE = "delete", _("delete")

    key = models.CharField(_("object"), max_length=120, unique=True)
    operation = models.CharField(
        _("operation"), max_length=6, choices=Operation.choices, default=Operation.UPSERT
    )
    version = models.BigIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("index change")
        verbose_name_plural = _("index changes")
        indexes = [models.Index(fields=["state", "not_before"], name="indexchange_due")]

    def __str__(self) -> str:
        return f"{self.operation} {self.key}"


class SynonymSet(models.Model):
    """Words that the search takes as the same; effective at once, the index stays as it is."""

    class Direction(models.TextChoices):
        BOTH = "both", _("Each word finds all others")
        FORWARD = "forward", _("The first word finds the others, not the other way round")

    terms = models.TextField(
        _("words"),
        help_text=_("One word or expression per line, at least two."),
    )
    direction = models.CharField(
        _("direction"), max_length=7, choices=Direction.choices, default=Direction.BOTH
    )
    active = models.BooleanField(_("active"), default=True)
    changed = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["terms"]

    def __str__(self) -> str:
        arrow = " = " if self.direction == self.Direction.BOTH else " → "
        words = self.words
        return arrow.join([words[0], ", ".join(words[1:])]) if len(words) > 1 else self.terms

    @property
    def words(self) -> list[str]:
        """The words, one per line, without empty lines and repetitions."""
        lines = (" ".join(line.split()) for line in self.terms.splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def clean(self) -> None:
        """Ask for at least two different words."""
        if len(self.words) < 2:
            raise ValidationError({"terms": _("Enter at least two different words, one per line.")})
        self.terms = "\n".join(self.words)


class ExtractedText(models.Model):
    """Text of a file, kept by the file's hash so that each file is read once.

    `passages` is a list of [heading, anchor, text]; `error` says why a file could not be read.
    """

    digest = models.CharField(_("hash"), max_length=64, unique=True)
    passages = models.JSONField(_("passages"), default=list)
    error = models.TextField(_("error"), blank=True)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("extracted text")
        verbose_name_plural = _("extracted texts")

    def __str__(self) -> str:
        return self.digest


class FailedSearch(models.Model):
    """How often a search found nothing on one day; nothing tells who searched, or when that day.

    `terms` are listed words only (search.failed.words), empty where none was listed; chosen
    municipalities and topics are slugs between commas (",siegburg,").
    """

    day = models.DateField(_("day"))
    terms = models.CharField(_("searched for"), max_length=200, blank=True)
    municipality = models.CharField(_("municipality"), max_length=300, blank=True)
    topic = models.CharField(_("topic"), max_length=300, blank=True)
    count = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("search without results")
        verbose_name_plural = _("searches without results")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["day", "terms", "municipality", "topic"], name="failedsearch_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.terms or '…'} ({self.count})"
