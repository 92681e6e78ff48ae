"""Hand a file to the browser without leaving a trace of it here."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
UMLAUTS = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}


def file_name(title: str, *, dated: bool, ending: str = "docx") -> str:
    """Return a name such as "zielvereinbarung-2026-11-22.docx"; it never holds what was typed."""
    stem = slugify(title.lower().translate(UMLAUTS)) or "dokument"
    return f"{stem}{f'-{timezone.localdate()}' if dated else ''}.{ending}"


def deliver(content: bytes, name: str) -> HttpResponse:
    """Return `content`, a .docx or .pdf, as a download that nobody may keep a copy of."""
    response = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["Cache-Control"] = "no-store"
    return response
