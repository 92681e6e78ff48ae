"""A paragraph as a sequence of static runs and fields, and the levels fields belong to."""

from __future__ import annotations

from dataclasses import dataclass, field

from doctemplates.fields.found import Found
from doctemplates.fields.placeholders import find_placeholders, group_of
from doctemplates.ooxml import Element
from doctemplates.text import run_text


@dataclass(slots=True)
class Line:
    """A paragraph as a sequence of static runs and fields, for labels and placeholders."""

    runs: list[Element] = field(default_factory=list)
    pieces: list[Element | Found] = field(default_factory=list)

    def text(self) -> str:
        """Its own words, without those of fields."""
        return "".join(map(run_text, self.runs))


@dataclass(slots=True)
class Scope:
    """Fields of one nesting level; dotted placeholders of `row_group` belong to it."""

    depth: int = 0
    found: list[Found] = field(default_factory=list)
    outer: Scope | None = None
    row_group: str = ""

    def home(self, group: str = "") -> Scope:
        """Level that a field belongs to; repeated rows keep only what is of their group."""
        scope = self
        while scope.row_group and scope.row_group != group and scope.outer is not None:
            scope = scope.outer
        return scope


def place_placeholders(line: Line, scope: Scope, part: str) -> list[Element]:
    """Put the line's placeholders among its fields; returns the runs that spell them."""
    before, owned = list(line.runs), []
    for place in find_placeholders(line.runs):
        home = scope.home(group_of(place.field_name))
        place.part = part
        found = Found(place, depth=home.depth)
        insert_in_order(home, found, line)
        owned += place.pieces
        line.pieces = with_split_runs(line, before, found, place.pieces)
        before = list(line.runs)
    return owned


def insert_in_order(home: Scope, found: Found, line: Line) -> None:
    """Placeholders are found after the line's other fields; put them where they stand."""
    anchor = found.place.anchor
    at = line.pieces.index(anchor) if anchor in line.pieces else len(line.pieces)
    later = [item for item in line.pieces[at:] if isinstance(item, Found)]
    for item in later:
        if item in home.found:
            home.found.insert(home.found.index(item), found)
            return
    home.found.append(found)


def with_split_runs(
    line: Line, before: list[Element], found: Found, pieces: list[Element]
) -> list[Element | Found]:
    """Pieces of the line after runs were split: the placeholder's runs become the field."""
    new = set(line.runs) - set(before)
    result: list[Element | Found] = []
    for piece in line.pieces:
        if isinstance(piece, Found):
            result.append(piece)
            continue
        chain = [piece]
        while (following := chain[-1].getnext()) is not None and following in new:
            chain.append(following)
        for run in chain:
            if run is pieces[0]:
                result.append(found)
            elif run not in pieces:
                result.append(run)
    return result


def surround(line: Line) -> None:
    """Give each field of the line the static text between it and its neighbours."""
    text = ""
    fields: list[Found] = []
    for piece in line.pieces:
        if not isinstance(piece, Found):
            text += run_text(piece)
            continue
        if fields:
            fields[-1].around.after = text
            piece.around.previous = fields[-1]
        piece.around.before = text
        text = ""
        fields.append(piece)
    if fields:
        fields[-1].around.after = text
        _lead(fields)


def _lead(fields: list[Found]) -> None:
    """The question a line begins with; check boxes may stand before or behind their words."""
    first, last = fields[0].around, fields[-1].around
    behind = bool(first.before.strip()) and not last.after.strip(" .,;)\u2002")
    question, _, answer = first.before.strip().rpartition("? ")
    if not question:
        question, _, answer = first.before.strip().rpartition(": ")
    for found in fields:
        found.around.labels_before = behind
        found.around.lead = question if behind and answer else first.before
        found.around.lead_is_label = behind and not question


def merge_branches(branches: list[list[Found]]) -> list[Found]:
    """Fields of alternative representations: the first shows them, the others mirror it."""
    primary = branches[0] if branches else []
    for branch in branches[1:]:
        taken: set[Found] = set()
        for found in branch:
            twin = _twin(found, primary, taken)
            if twin is None:
                primary.append(found)
            else:
                taken.add(twin)
                twin.mirrors.append(found)
    return primary


def _twin(found: Found, candidates: list[Found], taken: set[Found]) -> Found | None:
    signature = found.place.signature()
    for candidate in candidates:
        if candidate not in taken and candidate.place.signature() == signature:
            return candidate
    return None
