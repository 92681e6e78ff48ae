from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from doctemplates.compiling import compile_template


def fill(source: bytes, values: Mapping[str, Any]) -> bytes:
    """Fill the template `source` with `values` by field name."""
    return compile_template(source).fill(values)
