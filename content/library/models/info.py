"""A plain page: imprint, privacy, accessibility, help."""

from django.utils.translation import gettext_lazy as _

from content.library.models.base import LibraryPage


class InfoPage(LibraryPage):
    kind = "info"
    page_description = _("A plain page, for example the imprint.")

    parent_page_types = ["library.HomePage", "library.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
