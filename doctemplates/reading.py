from __future__ import annotations

from typing import Any

from doctemplates.compiling import compile_template
from doctemplates.fields.model import TemplateField


def read_fields(source: bytes) -> list[TemplateField]:
    """The fields of a template in reading order."""
    return list(compile_template(source).fields)


def read_values(source: bytes) -> dict[str, Any]:
    """What a (filled) document holds, by field name."""
    raise NotImplementedError
