"""What the Word core refuses, told to people: what is wrong, and how to mend it."""

from django.utils.translation import gettext_lazy as _

from doctemplates.errors import PackageError
from doctemplates.picture_files import PictureError

MESSAGES = {
    "empty": _("The file is empty. Please choose the file again."),
    "too_large": _("The file is too large: at most {limit} MB are accepted."),
    "not_zip": _("This is not a Word file. Please open it in Word and save it as .docx."),
    "old_doc": _(
        "This file has the old Word format or a password. Please open it in Word, remove the "
        "password and save it as .docx."
    ),
    "rtf": _("This is an RTF file. Please open it in Word and save it as .docx."),
    "html": _("This is a web page, not a Word file. Please open it in Word and save it as .docx."),
    "pdf": _("This is a PDF file. Please upload the Word file (.docx)."),
    "truncated": _(
        "The file is damaged or incomplete. Please open it in Word, save it again and retry."
    ),
    "encrypted": _("The file has a password. Please remove it in Word and save the file again."),
    "not_word": _("The file holds no Word document. Please upload a .docx or .dotx file."),
    "bomb": _(
        "The file unpacks to far more data than a Word document needs. Please copy its contents "
        "into a new document in Word, with smaller pictures, and save that."
    ),
    "too_many_parts": _(
        "The file consists of too many parts ({count}; at most {limit}). Please copy its contents "
        "into a new document in Word and save that."
    ),
    "too_complex": _(
        "The document is too complex. Please divide it, or remove contents it does not need."
    ),
    "doctype": _(
        "The file holds something Word never writes ({part}). Please open it in Word and save it "
        "again."
    ),
    "bad_name": _(
        "The file holds a part with a forbidden name ({part}). Please open it in Word and save it "
        "again."
    ),
    "duplicate_part": _(
        "The file holds the part {part} twice. Please open it in Word and save it again."
    ),
    "bad_xml": _("A part of the file is damaged ({part}). Please save it again in Word."),
    "macros": _("The file holds macros. Please save it in Word as .docx, without macros."),
    "external": _(
        "The file loads content from elsewhere ({kind}: {target}). Please insert this content "
        "into the document itself."
    ),
    "foreign_content": _(
        "The file brings in another file ({kind}). Please insert its content into the document."
    ),
    "active_field": _(
        "The document holds a field that loads content from elsewhere ({field}). Please turn it "
        "into plain content in Word (Ctrl+Shift+F9)."
    ),
    "too_slow": _(
        "Checking the file takes too long. Please divide the document, or take out contents that "
        "it does not need, and upload it again."
    ),
    "too_much_memory": _(
        "Checking the file takes too much memory. Please make its pictures smaller or divide the "
        "document."
    ),
    "check_failed": _(
        "The file could not be checked. Please open it in Word, save it as .docx and upload it "
        "again."
    ),
    "trial_failed": _(
        "A trial filling of the file failed ({error}). Please try to find the field that causes "
        "it by taking out parts of the document, and tell the administration."
    ),
}


def explain(error: PackageError) -> str:
    """Return the message for people, in their language."""
    return str(MESSAGES[error.code]).format(**error.params)


PICTURE_MESSAGES = {
    "empty": _("The file is empty. Please choose the picture again."),
    "too_large": _(
        "The picture is too large: at most {limit} MB are accepted. Please make it smaller, for "
        "example with the program that shows your photos."
    ),
    "too_many_pixels": _(
        "The picture has too many pixels: at most {limit} million are accepted. Please make it "
        "smaller, for example with the program that shows your photos."
    ),
    "other_format": _(
        "This is no PNG or JPEG file ({format}). Please save the picture as JPEG or PNG and "
        "choose it again."
    ),
    "no_picture": _("This file is no picture. Please choose a PNG or JPEG file."),
    "damaged": _(
        "The picture is damaged or incomplete. Please open it, save it anew as JPEG or PNG and "
        "choose that file."
    ),
    "too_much_at_once": _(
        "More was sent at once than is accepted. Please choose this picture again: the others "
        "are in the form already."
    ),
    "too_much_together": _(
        "The pictures of this form are too large together: at most {limit} MB are accepted. "
        "Please insert this picture in Word after downloading."
    ),
}


def explain_picture(error: PictureError) -> str:
    """Return what is wrong with a chosen picture and how to mend it."""
    return str(PICTURE_MESSAGES[error.code]).format(**error.params)


PDF_MESSAGES = {
    "busy": _("Other PDF files are being made at the moment. Please try again in a minute."),
    "timeout": _("Making the PDF took too long. Please take the Word file."),
    "failed": _("The PDF could not be made. Please take the Word file."),
}
TOO_MUCH = frozenset({"too_slow", "too_much_memory", "too_complex", "bomb", "too_many_parts"})
MISFIT_REASONS = {
    "unknown": _("The form does not ask for this (any more)."),
    "not_a_choice": _("This choice does not exist (any more)."),
    "not_a_date": _("This is not a date."),
    "not_a_number": _("This is not a number."),
    "not_boolean": _("This is neither yes nor no."),
    "picture": _("Please choose this picture again, or insert it in Word."),
    "locked": _("This field is locked in the template."),
    "rows": _("The form takes no more entries."),
}


def explain_earlier(error: PackageError) -> str:
    """Return why an earlier document was not read; the entries are still in the form."""
    if error.code not in TOO_MUCH:
        return explain(error)
    message = _(
        "This document takes too long to read or holds too many fields. Your entries are "
        "unchanged; please fill in the form by hand."
    )
    return str(message)


def explain_pdf(code: str) -> str:
    """Return why there is no PDF, by the code of a PdfError; the entries are still in the form."""
    return f"{PDF_MESSAGES[code]} {_('Your entries are still here.')}"
