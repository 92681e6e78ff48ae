"""Walk the stories of a document (body, headers, footers, notes) and gather their fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from doctemplates.fields.complex_fields import ComplexField, FieldTracker, split_field_runs
from doctemplates.fields.content_controls import ContentControl
from doctemplates.fields.control_shape import (
    AUTOMATIC,
    CONTAINERS,
    DRAWN,
    RICH,
    SKIPPED,
    content_box,
    control_type,
    may_hold_fields,
)
from doctemplates.fields.data_binding import Stores
from doctemplates.fields.found import Found, Place
from doctemplates.fields.generated import GeneratedControl, origin_of
from doctemplates.fields.groups import (
    PlaceholderRows,
    RepeatingSection,
    group_rows,
    has_braces,
    item_controls,
)
from doctemplates.fields.legacy_forms import legacy_field
from doctemplates.fields.lines import (
    Line,
    Scope,
    merge_branches,
    place_placeholders,
    surround,
)
from doctemplates.fields.merge_fields import from_complex, from_simple
from doctemplates.fields.placeholders import group_of, stands_around
from doctemplates.fields.unread import Unread, braces_in, merge_field_in
from doctemplates.ooxml import (
    ALTERNATE,
    FLD_CHAR,
    FLD_SIMPLE,
    PARAGRAPH,
    ROW,
    RUN,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    TABLE,
    TXBX,
    Element,
    val,
    w,
)


@dataclass(slots=True)
class Collector:
    """Collects the fields of one part. `owned` gathers the elements that fields consist of."""

    part: str
    styles: frozenset[str]
    stores: Stores
    owned: set[Element]
    tracker: FieldTracker = field(default_factory=FieldTracker)
    line: Line | None = None
    placeholders: bool = True
    unread: list[Unread] = field(default_factory=list)
    repeating_rows: bool = True

    def collect(self, root: Element, scope: Scope) -> None:
        """All fields below `root` into `scope`, in reading order."""
        if not scope.depth and root.getparent() is None:
            split_field_runs(root)
            self.repeating_rows = has_braces(root)
        self._children(root, scope)

    def _children(self, element: Element, scope: Scope) -> None:
        if element.find(ROW) is not None and element.tag in (TABLE, SDT_CONTENT):
            self._rows(element, scope)
            return
        for child in list(element):
            self._visit(child, scope)

    def _visit(self, element: Element, scope: Scope) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED:
            return
        if tag == RUN:
            self._run(element, scope)
        elif tag == PARAGRAPH:
            self._paragraph(element, scope)
        elif tag == SDT:
            self._control(element, scope)
        elif tag == FLD_SIMPLE:
            self._simple(element, scope)
        elif tag == ALTERNATE:
            self._alternatives(element, scope)
        elif tag == TXBX:
            self._apart(element, scope)
        else:
            self._children(element, scope)

    def _apart(self, element: Element, scope: Scope) -> None:
        """A text box has field codes and lines of its own."""
        outer = self.tracker, self.line
        self.tracker, self.line = FieldTracker(), None
        self._children(element, scope)
        self.tracker, self.line = outer

    def _add(self, place: Place, scope: Scope, owned: Iterable[Element]) -> Found:
        place.part = self.part
        found = Found(place, depth=scope.depth)
        scope.found.append(found)
        self.owned.update(owned)
        if self.line is not None:
            self.line.pieces.append(found)
        return found

    def _run(self, run: Element, scope: Scope) -> None:
        ended = self.tracker.visit(run)
        if self.line is not None:
            self.line.pieces.append(run)
            if not self.tracker.open and ended is None:
                self.line.runs.append(run)
        if ended is not None:
            self._complex(ended, scope)
        for child in run:
            if child.tag in DRAWN:
                self._visit(child, scope)

    def _complex(self, ended: ComplexField, scope: Scope) -> None:
        instruction = "".join(ended.instruction).strip()
        if ended.nested_in_code:
            self.unread += merge_field_in(instruction, self.part, ended.begin)
            return
        place = from_complex(ended, instruction) or legacy_field(ended, instruction)
        if place is None:
            return
        own = set(ended.runs)
        self.tracker.take_out(own)
        if self.line is not None:
            self.line.pieces = [item for item in self.line.pieces if item not in own]
        self._add(place, scope.home(), ended.runs)

    def _simple(self, element: Element, scope: Scope) -> None:
        place = from_simple(element, element.get(w("instr"), ""))
        if place is None:
            self._children(element, scope)
        else:
            self._add(place, scope.home(), [element])

    def _paragraph(self, paragraph: Element, scope: Scope) -> None:
        outer, self.line = self.line, Line()
        self._children(paragraph, scope)
        line, self.line = self.line, outer
        assert line is not None
        if self.placeholders:
            self.unread += braces_in(line.text(), self.part, paragraph)
            self.owned.update(place_placeholders(line, scope, self.part))
        surround(line)

    def _control(self, sdt: Element, scope: Scope) -> None:
        kind = control_type(sdt)
        content = sdt.find(SDT_CONTENT)
        origin = origin_of(val(sdt.find(SDT_PR), "tag") or "")
        if kind == "repeatingSection" and content is not None and item_controls(sdt):
            self._section(sdt, scope)
        elif kind in CONTAINERS or kind in ("repeatingSection", "repeatingSectionItem"):
            if content is not None:
                self._children(content, scope)
        elif kind in AUTOMATIC:
            self.owned.add(sdt)
        elif origin is not None and content is not None:
            self._generated(sdt, scope)
        elif kind in RICH and content is not None and self.placeholders and stands_around(sdt):
            self._children(content, scope)
        elif kind in RICH and self._has_fields(content, scope):
            pass
        elif content is None or content_box(sdt) is not None:
            self._leaf(sdt, scope)

    def _leaf(self, sdt: Element, scope: Scope) -> None:
        if self.tracker.open or next(sdt.iter(FLD_CHAR), None) is not None:
            for run in sdt.iter(RUN):
                self.tracker.visit(run)
        binding = self.stores.binding_of(sdt) if not scope.depth else None
        self._add(ContentControl(sdt, self.styles, binding, self.stores.package), scope, [sdt])

    def _generated(self, sdt: Element, scope: Scope) -> None:
        place = GeneratedControl(sdt, self.styles, self.stores.package)
        group = group_of(place.field_name) if place.origin == "placeholder" else ""
        self._add(place, scope.home(group), [sdt])

    def _has_fields(self, content: Element | None, scope: Scope) -> bool:
        """Whether a rich text control only wraps other fields; then those are collected."""
        if content is None or not may_hold_fields(content):
            return False
        probe = Scope(scope.depth, [], scope.outer, scope.row_group)
        state = self.placeholders, list(self.line.pieces) if self.line else None
        self.placeholders = False
        self._children(content, probe)
        self.placeholders = state[0]
        if not probe.found and self.line is not None and state[1] is not None:
            self.line.pieces = state[1]
        scope.found += probe.found
        return bool(probe.found)

    def _section(self, sdt: Element, scope: Scope) -> None:
        found = self._add(RepeatingSection(sdt), scope, [sdt])
        outer, self.line = self.line, None
        for item in item_controls(sdt):
            inner = Scope(scope.depth + 1, outer=scope)
            content = item.find(SDT_CONTENT)
            if content is not None:
                self._children(content, inner)
            found.items.append(inner.found)
        self.line = outer
        self.owned.discard(sdt)

    def _rows(self, table: Element, scope: Scope) -> None:
        rows: list[Element] = list(table)
        at = 0
        while at < len(rows):
            possible = self.repeating_rows and self.placeholders and not scope.row_group
            blocks = group_rows(rows, at) if possible else None
            if blocks is None:
                self._visit(rows[at], scope)
                at += 1
                continue
            name, items = blocks
            place = PlaceholderRows(name, items)
            found = self._add(place, scope, [])
            for item in items:
                inner = Scope(scope.depth + 1, outer=scope, row_group=name)
                for row in item:
                    self._visit(row, inner)
                found.items.append(inner.found)
            at = rows.index(items[-1][-1]) + 1

    def _alternatives(self, element: Element, scope: Scope) -> None:
        """Choice and fallback show the same fields; the later ones mirror the first."""
        branches = []
        for child in element:
            probe = Scope(scope.depth, [], scope.outer, scope.row_group)
            self._apart(child, probe)
            branches.append(probe.found)
        scope.found += merge_branches(branches)
