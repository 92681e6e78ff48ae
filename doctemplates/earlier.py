"""An earlier document, filled here or in Word, as the start of the next one.

What it holds is matched with the fields asked for today, also when the template has changed since:
what no longer fits is handed back beside the values, with the reason, and never dropped unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from doctemplates.checking import Held, run_reading
from doctemplates.errors import FillError
from doctemplates.fields.found import display
from doctemplates.fields.model import Kind, TemplateField
from doctemplates.form_fields import as_shown
from doctemplates.typed_numbers import typed_number
from doctemplates.values import prepare

TEXTS = frozenset({Kind.TEXT, Kind.MULTILINE, Kind.RICHTEXT, Kind.COMBO})
TYPED = frozenset({Kind.DATE, Kind.NUMBER})  # shown in the form even where they are wrong


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value that has no place in the form: where it stood, what it is, and why.

    `reason`: "unknown" (no such field), "not_a_choice", "not_a_date", "not_a_number",
    "not_boolean", "picture", "locked", "rows" (more than the form takes).
    """

    label: str
    value: str
    reason: str


@dataclass(slots=True)
class Earlier:
    """`values` by today's field names, ready for the form; `known` counts the fields found."""

    values: dict[str, Any] = field(default_factory=dict)
    misfits: list[Misfit] = field(default_factory=list)
    known: int = 0


def read_earlier(
    source: bytes,
    fields: Sequence[TemplateField],
    max_rows: int,
    picture: Callable[[bytes], bytes | None] = lambda content: None,
) -> Earlier:
    """Return what the document `source` holds for `fields`; groups take at most `max_rows`.

    `picture` returns a picture as the form takes it: b"" for one that is no value, None for one
    it cannot take. `known` is 0 for a document of another kind. Raises PackageError for one that is
    not acceptable, or too large to be read within the limits of `checking`.
    """
    return matched(run_reading(source), fields, max_rows, picture)


def matched(
    held: Held,
    fields: Sequence[TemplateField],
    max_rows: int,
    picture: Callable[[bytes], bytes | None] = lambda content: None,
) -> Earlier:
    """As `read_earlier`, for a document that has been read."""
    earlier = Earlier()
    into = _Into(earlier, earlier.values, max_rows, picture)
    _level(held.fields, held.values, fields, "", into)
    return earlier


@dataclass(frozen=True, slots=True)
class _Into:
    earlier: Earlier
    values: dict[str, Any]
    max_rows: int
    picture: Callable[[bytes], bytes | None]

    def misfit(self, label: str, value: Any, reason: str) -> None:
        self.earlier.misfits.append(Misfit(label, value, reason))


def _level(
    then: Sequence[TemplateField],
    values: Mapping[str, Any],
    now: Sequence[TemplateField],
    path: str,
    into: _Into,
) -> None:
    pairs = dict(_pairs(then, now))
    for old in then:
        value, new = values[old.name], pairs.get(old.name)
        label = f"{path}{(new or old).label or old.name}"
        if new is None:
            for at, text in _texts(old, value, label):
                into.misfit(at, text, "unknown")
            continue
        into.earlier.known += 1
        if new.kind == Kind.GROUP:
            _rows(old, value, new, label, into)
        else:
            _plain(value, new, label, into)


def _pairs(
    then: Sequence[TemplateField], now: Sequence[TemplateField]
) -> Iterator[tuple[str, TemplateField]]:
    """Fields that are the same: by name, else by label where that is clear."""
    by_name = {new.name: new for new in now}
    same = {o.name: by_name[o.name] for o in then if _alike(o, by_name.get(o.name))}
    yield from same.items()
    by_word: dict[str, list[TemplateField]] = {}
    for new in now:
        if new.name not in same:
            by_word.setdefault(_word(new), []).append(new)
    for old in then:
        if old.name in same:
            continue
        left = by_word.get(_word(old), [])
        found = [new for new in left if _alike(old, new)]
        if len(found) == 1:
            left.remove(found[0])
            yield old.name, found[0]


def _alike(old: TemplateField, new: TemplateField | None) -> bool:
    return new is not None and (old.kind == Kind.GROUP) == (new.kind == Kind.GROUP)


def _word(asked: TemplateField) -> str:
    return " ".join((asked.label or asked.name).casefold().split())


def _rows(old: TemplateField, rows: list[Any], new: TemplateField, label: str, into: _Into) -> None:
    taken = into.values.setdefault(new.name, [])
    for number, row in enumerate(rows, 1):
        if number > into.max_rows:
            for at, text in _texts(old, [row], label):
                into.misfit(at, text, "rows")
            continue
        inside = replace(into, values={})
        _level(old.fields, row, new.fields, f"{label} {number} – ", inside)
        taken.append(inside.values)
    if not taken:
        del into.values[new.name]


def _plain(value: Any, new: TemplateField, label: str, into: _Into) -> None:
    if isinstance(value, str) and value.strip() == new.prompt:
        value = ""
    if _is_empty(value) and value is not False:
        if not _is_empty(new.default) and not new.locked:
            into.values[new.name] = ""
        return
    if new.kind == Kind.PICTURE or isinstance(value, bytes):
        _picture(value, new, label, into)
        return
    if new.locked:
        if value != new.default and not _is_empty(value):
            into.misfit(label, display(value), "locked")
        return
    if new.kind in TEXTS:
        value = display(value)
    try:
        typed = new.kind is Kind.NUMBER and isinstance(value, str)
        given = typed_number(value) if typed else value
        into.values[new.name] = as_shown(new, prepare([new], {new.name: given})[new.name])
    except FillError as error:
        if value is not False:
            into.misfit(label, display(value), error.problems[0].code)
        if new.kind in TYPED:
            into.values[new.name] = display(value)


def _picture(value: Any, new: TemplateField, label: str, into: _Into) -> None:
    taken = None
    if isinstance(value, bytes) and new.kind == Kind.PICTURE and not new.locked:
        taken = into.picture(value)
    if taken:
        into.values[new.name] = taken
    elif taken is None:
        into.misfit(label, "" if isinstance(value, bytes) else display(value), "picture")


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value == "" or value == []


def _texts(old: TemplateField, value: Any, label: str) -> Iterator[tuple[str, str]]:
    """Every value that stands in a field without a place, with its label."""
    if isinstance(value, list):
        for number, row in enumerate(value, 1):
            for inner in old.fields:
                at = f"{label} {number} – {inner.label or inner.name}"
                yield from _texts(inner, row[inner.name], at)
    elif not _is_empty(value):
        yield label, "" if isinstance(value, bytes) else display(value)
