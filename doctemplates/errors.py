"""The errors of the Word core. Texts are English; `code` and `params` let a caller translate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from doctemplates.fields.model import Problem

# One message per code; `params` of the error fill the braces.
PACKAGE_MESSAGES = {
    "empty": "The file is empty.",
    "too_large": "The file is too large: at most {limit} MB are accepted.",
    "not_zip": "This is not a Word file (.docx). Open it in Word and save it as .docx.",
    "old_doc": "This is a file in the old Word format or it is encrypted. "
    "Open it in Word, remove the password and save it as .docx.",
    "rtf": "This is an RTF file. Open it in Word and save it as .docx.",
    "html": "This is a web page, not a Word file. Open it in Word and save it as .docx.",
    "pdf": "This is a PDF file. Please upload the Word file (.docx).",
    "truncated": "The file is damaged or incomplete. Open it in Word, save it again and retry.",
    "encrypted": "The file is encrypted. Open it in Word, remove the password and save it again.",
    "not_word": "The file holds no Word document. Please upload a .docx or .dotx file.",
    "bomb": "The file unpacks to far more data than a Word document needs. "
    "Copy its contents into a new document, with smaller pictures.",
    "too_many_parts": "The file consists of too many parts ({count}; at most {limit}). "
    "Copy its contents into a new document.",
    "too_complex": "The document is too complex. Divide it, or remove contents it does not need.",
    "doctype": "The file holds a document type definition, which Word never writes: {part}. "
    "Open it in Word and save it again.",
    "bad_name": "The file holds a part with a forbidden name: {part}. "
    "Open it in Word and save it again.",
    "duplicate_part": "The file holds the same part twice: {part}. "
    "Open it in Word and save it again.",
    "bad_xml": "A part of the file is damaged: {part}. Open it in Word and save it again.",
    "macros": "The file holds macros. Save it in Word as .docx (without macros).",
    "external": "The file loads content from elsewhere ({kind}: {target}). "
    "Insert this content into the document itself.",
    "foreign_content": "The file brings in another file as content ({kind}). "
    "Insert this content into the document itself.",
    "active_field": "The document holds a field that loads content from elsewhere "
    "({field}). Remove it in Word (Ctrl+Shift+F9 turns it into plain content).",
    "too_slow": "Checking the file takes too long. Divide the document or simplify it.",
    "too_much_memory": "Checking the file takes too much memory. Make its pictures smaller.",
    "check_failed": "The file could not be checked. Open it in Word and save it again.",
    "trial_failed": "Filling the file for trial failed ({error}).",
}


class DocTemplateError(Exception):
    """Base of all errors of the Word core."""


class PackageError(DocTemplateError):
    """The file cannot be accepted. `code` is a key of PACKAGE_MESSAGES, `params` its values."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        super().__init__(PACKAGE_MESSAGES[code].format(**params))


class FillError(DocTemplateError):
    """Values that do not fit the template; `problems` lists every one of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
