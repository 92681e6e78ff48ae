"""Documents people bring to a form stay in memory: Django would write large ones to a file."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from doctemplates.document_form import MAX_MEGABYTES

FILL_ROUTE = "ausfuellen/"
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024  # of all files of a request


class MemoryHandler(FileUploadHandler):
    """Keeps uploads in memory; of one that is too large only its size remains."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.taken = 0
        self.buffer = io.BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start the next file."""
        super().new_file(*args, **kwargs)
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
            self.file_name or "",
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )


class UploadsInMemory:
    """Middleware: chooses the handler before anything reads the submission (CSRF does)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST" and request.path.endswith(f"/{FILL_ROUTE}"):
            request.upload_handlers = [MemoryHandler(request)]
        return self.get_response(request)
