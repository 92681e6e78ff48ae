"""What looks like a field and is none: the author should know, or it stays blank unnoticed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from doctemplates.fields.locations import Locator
from doctemplates.fields.merge_codes import parse_merge_code
from doctemplates.fields.placeholders import PLACEHOLDER
from doctemplates.ooxml import Element

_BRACES = re.compile(r"\{\{[^{}\n]{1,80}\}\}|\{%[^{}\n]{1,80}%\}")
_MAX_WARNINGS = 30  # of one file


@dataclass(frozen=True, slots=True)
class Unread:
    """Code of the warning, the text it is about, where that stands."""

    code: str
    text: str
    part: str
    anchor: Element


def braces_in(text: str, part: str, paragraph: Element) -> list[Unread]:
    """Braces in a paragraph's own text that are no placeholder."""
    if "{{" not in text and "{%" not in text:
        return []
    return [
        Unread("unread_braces", match, part, paragraph)
        for match in _BRACES.findall(text)
        if not PLACEHOLDER.fullmatch(match)
    ]


def merge_field_in(instruction: str, part: str, anchor: Element) -> list[Unread]:
    """A merge field inside the code of another field, such as the condition of an IF."""
    code = parse_merge_code(instruction.strip())
    return [] if code is None else [Unread("merge_field_in_code", code.name, part, anchor)]


def told(
    unread: Iterable[Unread], locators: Mapping[str, Locator]
) -> list[tuple[str, dict[str, str]]]:
    """Warnings as (code, parameters `field` and `place`), each once."""
    warnings: list[tuple[str, dict[str, str]]] = []
    for item in unread:
        place = str(locators[item.part].locate(item.anchor))
        warning = item.code, {"field": item.text[:80], "place": place}
        if warning not in warnings:
            warnings.append(warning)
        if len(warnings) == _MAX_WARNINGS:
            break
    return warnings
