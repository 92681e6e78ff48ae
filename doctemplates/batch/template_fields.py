"""A run's template: the file kept with the run, and its fields as the coordinator arranged them."""

from __future__ import annotations

from doctemplates import checked
from doctemplates.batch import storage
from doctemplates.compiling import CompiledTemplate
from doctemplates.models import BatchRun, WordTemplatePage
from doctemplates.overrides import ShownField, apply

TEMPLATE = "template.docx"
OF_ORGANIZATION = ("organization.", "municipality.")


def shown_fields(page: WordTemplatePage, template: CompiledTemplate) -> list[ShownField]:
    """Return the fields of the outermost level in the form's order, without those left out."""
    return [shown for section in apply(page, template.fields) for shown in section.fields]


def template_of(run: BatchRun) -> CompiledTemplate:
    """Return the template as it was when the run was prepared.

    Raises FileNotFoundError if it is gone, PackageError if it did not pass its check.
    """
    return checked.compiled(storage.read(f"{run.folder}/{TEMPLATE}"))


def bound_to_organization(fields: list[ShownField]) -> list[ShownField]:
    """Return the fields that the directory fills in for each organization."""
    return [shown for shown in fields if shown.binding.startswith(OF_ORGANIZATION)]
