"""A concept: a long text with chapters that lives in editions."""

from django.utils.translation import gettext_lazy as _

from content.library.models.base import LibraryPage
from content.library.models.editioned import EditionedMixin


class ConceptPage(EditionedMixin, LibraryPage):
    kind = "concept"
    page_description = _("A long text with chapters and a table of contents, kept in editions.")

    parent_page_types = ["library.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
