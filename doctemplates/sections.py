"""Sections of a form where nobody has arranged it: by the headings of the document itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from doctemplates.overrides import Section
from doctemplates.preview.headings import headings_of

__all__ = ["divided", "headings_of"]


def divided(
    sections: Sequence[Section], headings: Callable[[], Mapping[str, str]]
) -> Sequence[Section]:
    """Return `sections`, divided by `headings` (by field name) where nobody has divided them."""
    if len(sections) != 1 or sections[0].heading:
        return sections
    found = headings()
    made = [
        Section(heading, tuple(fields))
        for heading, fields in groupby(
            sections[0].fields, key=lambda shown: found.get(shown.field.name, "")
        )
    ]
    return made if len(made) > 1 else sections
