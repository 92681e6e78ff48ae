"""The admin views of one template: its report, the trial filling, its fields' settings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.documents import get_document_model
from wagtail.documents.permissions import permission_policy

from doctemplates.authoring.arranging import Arrangement
from doctemplates.authoring.findings import Findings
from doctemplates.bindings import BINDINGS
from doctemplates.checked import compiled
from doctemplates.checking.limits import MEMORY, SECONDS
from doctemplates.checking.sampling import sample_values
from doctemplates.delivery import deliver, file_name
from doctemplates.models import WordTemplatePage
from doctemplates.models.word_template_page import FORM_PREVIEW
from doctemplates.sections import headings_of


@method_decorator(never_cache, name="dispatch")
class TemplateAdminView(View):
    """Of one template page in its newest state; for those who may edit the page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.stored.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def stored(self) -> WordTemplatePage:
        return get_object_or_404(
            WordTemplatePage.objects.select_related("latest_revision"), pk=self.kwargs["pk"]
        )

    @cached_property
    def page(self) -> WordTemplatePage:
        """The newest draft."""
        page: WordTemplatePage = self.stored.get_latest_revision_as_object()
        return page

    @cached_property
    def findings(self) -> Findings:
        return Findings.of(self.page)


class TemplatePageMixin(WagtailAdminTemplateMixin):
    """Page furniture, and what every view of a template needs."""

    header_icon = "clipboard-list"
    breadcrumbs_items: list[dict[str, str]] = []
    page: WordTemplatePage
    findings: Findings
    tab = ""

    def get_page_subtitle(self) -> str:
        title: str = self.page.get_admin_display_title()
        return title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            page=self.page,
            findings=self.findings,
            tab=self.tab,
            edit_url=reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            preview_url=reverse("wagtailadmin_pages:view_draft", args=[self.page.pk])
            + "?mode="
            + FORM_PREVIEW,
        )


class ReportView(TemplatePageMixin, TemplateAdminView, TemplateView):
    """What was found in the file, what can be better, how the trial filling went."""

    template_name = "doctemplates/authoring/report.html"
    tab = "report"

    def get_page_title(self) -> str:
        return _("Check template")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Repeat a check that may have failed because the server was busy."""
        Findings.of(self.page, again=True)
        return redirect("doctemplates_report", self.page.pk)


class TrialView(TemplateAdminView):
    """The file filled with invented values."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.findings.usable:
            return redirect("doctemplates_report", self.page.pk)
        template = compiled(self.page.source())
        content = template.fill(sample_values(template.fields))
        title = _("Trial %(title)s") % {"title": self.page.title}
        return deliver(content, file_name(title, dated=False))


class SettingsView(TemplatePageMixin, TemplateAdminView, TemplateView):
    """Labels, order, sections and the like, field by field."""

    template_name = "doctemplates/authoring/settings.html"
    tab = "settings"

    def get_page_title(self) -> str:
        return _("Arrange fields")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.findings.usable:
            return redirect("doctemplates_report", self.page.pk)
        return self.render_to_response(self.get_context_data(arrangement=self._arrangement()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save a draft with the settings; show every error beside its field."""
        if self.stored.permissions_for_user(request.user).page_locked():
            raise PermissionDenied
        if not self.findings.usable:
            return redirect("doctemplates_report", self.page.pk)
        arrangement = self._arrangement(request.POST)
        stale = request.POST.get("revision", "") != self._revision
        if not arrangement.is_valid() or stale:
            context = self.get_context_data(arrangement=arrangement, stale=stale)
            return self.render_to_response(context)
        arrangement.save()
        self.page.save_revision(user=request.user, log_action=True)
        text = _("The settings are saved as a draft. They count once you publish the page.")
        messages.success(request, text)
        return redirect("doctemplates_settings", self.page.pk)

    @property
    def _revision(self) -> str:
        return str(self.stored.latest_revision_id or "")

    def _arrangement(self, data: Any = None) -> Arrangement:
        source = self.page.source()
        return Arrangement(self.page, compiled(source).fields, data, headings_of(source))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        locked = self.stored.permissions_for_user(self.request.user).page_locked()
        return super().get_context_data(revision=self._revision, locked=locked, **kwargs)


@method_decorator(never_cache, name="dispatch")
class FileReportView(WagtailAdminTemplateMixin, TemplateView):
    """The summary for a file just chosen in the editor, before anything is saved."""

    template_name = "doctemplates/authoring/_summary.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document = get_object_or_404(get_document_model(), pk=self.kwargs["pk"])
        verbs = ["add", "change", "choose"]
        user = self.request.user
        if not permission_policy.user_has_any_permission_for_instance(user, verbs, document):
            raise PermissionDenied
        page = self._page()
        page.word_file = document
        return {"findings": Findings.of(page), "page": page}

    def _page(self) -> WordTemplatePage:
        """The page that is being edited, to compare files; one that is not saved yet is empty."""
        key = self.request.GET.get("page", "")
        stored = WordTemplatePage.objects.filter(pk=key).first() if key.isdecimal() else None
        if stored is None or not stored.permissions_for_user(self.request.user).can_edit():
            return WordTemplatePage()
        page: WordTemplatePage = stored.get_latest_revision_as_object()
        return page


class HelpView(WagtailAdminTemplateMixin, TemplateView):
    """How to make a template in Word and in LibreOffice."""

    template_name = "doctemplates/authoring/help.html"
    header_icon = "help"
    breadcrumbs_items: list[dict[str, str]] = []

    def get_page_title(self) -> str:
        return _("Making Word templates")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs, bindings=BINDINGS, seconds=SECONDS, megabytes=MEMORY >> 20
        )
