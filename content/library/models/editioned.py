"""Pages that live in editions, each with an address of its own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from content.library.models.acknowledgement import Acknowledgement
from content.library.models.edition import Edition


class EditionedMixin(RoutablePageMixin):
    """Adds the list of editions and `<page>/fassung/<n>/` to a page kind."""

    @cached_property
    def edition_list(self) -> list[Edition]:
        """The editions of the page, newest first."""
        return list(Edition.objects.filter(page_id=self.pk))

    @property
    def current_edition(self) -> Edition | None:
        """The newest edition."""
        return self.edition_list[0] if self.edition_list else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        context["editions"] = self.edition_list
        context["current_edition"] = self.current_edition
        context["edition"] = self.current_edition
        context["acknowledged"] = self._acknowledged(request, self.current_edition)
        return context

    @path("fassung/<int:number>/", name="edition")
    def edition_route(self, request: HttpRequest, number: int) -> TemplateResponse:
        """Show the page as it was when edition `number` was issued."""
        edition = next((row for row in self.edition_list if row.number == number), None)
        if edition is None:
            raise Http404
        frozen = edition.revision.as_object()
        frozen.edition_list = self.edition_list
        context = frozen.get_context(request)
        context["edition"] = edition
        context["frozen"] = True
        context["live_url"] = self.get_url(request)
        context["acknowledged"] = self._acknowledged(request, edition)
        return TemplateResponse(request, self.get_template(request), context)

    def edition_url(self, edition: Edition) -> str:
        """Return the address of one edition, which never changes while the page stays."""
        return (
            f"{self.get_url()}{self.reverse_subpage('edition', kwargs={'number': edition.number})}"
        )

    def _acknowledged(self, request: HttpRequest, edition: Edition | None) -> bool:
        if edition is None or not edition.ask_acknowledgement:
            return False
        if not request.user.is_authenticated:
            return False
        return Acknowledgement.objects.filter(edition=edition, user=request.user.pk).exists()
