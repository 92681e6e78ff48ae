"""Where the library meets Wagtail: who is served, and editions in the page editor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from content.library.access import PageRules
from content.library.file_access import may_open
from content.library.models import Edition, LibraryPage
from content.library.publishing.admin_views import IssueEditionView, may_issue

ISSUE = "action-issue-edition"


@hooks.register("on_serve_page", order=-1)
def refuse_known_people(serve: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 403 to people who are logged in, instead of sending them to log in again."""

    def inner(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        if not isinstance(page, LibraryPage):
            return serve(page, request, args, kwargs)
        rules = PageRules.of(request).on(page)
        refused = [rule for rule in rules if not rule.passed and not rule.asks_password]
        if refused or not page.admits(request.user):
            if request.user.is_authenticated:
                raise PermissionDenied
            return redirect_to_login(request.get_full_path())
        page.restrictions_passed = all(rule.passed for rule in rules)
        response = serve(page, request, args, kwargs)
        if rules or not page.admits(AnonymousUser()):
            add_never_cache_headers(response)
        return response

    return inner


@hooks.register("before_serve_document")
def refuse_files_of_closed_pages(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Serve a file only to those who may see one of the pages that carry it."""
    if may_open(document, request.user):
        return None
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.get_full_path())


class IssueEditionMenuItem(ActionMenuItem):
    """Saves the draft, then leads to the confirmation form."""

    name = ISSUE
    label = _("Publish as new edition")
    icon_name = "doc-full"
    order = 15

    def is_shown(self, context: dict[str, Any]) -> bool:
        page = context.get("page")
        if context["view"] != "edit" or page is None or context.get("locked_for_user"):
            return False
        return may_issue(page, context["request"].user)


@hooks.register("register_page_action_menu_item")
def register_issue_edition() -> IssueEditionMenuItem:
    return IssueEditionMenuItem()


@hooks.register("after_edit_page")
def ask_for_edition(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead from the saved draft to the confirmation form."""
    if ISSUE in request.POST and may_issue(page, request.user):
        return redirect("library_issue_edition", page.pk)
    return None


@hooks.register("register_page_header_buttons")
def edition_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if may_issue(page, user):
        yield Button(
            _("Publish as new edition"),
            url=reverse("library_issue_edition", args=[page.pk]),
            icon_name="doc-full",
            priority=70,
        )


@hooks.register("register_admin_urls")
def register_edition_urls() -> list[Any]:
    return [
        path(
            "bibliothek/fassung/<int:pk>/", IssueEditionView.as_view(), name="library_issue_edition"
        )
    ]


@hooks.register("before_delete_page")
def keep_pages_with_editions(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Editions have addresses that stay: refuse to delete their pages, say what to do instead."""
    branch = Page.objects.descendant_of(page, inclusive=True)
    if not Edition.objects.filter(page__in=branch).exists():
        return None
    messages.error(
        request,
        _("Pages with editions cannot be deleted. Please unpublish the page instead."),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def keep_editions_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action_class: Any
) -> HttpResponse | None:
    if action_type != "delete" or action_class.models != [Page]:
        return None
    for page in objects:
        refusal = keep_pages_with_editions(request, page)
        if refusal is not None:
            return refusal
    return None
