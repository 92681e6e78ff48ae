"""Fields made of fldChar runs, which may stretch over runs, paragraphs and nesting levels."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from doctemplates.errors import PackageError
from doctemplates.ooxml import FLD_CHAR, INSTR_TEXT, RPR, Element, attributes_of, new_element, w

MAX_DEPTH = 100  # of fields in fields; Word itself stops at twenty


@dataclass(slots=True, eq=False)
class ComplexField:
    """One field: its runs in order; `result` are the runs between separator and end."""

    begin: Element
    separator: Element | None = None
    end: Element | None = None
    instruction: list[str] = field(default_factory=list)
    runs: list[Element] = field(default_factory=list)
    result: list[Element] = field(default_factory=list)
    nested_in_code: bool = False


@dataclass(slots=True)
class FieldTracker:
    """Follows the runs of one story and tells which field each run completes."""

    open: list[ComplexField] = field(default_factory=list)

    def visit(self, run: Element) -> ComplexField | None:
        """Take the next run; returns the field that ends with it."""
        mark = run.find(FLD_CHAR)
        kind = None if mark is None else mark.get(w("fldCharType"))
        if kind == "begin":
            in_code = any(item.separator is None for item in self.open)
            self._append(run)
            if len(self.open) >= MAX_DEPTH:
                raise PackageError("too_complex", limit=MAX_DEPTH)
            self.open.append(ComplexField(run, nested_in_code=in_code, runs=[run]))
            return None
        if not self.open:
            return None
        if kind == "end":
            ended = self.open.pop()
            ended.runs.append(run)
            ended.end = run
            self._append(run)
            return ended
        current = self.open[-1]
        if kind == "separate" and current.separator is None:
            current.runs.append(run)
            current.separator = run
            self._append(run, below=1)
            return None
        if current.separator is None:
            current.instruction += [item.text or "" for item in run.iter(INSTR_TEXT)]
        self._append(run)
        return None

    def take_out(self, own: set[Element]) -> None:
        """A form field inside another one's result keeps its runs for itself."""
        for around in self.open:
            around.result = [run for run in around.result if run not in own]
            around.runs = [run for run in around.runs if run not in own]

    def _append(self, run: Element, below: int = 0) -> None:
        """Every open field holds the run, in its result if that has begun."""
        for item in self.open[: len(self.open) - below]:
            item.runs.append(run)
            if item.separator is not None:
                item.result.append(run)


def split_field_runs(root: Element) -> None:
    """Give every field character and instruction a run of its own."""
    for run in {mark.getparent() for mark in root.iter(FLD_CHAR)}:
        if run is not None and run.tag == w("r"):
            _split(run)


def _split(run: Element) -> None:
    properties = run.find(RPR)
    children = [child for child in run if child is not properties]
    if len(children) < 2:
        return
    groups: list[list[Element]] = []
    for child in children:
        kind = child.tag if child.tag in (FLD_CHAR, INSTR_TEXT) else None
        if groups and kind is None and groups[-1][0].tag not in (FLD_CHAR, INSTR_TEXT):
            groups[-1].append(child)
        else:
            groups.append([child])
    for group in reversed(groups[1:]):
        part = new_element(run.tag, run, attributes_of(run))
        if properties is not None:
            part.append(copy.deepcopy(properties))
        for child in group:
            part.append(child)
        run.addnext(part)
