"""The confirmation form for a new edition, within Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, Revision

from content.library.models import EditionedMixin
from content.library.publishing.forms import IssueEditionForm
from content.library.publishing.issue_edition import EditionRefused, issue_edition


def may_issue(page: Page, user: Any) -> bool:
    """Say whether `user` may issue an edition of `page` now."""
    if not isinstance(page, EditionedMixin) or not user.has_perm("library.issue_edition"):
        return False
    tester = page.permissions_for_user(user)
    return bool(tester.can_publish() and not tester.page_locked())


class IssueEditionView(WagtailAdminTemplateMixin, FormView):
    form_class = IssueEditionForm
    template_name = "library/admin/issue_edition.html"
    header_icon = "doc-full"
    breadcrumbs_items: list[dict[str, str]] = []  # the title stands in the header instead

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(self.page, EditionedMixin):
            raise Http404
        if not may_issue(self.page, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page(self) -> Any:
        return get_object_or_404(Page, pk=self.kwargs["pk"]).specific

    @cached_property
    def latest(self) -> Revision | None:
        revision: Revision | None = self.page.get_latest_revision()
        return revision

    def get_page_title(self) -> str:
        return _("Publish as new edition")

    def get_page_subtitle(self) -> str:
        title: str = self.page.get_admin_display_title()
        return title

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "latest": self.latest}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        current = self.page.current_edition
        return super().get_context_data(
            **kwargs,
            page=self.page,
            latest=self.latest,
            current=current,
            next_number=current.number + 1 if current else 1,
            edit_url=reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            preview_url=reverse("wagtailadmin_pages:view_draft", args=[self.page.pk]),
        )

    def form_valid(self, form: IssueEditionForm) -> HttpResponse:
        data = {key: value for key, value in form.cleaned_data.items() if key != "revision"}
        try:
            edition = issue_edition(self.page, user=self.request.user, **data)
        except EditionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("Edition %(number)s of “%(title)s” is published.")
            % {"number": edition.number, "title": self.page.get_admin_display_title()},
        )
        return redirect("wagtailadmin_pages:edit", self.page.pk)
