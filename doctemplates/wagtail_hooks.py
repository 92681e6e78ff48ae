"""Where doctemplates meets Wagtail's admin: views of a template, buttons that lead there, help."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from doctemplates.authoring import views
from doctemplates.models import FiledDocument, WordTemplatePage


@hooks.register("register_admin_urls")
def register_authoring_urls() -> list[URLPattern]:
    return [
        path("vorlagen/<int:pk>/pruefung/", views.ReportView.as_view(), name="doctemplates_report"),
        path("vorlagen/<int:pk>/probe/", views.TrialView.as_view(), name="doctemplates_trial"),
        path(
            "vorlagen/<int:pk>/felder/", views.SettingsView.as_view(), name="doctemplates_settings"
        ),
        path(
            "vorlagen/datei/<int:pk>/",
            views.FileReportView.as_view(),
            name="doctemplates_file_report",
        ),
        path("vorlagen/hilfe/", views.HelpView.as_view(), name="doctemplates_help"),
    ]


@hooks.register("register_page_header_buttons")
def header_buttons(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    yield from _buttons(page, user, priority=65)


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from _buttons(page, user, priority=15)


def _buttons(page: Page, user: Any, priority: int) -> Iterator[Button]:
    is_template = issubclass(page.specific_class or Page, WordTemplatePage)
    if not is_template or not page.permissions_for_user(user).can_edit():
        return
    for name, label, icon in (
        ("doctemplates_report", _("Check template"), "clipboard-list"),
        ("doctemplates_settings", _("Arrange fields"), "form"),
    ):
        url = reverse(name, args=[page.pk])
        yield Button(label, url=url, icon_name=icon, priority=priority)
        priority += 1


@hooks.register("register_help_menu_item")
def register_help() -> MenuItem:
    return MenuItem(
        _("Making Word templates"),
        reverse("doctemplates_help"),
        name="doctemplates-help",
        icon_name="doc-full",
        order=300,
    )


@hooks.register("before_delete_page")
def keep_agreements_with_filings(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What was filed must be found again: refuse to delete its page, say what to do instead."""
    branch = Page.objects.descendant_of(page, inclusive=True)
    if not FiledDocument.objects.filter(agreement__in=branch).exists():
        return None
    messages.error(
        request,
        _(
            "Documents are filed with this agreement, so it cannot be deleted. Please unpublish "
            "the page instead."
        ),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def keep_filings_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action_class: Any
) -> HttpResponse | None:
    if action_type != "delete" or action_class.models != [Page]:
        return None
    refusals = (keep_agreements_with_filings(request, page) for page in objects)
    return next((refusal for refusal in refusals if refusal is not None), None)
