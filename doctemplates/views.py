"""Hand out a template blank, or show its form. Nothing typed is kept anywhere."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from doctemplates import checked, filling_form
from doctemplates.delivery import deliver, file_name
from doctemplates.errors import PackageError
from doctemplates.messages import explain

if TYPE_CHECKING:
    from doctemplates.models import WordTemplatePage

logger = logging.getLogger(__name__)


def blank(request: HttpRequest, page: WordTemplatePage) -> HttpResponse:
    """Return the file as its author made it, without what the check takes out of it."""
    try:
        content = checked.blank(page.source())
    except FileNotFoundError:
        return _unusable(request, page, _("The file of this template is missing on the server."))
    except PackageError as error:
        return _unusable(request, page, explain(error))
    return deliver(content, file_name(page.title, dated=False))


class FillingFailedError(Exception):
    """Filling failed; it names the template and the kind of error, never what was typed."""


def fill(request: HttpRequest, page: WordTemplatePage) -> HttpResponse:
    """Show the form; return the filled file, or the form with what was typed and its errors."""
    try:
        source = page.source()
        template = checked.compiled(source)
    except FileNotFoundError:
        return _unusable(request, page, _("The file of this template is missing on the server."))
    except PackageError as error:
        return _unusable(request, page, explain(error))
    try:
        response = filling_form.answer(request, page, source, template)
        return response.render() if isinstance(response, TemplateResponse) else response
    except Exception as error:
        filling_form.log_failure(page, error)
        # "from None": reports of errors must not show the frames that hold what was typed
        raise FillingFailedError(f"template {page.pk}: {type(error).__name__}") from None


def _unusable(request: HttpRequest, page: WordTemplatePage, reason: str) -> TemplateResponse:
    context = {
        **page.form_context(request),
        "reason": reason,
        "crumbs": filling_form.crumbs(request, page, _("Fill in")),
    }
    logger.error("Template %s can't be used: %s", page.pk, reason)
    response = TemplateResponse(request, "doctemplates/unusable.html", context, status=503)
    patch_cache_control(response, no_store=True)
    return response
