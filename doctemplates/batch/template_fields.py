"""A run's template: the file kept with the run, and its fields as the coordinator arranged them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from doctemplates import checked
from doctemplates.batch import storage
from doctemplates.compiling import CompiledTemplate
from doctemplates.fields.model import Kind
from doctemplates.models import BatchRun, WordTemplatePage
from doctemplates.overrides import Section, ShownField, apply

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


def without(sections: Sequence[Section], left_out: Collection[ShownField]) -> list[Section]:
    """Return sections without the fields `left_out`, and at every level without pictures."""
    kept = []
    for section in sections:
        fields = (_without_pictures(shown) for shown in section.fields if shown not in left_out)
        if inside := tuple(shown for shown in fields if shown is not None):
            kept.append(Section(section.heading, inside))
    return kept


def _without_pictures(shown: ShownField) -> ShownField | None:
    if shown.field.kind != Kind.GROUP:
        return None if shown.field.kind == Kind.PICTURE else shown
    sections = without(shown.sections, ())
    return replace(shown, sections=tuple(sections)) if sections else None


def pictures(fields: Iterable[ShownField]) -> list[str]:
    """Return the labels of pictures at any level, which filling for many leaves as they are."""
    inner = [field for shown in fields for field in shown.field.walk()]
    return list(dict.fromkeys(f.label or f.name for f in inner if f.kind == Kind.PICTURE))
