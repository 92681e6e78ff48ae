"""Open, compile, fill with sample values, read back: everything a template must survive."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from doctemplates.checking.report import CheckedField, Report
from doctemplates.checking.sampling import sample_values
from doctemplates.compiling import CompiledTemplate, compile_template
from doctemplates.fields.model import Kind, TemplateField
from doctemplates.preview import preview
from doctemplates.preview.headings import headings_of
from doctemplates.reading import read_values

logger = logging.getLogger(__name__)


def inspect(source: bytes) -> Report:
    """Return what is in a template and how its trial filling went; PackageError if refused."""
    template = compile_template(source)
    error, unlike = _trial(template)
    _look(source)
    fields = tuple(_checked(template.fields))
    return Report(fields, template.warnings, error, tuple(unlike))


def _trial(template: CompiledTemplate) -> tuple[str, list[str]]:
    values = sample_values(template.fields)
    try:
        found = read_values(template.fill(values))
    except MemoryError:
        raise
    except Exception as error:  # whatever it is: the coordinator must learn that filling fails
        return type(error).__name__, []
    return "", list(_unlike(template.fields, values, found))


def _look(source: bytes) -> None:
    """Do what a form does with headings and preview; too long or too large refuses the file.

    Other failures do not: a form goes without headings, and says where there is no preview.
    """
    headings_of(source)
    try:
        preview(source)
    except MemoryError:
        raise
    except Exception as error:
        logger.warning("No preview of a template: %s", type(error).__name__)


def _unlike(
    fields: Sequence[TemplateField], values: Mapping[str, Any], found: Any, group: str = ""
) -> Iterator[str]:
    for field in fields:
        path = f"{group}{field.name}"
        value = values.get(field.name)
        back = found.get(field.name) if isinstance(found, Mapping) else None
        if field.kind == Kind.GROUP and value is not None:
            back = back if isinstance(back, list) else []
            rows = zip(value, [*back, *[None] * (len(value) - len(back))], strict=False)
            seen: dict[str, None] = {}
            for row, row_back in rows:
                seen |= dict.fromkeys(_unlike(field.fields, row, row_back, f"{path}[]."))
            yield from seen
        elif value is not None and value != back:
            yield path


def _checked(
    fields: Sequence[TemplateField], group: str = "", depth: int = 0
) -> Iterator[CheckedField]:
    for field in fields:
        path = f"{group}{field.name}"
        yield CheckedField(
            path=path,
            name=field.name,
            label=field.label,
            kind=str(field.kind),
            place=field.location.place,
            depth=depth,
            required=field.required,
            locked=field.locked,
            titled=field.titled,
            choices=sum(1 for value, _label in field.choices if value),
        )
        yield from _checked(field.fields, f"{path}[].", depth + 1)
