"""Pages that live in editions, each with an address of its own."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, When
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from content.library.models.acknowledgement import Acknowledgement
from content.library.models.edition import Edition

# What an edition keeps of the fields that every page has; the others say where the page is now.
FROZEN_FIELDS = {"title", "seo_title", "search_description"}


class EditionedMixin(RoutablePageMixin):
    """Adds the list of editions and `<page>/fassung/<n>/` to a page kind."""

    frozen = False  # whether this object shows an edition, not the page as it is

    @cached_property
    def edition_list(self) -> list[Edition]:
        """The editions of the page, newest first."""
        return list(Edition.objects.filter(page_id=self.pk))

    @property
    def current_edition(self) -> Edition | None:
        """The newest edition."""
        return self.edition_list[0] if self.edition_list else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        if not self.frozen:
            self.edition_list = list(self._editions_for(request))
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["editions"] = self.edition_list
        context["current_edition"] = self.current_edition
        # Partners read, staff confirm.
        reader = request.user
        context["asks_reader"] = reader.is_authenticated and not reader.organization_id
        return {**context, **self._edition_context(self.current_edition)}

    def _editions_for(self, request: HttpRequest) -> QuerySet[Edition]:
        read = Acknowledgement.objects.filter(edition=OuterRef("pk"), user=request.user.pk)
        return Edition.objects.filter(page_id=self.pk).annotate(acknowledged=Exists(read))

    def _edition_context(self, edition: Edition | None) -> dict[str, Any]:
        shown = {"edition": edition, "acknowledged": getattr(edition, "acknowledged", False)}
        return {**shown, "facts_shown": True} if edition else shown

    @path("fassung/<int:number>/", name="edition")
    def edition_route(self, request: HttpRequest, number: int) -> TemplateResponse:
        """Show the page as it was when edition `number` was issued."""
        content = Case(When(number=number, then=F("revision__content")))
        rows = list(self._editions_for(request).annotate(content=content))
        edition = next((row for row in rows if row.number == number), None)
        if edition is None:
            raise Http404
        frozen = self._as_in(edition.content)
        frozen.edition_list = rows
        context = frozen.get_context(request)
        context |= {**self._edition_context(edition), "frozen": True}
        if hasattr(self, "trail"):
            parent = (self.title, self.get_url(request) or "")
            context["crumbs"] = [*self.trail[:-1], parent, (str(edition), "")]
        return TemplateResponse(request, self.get_template(request), context)

    def _as_in(self, content: dict[str, Any]) -> Any:
        """Return the page with the content of a revision; its place stays, comments are left out.

        Wagtail's `with_content_json` would ask for every foreign key one by one.
        """
        frozen = type(self).from_serializable_data(
            {**content, "wagtail_admin_comments": []}, check_fks=False
        )
        for name in {field.attname for field in Page._meta.concrete_fields} - FROZEN_FIELDS:
            setattr(frozen, name, getattr(self, name))
        frozen.frozen = True
        return frozen

    def edition_url(self, edition: Edition) -> str:
        """Return the address of one edition, which never changes while the page stays."""
        return self.get_url() + self.reverse_subpage("edition", kwargs={"number": edition.number})
