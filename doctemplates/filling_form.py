"""What the buttons of a template's form do: rows, preview, Word, PDF, an earlier document.

Every answer is made in memory from the submission; where a step fails, the form comes back with
all that was typed.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from doctemplates import earlier, filing_views, overrides, pdf
from doctemplates.bindings import bound_values
from doctemplates.compiling import CompiledTemplate
from doctemplates.delivery import deliver, file_name
from doctemplates.errors import PackageError
from doctemplates.form_source import ACTION, MAX_ROWS
from doctemplates.forms import section_form
from doctemplates.memory_uploads import MAX_BYTES
from doctemplates.messages import MISFIT_REASONS, explain, explain_earlier, explain_pdf
from doctemplates.picture_entry import EarlierPictures, carried_by
from doctemplates.preview import preview
from doctemplates.sections import divided, headings_of
from doctemplates.shown import Shown, StepFailedError

if TYPE_CHECKING:
    from doctemplates.models import WordTemplatePage

logger = logging.getLogger(__name__)

EARLIER = "earlier"  # name of the file input and of its button
MAX_MISFITS = 200  # listed one by one
LONG = 4  # sections from which a form gets a list of them


class Filling:
    """One request to the form of a template."""

    def __init__(
        self,
        request: HttpRequest,
        page: WordTemplatePage,
        source: bytes,
        template: CompiledTemplate,
    ) -> None:
        self.request = request
        self.page = page
        self.source = source
        self.template = template
        self.sections = divided(overrides.apply(page, template.fields), lambda: headings_of(source))
        self.data = request.POST if request.method == "POST" else None
        self.known = bound_values(request.user)
        self.form = section_form(self.sections, self.data, self.known, files=request.FILES)

    @sensitive_variables()
    def answer(self) -> HttpResponse:
        """Return a file, or the page with the form."""
        action = self.data.get(ACTION, "") if self.data is not None else ""
        if self.data is None or ":" in action:
            return self.show(Shown())
        step = STEPS.get(action, STEPS[""])
        try:
            return step(self)
        except StepFailedError as error:
            asked = action == EARLIER
            return self.show(Shown(failure=error.message, status=error.status, from_earlier=asked))

    def word(self) -> HttpResponse:
        """Return the Word file, or the form with its errors."""
        if not self.form.is_valid():
            return self.show(Shown())
        return deliver(self.filled(), file_name(self.page.title, dated=True))

    def pdf(self) -> HttpResponse:
        """Return the PDF, or the form with its errors."""
        if not self.form.is_valid():
            return self.show(Shown())
        if not pdf.available(settings.KIM_SOFFICE):
            raise StepFailedError(_("PDF files cannot be made here. Please take the Word file."))
        document = self.filled()
        try:
            content = pdf.convert(document, settings.KIM_SOFFICE)
        except pdf.PdfError as error:
            raise StepFailedError(explain_pdf(error.code), status=503) from None
        except Exception as error:
            log_failure(self.page, error)
            raise StepFailedError(explain_pdf("failed")) from None
        return deliver(content, file_name(self.page.title, dated=True, ending="pdf"))

    def look(self) -> HttpResponse:
        """Show the document above the form; required fields may still be empty."""
        if not self.form.is_valid():
            return self.show(Shown())
        document = self.filled()
        try:
            html = preview(document, _("Picture"))
        except Exception as error:
            log_failure(self.page, error)
            message = _(
                "The preview could not be made. Your entries are still here; the Word file can "
                "be downloaded without a preview."
            )
            raise StepFailedError(message) from None
        return self.show(Shown(preview=mark_safe(html)))  # noqa: S308 - escaped and sanitised

    def take_over(self) -> HttpResponse:
        """Fill the form from an earlier document; what was typed stays where that has nothing."""
        found = self._read(self._upload())
        start = {**self.form.typed(), **found.values}
        self.form = section_form(self.sections, None, self.known, start)
        why = MISFIT_REASONS
        misfits = [
            (misfit.label, misfit.value, str(why[misfit.reason]))
            for misfit in found.misfits[:MAX_MISFITS]
        ]
        more = len(found.misfits) - len(misfits)
        return self.show(Shown(taken_over=True, misfits=misfits, more_misfits=more))

    def file(self) -> HttpResponse:
        """File the document with an agreement, for those who may."""
        if not filing_views.offered(self.request.user, self.page):
            raise StepFailedError(_("Documents of this template can't be filed by you."), 403)
        if not self.form.is_valid():
            return self.show(Shown())
        content = self.filled()
        pictures = dict(carried_by(self.form.controls()))
        return filing_views.answer(self.request, self.page, content, self.form.values(), pictures)

    def _upload(self) -> bytes:
        upload: Any = self.request.FILES.get(EARLIER)
        if upload is None:
            raise StepFailedError(_("Please choose the earlier document first."), status=400)
        if upload.size > MAX_BYTES:
            raise StepFailedError(explain(PackageError("too_large", limit=MAX_BYTES >> 20)), 413)
        content: bytes = upload.read()
        return content

    def _read(self, content: bytes) -> earlier.Earlier:
        try:
            taken = EarlierPictures(self.source, self.form.controls())
            found = earlier.read_earlier(content, self.form.fields, MAX_ROWS, taken)
        except PackageError as error:
            raise StepFailedError(explain_earlier(error), status=400) from None
        except Exception as error:
            log_failure(self.page, error)
            message = _("This document could not be read. Please fill in the form by hand.")
            raise StepFailedError(message) from None
        if not found.known:
            message = _(
                "This document was not made from this template: none of its fields is in it. "
                "Your entries are unchanged."
            )
            raise StepFailedError(message, status=400)
        return found

    def filled(self) -> bytes:
        """Return the filled .docx; StepFailedError where that fails."""
        try:
            return self.template.fill(self.form.values())
        except Exception as error:
            log_failure(self.page, error)
            message = _(
                "The document could not be made. Your entries are still here; please try again "
                "or tell the coordination."
            )
            raise StepFailedError(message) from None

    def show(self, shown: Shown) -> TemplateResponse:
        """Return the page with the form."""
        headings = [part for part in self.form.parts if part.heading]
        context = {
            **self.page.form_context(self.request),
            "form": self.form,
            "shown": shown,
            "errors": list(self.form.errors()),
            "required_left": self.form.required_left,
            "contents": headings if len(headings) >= LONG else [],
            "entered": self.data is not None,
            "pdf": pdf.available(settings.KIM_SOFFICE),
            "may_file": filing_views.offered(self.request.user, self.page),
            "mark": "required",
            "crumbs": crumbs(self.request, self.page, _("Fill in")),
        }
        response = TemplateResponse(
            self.request, "doctemplates/fill.html", context, status=shown.status
        )
        response["Cache-Control"] = "no-store"
        return response


STEPS: dict[str, Callable[[Filling], HttpResponse]] = {
    "": Filling.word,
    "pdf": Filling.pdf,
    "preview": Filling.look,
    EARLIER: Filling.take_over,
    filing_views.FILE: Filling.file,
    filing_views.CONFIRM: Filling.file,
}


@sensitive_variables()
def answer(
    request: HttpRequest, page: WordTemplatePage, source: bytes, template: CompiledTemplate
) -> HttpResponse:
    """Answer a request to the form of `page`; `template` is its file `source`, compiled."""
    return Filling(request, page, source, template).answer()


def log_failure(page: WordTemplatePage, error: Exception) -> None:
    """Log where it happened; whatever error it is, its message may hold what was typed."""
    places = "".join(traceback.format_tb(error.__traceback__))
    logger.error("Filling template %s failed: %s\n%s", page.pk, type(error).__name__, places)


def crumbs(request: HttpRequest, page: WordTemplatePage, title: str) -> list[tuple[str, str]]:
    """Return the trail to a page below the template's own."""
    trail = getattr(page, "trail", [])
    return [*trail[:-1], (page.title, page.get_url(request) or ""), (title, "")]
