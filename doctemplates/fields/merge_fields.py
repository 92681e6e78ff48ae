"""MERGEFIELDs, simple and complex, with their switches."""

from __future__ import annotations

from typing import Any

from doctemplates.fields import runs
from doctemplates.fields.complex_fields import ComplexField
from doctemplates.fields.found import Place
from doctemplates.fields.generated import merge_tag, put_control
from doctemplates.fields.marking import Marker, Target
from doctemplates.fields.merge_codes import MergeCode, parse_merge_code
from doctemplates.fields.model import Kind
from doctemplates.ooxml import RUN, Element
from doctemplates.text import run_text


class MergeField(Place):
    """One MERGEFIELD; `pieces` are its elements, of which the first is replaced."""

    def __init__(self, code: MergeCode, pieces: list[Element], model: Element | None) -> None:
        self.code = code
        self.pieces = pieces
        self.model = model
        self.anchor = pieces[0]
        self.kind = code.kind
        self.identity = ("merge", code.name)
        self.field_name = code.name

    def read(self) -> Any:
        """An unfilled merge field holds nothing; its shown text is only its name."""
        return "" if self.kind == Kind.TEXT else None

    def mark(self, marker: Marker, target: Target, kind: Kind) -> None:
        properties = runs.value_format(self.model, frozenset())
        for piece in self.pieces[1:]:
            marker.hide(piece, target)
        marker.choose(self.anchor, target)
        code = self.code
        put_control(
            self.anchor, merge_tag(code.name, kind), kind, properties, marker, target,
            code.show, code.date, code.instruction if code.shapes else "",
        )  # fmt: skip


def from_complex(field_: ComplexField, instruction: str) -> MergeField | None:
    code = parse_merge_code(instruction)
    if code is None:
        return None
    shown = next((run for run in field_.result if run_text(run)), field_.begin)
    return MergeField(code, field_.runs, shown)


def from_simple(element: Element, instruction: str) -> MergeField | None:
    code = parse_merge_code(instruction)
    if code is None:
        return None
    return MergeField(code, [element], element.find(RUN))
