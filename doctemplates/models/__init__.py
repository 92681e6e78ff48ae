"""What doctemplates keeps: template pages and what belongs to them."""

from doctemplates.models.field_override import FieldOverride
from doctemplates.models.word_template_page import WordTemplatePage

__all__ = ["FieldOverride", "WordTemplatePage"]
