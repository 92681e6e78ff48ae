"""What doctemplates keeps: template pages and what belongs to them."""

from doctemplates.models.batch_run import BatchRow, BatchRun
from doctemplates.models.checked_file import CheckedFile, PageFile
from doctemplates.models.field_override import FieldOverride
from doctemplates.models.filed_document import FiledDocument
from doctemplates.models.word_template_page import WordTemplatePage

__all__ = [
    "BatchRow",
    "BatchRun",
    "CheckedFile",
    "FieldOverride",
    "FiledDocument",
    "PageFile",
    "WordTemplatePage",
]
