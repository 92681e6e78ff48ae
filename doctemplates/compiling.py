"""Template file -> compiled template, cached by digest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from doctemplates.fields.model import TemplateField


class CompiledTemplate:
    """A template ready to be filled many times."""

    digest: str
    fields: tuple[TemplateField, ...]
    warnings: tuple[str, ...]

    def fill(self, values: Mapping[str, Any]) -> bytes:
        """Return the filled .docx; raise FillError naming every value that does not fit."""
        raise NotImplementedError


def compile_template(source: bytes) -> CompiledTemplate:
    """Open, check and compile a .docx or .dotx; raise PackageError if it cannot be accepted."""
    raise NotImplementedError
