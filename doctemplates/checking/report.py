"""What a check found, as plain data that travels between processes and is kept as JSON."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class CheckedField:
    """One field: `path` is its key ("goals[].title"), `depth` how many groups it stands in.

    `choices` counts the entries. What the field holds is not told: reports are kept, and somebody
    may upload a form that is filled in.
    """

    path: str
    name: str
    label: str
    kind: str
    place: str
    depth: int = 0
    required: bool = False
    locked: bool = False
    titled: bool = True
    choices: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """An accepted file: its fields in order, warnings as (code, parameters), the trial filling.

    `trial_error` is the kind of error where filling failed, "" where it went through; `unlike`
    are paths whose value came back changed when the filled file was read.
    """

    fields: tuple[CheckedField, ...] = ()
    warnings: tuple[tuple[str, dict[str, str]], ...] = ()
    trial_error: str = ""
    unlike: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON data."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Report:
        """Return the report that `as_json` gave; TypeError or KeyError where it is another's."""
        fields = tuple(CheckedField(**field) for field in data["fields"])
        warnings = tuple((code, params) for code, params in data["warnings"])
        return cls(fields, warnings, data["trial_error"], tuple(data["unlike"]))
