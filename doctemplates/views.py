"""Hand out a template blank, or filled from its web form. Nothing typed is kept anywhere."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from doctemplates.bindings import bound_values
from doctemplates.compiling import CompiledTemplate
from doctemplates.delivery import deliver, file_name
from doctemplates.errors import PackageError
from doctemplates.forms import Level, fill_form
from doctemplates.messages import explain

if TYPE_CHECKING:
    from doctemplates.models import WordTemplatePage

logger = logging.getLogger(__name__)

ROW_VERBS = ("add:", "remove:", "up:", "down:")


def blank(request: HttpRequest, page: WordTemplatePage) -> HttpResponse:
    """Return the file as its author made it."""
    try:
        content = page.source()
    except FileNotFoundError:
        return _unusable(request, page, _("The file of this template is missing on the server."))
    return deliver(content, file_name(page.title, dated=False))


class FillingFailedError(Exception):
    """Filling failed; it names the template and the kind of error, never what was typed."""


def fill(request: HttpRequest, page: WordTemplatePage) -> HttpResponse:
    """Show the form; return the filled .docx, or the form with what was typed and its errors."""
    try:
        template = page.compiled()
    except FileNotFoundError:
        return _unusable(request, page, _("The file of this template is missing on the server."))
    except PackageError as error:
        return _unusable(request, page, explain(error))
    try:
        response = _answer(request, page, template)
        return response.render() if isinstance(response, TemplateResponse) else response
    except Exception as error:
        _log_failure(page, error)
        # "from None": reports of errors must not show the frames that hold what was typed
        raise FillingFailedError(f"template {page.pk}: {type(error).__name__}") from None


@sensitive_variables()
def _answer(
    request: HttpRequest, page: WordTemplatePage, template: CompiledTemplate
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = fill_form(template.fields, data, bound_values(request.user))
    failure = ""
    sent = data is not None and not data.get("action", "").startswith(ROW_VERBS)
    if sent and form.is_valid():
        content = _filled(page, template, form)
        if content is not None:
            return deliver(content, file_name(page.title, dated=True))
        failure = _(
            "The document could not be made. Your entries are still here; please try again "
            "or tell the coordination."
        )
    return _form(request, page, form, failure)


@sensitive_variables()
def _filled(page: WordTemplatePage, template: CompiledTemplate, form: Level) -> bytes | None:
    """Return the filled file; None where that fails."""
    try:
        return template.fill(form.values())
    except Exception as error:
        _log_failure(page, error)
        return None


def _log_failure(page: WordTemplatePage, error: Exception) -> None:
    """Log where it happened; whatever error it is, its message may hold what was typed."""
    places = "".join(traceback.format_tb(error.__traceback__))
    logger.error("Filling template %s failed: %s\n%s", page.pk, type(error).__name__, places)


def _form(
    request: HttpRequest, page: WordTemplatePage, form: Level, failure: str
) -> TemplateResponse:
    context = {
        **page.get_context(request),
        "form": form,
        "errors": list(form.errors()),
        "failure": failure,
        "hide_optional": not form.asks_for_any,
        "crumbs": _crumbs(request, page, _("Fill in")),
    }
    status = 500 if failure else 200
    response = TemplateResponse(request, "doctemplates/fill.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _unusable(request: HttpRequest, page: WordTemplatePage, reason: str) -> TemplateResponse:
    context = {
        **page.get_context(request),
        "reason": reason,
        "crumbs": _crumbs(request, page, _("Fill in")),
    }
    logger.error("Template %s can't be used: %s", page.pk, reason)
    return TemplateResponse(request, "doctemplates/unusable.html", context, status=503)


def _crumbs(request: HttpRequest, page: WordTemplatePage, title: str) -> list[tuple[str, str]]:
    trail = getattr(page, "trail", [])
    return [*trail[:-1], (page.title, page.get_url(request) or ""), (title, "")]
