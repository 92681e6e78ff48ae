"""Fill a template in one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from doctemplates.compiling import compile_template


def fill(source: bytes, values: Mapping[str, Any]) -> bytes:
    """Fill the template `source` with `values` by field name and return the .docx.

    Missing names stay as the blank form has them; None empties a field, but a picture control
    keeps its picture. In a filled file, rows after the first are empty where nothing is given.
    Raises FillError with every unknown name and wrong value, PackageError for a file that is not
    acceptable.
    """
    return compile_template(source).fill(values)
