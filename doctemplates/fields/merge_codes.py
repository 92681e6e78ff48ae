"""Instructions of MERGEFIELDs and what their switches make of a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from doctemplates.fields.found import display
from doctemplates.fields.model import Kind
from doctemplates.formats import format_number

_TOKEN = re.compile(r'"((?:\\.|[^"\\])*)"|“([^”]*)”|„([^“”]*)[“”]|(\\[*#@bfmv])|(\S+)')

_MAX_CODE = 2000  # characters


@dataclass(slots=True)
class MergeCode:
    """A parsed MERGEFIELD instruction."""

    name: str
    instruction: str = ""
    case: str = ""
    number: str = ""
    date: str = ""
    before: str = ""
    after: str = ""

    @property
    def kind(self) -> Kind:
        if self.date:
            return Kind.DATE
        return Kind.NUMBER if self.number else Kind.TEXT

    @property
    def shapes(self) -> bool:
        """Whether the shown text may differ from the value."""
        return bool(self.case or self.number or self.before or self.after)

    def bare(self, text: str) -> str:
        """Shown text without what \\b and \\f put around it."""
        return text.removeprefix(self.before).removesuffix(self.after)

    def show(self, value: Any) -> str:
        """Text of the value as the switches want it."""
        if isinstance(value, Decimal):
            text = format_number(value, self.number)
        else:
            text = display(value, self.date)
        text = _CASES.get(self.case, str)(text)
        return f"{self.before}{text}{self.after}" if text else text


_CASES = {
    "upper": str.upper,
    "lower": str.lower,
    "firstcap": lambda text: text[:1].upper() + text[1:],
    "caps": lambda text: re.sub(r"(^|\s)(\w)", lambda m: m[1] + m[2].upper(), text),
}
_SWITCHES = {r"\#": "number", r"\@": "date", r"\b": "before", r"\f": "after"}


def parse_merge_code(instruction: str) -> MergeCode | None:
    """The parts of a MERGEFIELD instruction, None for any other instruction."""
    tokens: list[tuple[str, bool]] = []
    if "MERGEFIELD" not in instruction[:40].upper() or len(instruction) > _MAX_CODE:
        return None
    for match in _TOKEN.finditer(instruction):
        quoted = next((text for text in match.groups()[:3] if text is not None), None)
        tokens.append((re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else match.group(),
                       quoted is not None))  # fmt: skip
    if len(tokens) < 2 or tokens[0][0].upper() != "MERGEFIELD" or not tokens[1][0].strip():
        return None
    code = MergeCode(tokens[1][0].strip(), instruction.strip())
    switch = ""
    for text, quoted in tokens[2:]:
        if not quoted and text.startswith("\\"):
            switch = text.lower()
        elif switch == r"\*":
            code.case = text.lower() if text.lower() in _CASES else code.case
            switch = ""
        elif switch in _SWITCHES:
            setattr(code, _SWITCHES[switch], text)
            switch = ""
    return code
