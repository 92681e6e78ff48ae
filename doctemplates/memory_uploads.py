"""Documents people bring to a form stay in memory: Django would write large ones to a file."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from doctemplates.document_form import MAX_MEGABYTES

logger = logging.getLogger(__name__)

FILL_ROUTE = "ausfuellen/"
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024  # of all files of a request
# Reports of errors list uploads by name, and people name documents after their clients.
NAME = "upload"
MAX_UNREAD = 100 << 20  # bytes of a submission that is refused
ENDINGS = frozenset({".docx", ".dotx"})


class MemoryHandler(FileUploadHandler):
    """Keeps uploads in memory; of one that is too large only its size remains."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.taken = 0
        self.buffer = io.BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start the next file; of its name only a known ending remains."""
        super().new_file(*args, **kwargs)
        ending = PurePath(self.file_name or "").suffix.lower()
        self.file_name = f"{NAME}{ending}" if ending in ENDINGS else NAME
        self.buffer = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take `raw_data` while there is room; returning None keeps other handlers out."""
        self.taken += len(raw_data)
        if self.taken <= MAX_BYTES:
            self.buffer.write(raw_data)
        else:
            self.buffer = io.BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the upload; `size` is that of the file as it was sent."""
        self.buffer.seek(0)
        return InMemoryUploadedFile(
            self.buffer,
            self.field_name,
            self.file_name or NAME,
            None,  # a browser's word, of no use here, and reported like the name
            file_size,
            self.charset,
        )


class ReceivingFailedError(Exception):
    """A submission could not be read; it names the kind of error, never what was sent."""


class UploadsInMemory:
    """Middleware: reads what is sent to a template's form, before anything else does.

    Errors after this, also those of other middleware, are reported without what was typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST" and request.path.endswith(f"/{FILL_ROUTE}"):
            try:
                _receive(request)
            except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent) as error:
                logger.warning("A form was sent with too much: %s", type(error).__name__)
                return _too_much(request)
        return self.get_response(request)


def _receive(request: HttpRequest) -> None:
    request.sensitive_post_parameters = "__ALL__"  # type: ignore[attr-defined]
    request.upload_handlers = [MemoryHandler(request)]
    try:
        request.POST  # noqa: B018 - reading it is what parses it
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        raise  # too much is answered above; broken or interrupted ones Django answers itself
    except Exception as error:
        raise ReceivingFailedError(type(error).__name__) from None


def _too_much(request: HttpRequest) -> HttpResponse:
    """Say how to mend it; browsers listen only after they have sent everything."""
    unread = MAX_UNREAD
    while unread > 0 and (chunk := request.read(1 << 16)):
        unread -= len(chunk)
    limit = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) >> 20
    page = render_to_string("doctemplates/too_much.html", {"limit": limit})
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'self'; font-src 'self'",
    }
    return HttpResponse(page, status=413, headers=headers)
