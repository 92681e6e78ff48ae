"""What can be better about an accepted file, from its report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from doctemplates.authoring.wording import (
    FIELD_HINTS,
    FILE_HINTS,
    NO_FIELDS,
    OTHER_FILE_HINT,
    Wording,
)
from doctemplates.bindings import BINDINGS
from doctemplates.checking import CheckedField, Report
from doctemplates.fields.model import Kind

_NUMBERED = re.compile(r"(.+)_\d+")
_BOUND_GROUPS = frozenset(name.partition(".")[0] for name in BINDINGS if "." in name)
_LISTS = frozenset({Kind.CHOICE, Kind.COMBO})


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to know: `what`, how to `mend` it, and the fields it is about (maybe none)."""

    code: str
    what: str
    mend: str
    note: bool
    fields: tuple[CheckedField, ...] = ()


def hints_of(report: Report) -> list[Hint]:
    """Return what to mend first, what is good to know behind it; one hint for fields alike."""
    found = [_told(code, FIELD_HINTS[code], fields) for code, fields in _by_code(report).items()]
    found += [_about_file(code, params) for code, params in dict.fromkeys(_frozen(report))]
    if not report.fields:
        found.insert(0, _told("no_fields", NO_FIELDS))
    return sorted(found, key=lambda hint: hint.note)


def codes_of(hints: Iterable[Hint]) -> dict[str, list[Hint]]:
    """Return hints by the path of each field they are about."""
    by_path: dict[str, list[Hint]] = {}
    for hint in hints:
        for field in hint.fields:
            by_path.setdefault(field.path, []).append(hint)
    return by_path


def _told(code: str, wording: Wording, fields: Iterable[CheckedField] = ()) -> Hint:
    return Hint(code, str(wording.what), str(wording.mend), wording.note, tuple(fields))


def _about_file(code: str, params: tuple[tuple[str, str], ...]) -> Hint:
    wording = FILE_HINTS.get(code, OTHER_FILE_HINT)
    known = {"target": "?", "field": "?", "place": "?", "code": code, **dict(params)}
    what = str(wording.what).format_map(known)
    return Hint(code, what, str(wording.mend), wording.note)


def _frozen(report: Report) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for code, params in report.warnings:
        yield code, tuple(sorted(params.items()))


def _by_code(report: Report) -> dict[str, list[CheckedField]]:
    found: dict[str, list[CheckedField]] = {code: [] for code in FIELD_HINTS}
    siblings = {(_level(field), field.name) for field in report.fields}
    labels = Counter((_level(field), field.label.casefold()) for field in report.fields)
    groups = {_level(field) for field in report.fields}
    for field in report.fields:
        told = {
            "untitled": not field.titled and field.kind != Kind.GROUP,
            "twin": field.titled and _is_twin(field, siblings),
            "same_label": labels[_level(field), field.label.casefold()] > 1,
            "unknown_binding": _looks_bound(field.name),
            "no_choices": field.kind in _LISTS and not field.choices,
            "empty_group": field.kind == Kind.GROUP and f"{field.path}[]" not in groups,
            "locked": field.locked,
            "picture": field.kind == Kind.PICTURE and not field.locked,
            "unlike": field.path in report.unlike,
        }
        for code, holds in told.items():
            if holds:
                found[code].append(field)
    return {code: fields for code, fields in found.items() if fields}


def _level(field: CheckedField) -> str:
    """Path of the group that a field stands in, "" for the outermost level."""
    return field.path.removesuffix(field.name).removesuffix(".")


def _is_twin(field: CheckedField, siblings: set[tuple[str, str]]) -> bool:
    match = _NUMBERED.fullmatch(field.name)
    return match is not None and (_level(field), match.group(1)) in siblings


def _looks_bound(name: str) -> bool:
    return name not in BINDINGS and name.partition(".")[0] in _BOUND_GROUPS and "." in name
