"""Tags of the portal's own templates: the frame, the trail, page numbers, KERN form fields."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.contrib.admin.utils import quote
from django.core.paginator import Page as PaginatorPage
from django.forms import BoundField
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from portal import form_widgets
from portal.navigation import Chrome, build_chrome

register = template.Library()


@register.simple_tag(takes_context=True)
def portal_chrome(context: Context) -> Chrome:
    """Return navigation and footer for the visitor; an empty frame where there is no request."""
    request = context.get("request")
    return build_chrome(request) if request is not None else Chrome()


@register.simple_tag(takes_context=True)
def breadcrumb(context: Context) -> list[tuple[str, str]]:
    """Return the trail below home as (title, address): `crumbs` of the view, else the page's."""
    crumbs: Iterable[tuple[str, str]] | None = context.get("crumbs")
    if crumbs is not None:
        return list(crumbs)
    page = context.get("page")
    if page is None or not hasattr(page, "get_ancestors") or page.depth <= 2:
        return []
    ancestors = page.get_ancestors().filter(depth__gt=2).order_by("path")
    request = context.get("request")
    trail = [(parent.title, parent.get_url(request) or "") for parent in ancestors]
    return [*trail, (page.title, "")]


@register.simple_tag(takes_context=True)
def edit_url(context: Context) -> str:
    """Return where an editor mends what is shown; empty for readers, previews and lists."""
    chrome, request = context.get("chrome"), context.get("request")
    if not getattr(chrome, "may_edit", False) or getattr(request, "is_preview", False):
        return ""
    if getattr(context.get("page"), "pk", None):
        return reverse("wagtailadmin_pages:edit", args=[context["page"].pk])
    for name in ("service", "organization"):
        entry = context.get(name)
        if entry is not None and entry.pk:
            return reverse(entry.snippet_viewset.get_url_name("edit"), args=[quote(entry.pk)])
    return ""


@register.simple_tag
def page_numbers(page_obj: PaginatorPage) -> list[int | None]:
    """Return the page numbers to offer; None stands for a gap."""
    ellipsis = page_obj.paginator.ELLIPSIS
    elided = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    return [None if number == ellipsis else int(number) for number in elided]


@register.simple_tag
def field_kind(field: BoundField) -> str:
    """Return how a field is drawn: hidden, checkbox, choices, select or input."""
    return form_widgets.kind_of(field)


@register.simple_tag
def kern_widget(field: BoundField) -> SafeString:
    """Return the field's control with KERN's classes."""
    return form_widgets.render_widget(field)


@register.simple_tag
def kern_options(field: BoundField) -> list[Any]:
    """Return the options of radio buttons or check boxes with KERN's classes."""
    return form_widgets.options(field)


@register.simple_tag(takes_context=True)
def portal_home(context: Context) -> Any:
    """Return the panels of the home page for the visitor."""
    from portal.home import build_home  # the models are not ready when tags are loaded

    return build_home(context["request"])
