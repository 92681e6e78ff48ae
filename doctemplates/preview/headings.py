"""The headings of a document above its fields: sections of a form that nobody has arranged."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby

from doctemplates.document import Document, read_document
from doctemplates.ooxml import CELL, PARAGRAPH, ROW, RPR, RUN, TEXT, Element, is_on, w
from doctemplates.package import open_package
from doctemplates.preview.styles import Styles
from doctemplates.text import run_text, runs_below

logger = logging.getLogger(__name__)

MAX_HEADING = 90  # characters
MANY = 15  # fields from which a form without headings is divided by its tables
LEAST = 1.5  # fields a section should have on average; bold labels are no headings


@lru_cache(maxsize=16)
def headings_of(template: bytes) -> Mapping[str, str]:
    """Return the heading above each field of the outermost level, "" where there is none.

    For blank templates only: what it reads is remembered. Empty where headings cannot be told:
    a form goes without them rather than not at all.
    """
    try:
        return _headings_of(template)
    except MemoryError:
        raise
    except Exception as error:
        logger.warning("No headings of a template: %s", type(error).__name__)
        return {}


def _headings_of(template: bytes) -> Mapping[str, str]:
    document = read_document(open_package(template))
    styles = Styles(document.package)
    for level_of in (styles.heading, _stands_out):
        found = dict(_by_heading(document, level_of))
        if len(set(found.values())) > 1 and _is_worth_it(document, found):
            return found
    if len(document.fields) > MANY:
        return {field.name: field.location.place.split(",")[0] for field in document.fields
                if not field.location.place.startswith("Absatz")}  # fmt: skip
    return {}


def _is_worth_it(document: Document, found: Mapping[str, str]) -> bool:
    names = [field.name for field in document.fields]
    runs = [heading for heading, _ in groupby(names, key=lambda name: found.get(name, ""))]
    labels = {field.label for field in document.fields}
    return len(names) >= LEAST * len(runs) and not labels & set(runs)


def _by_heading(
    document: Document, level_of: Callable[[Element], int]
) -> Iterator[tuple[str, str]]:
    names: dict[Element, str] = {item.place.anchor: item.name for item in document.found}
    places = {field.name: field.location.place.split(",")[0] for field in document.fields}
    for part, story in document.stories.items():
        if part != document.package.main_part:
            inside = [names[element] for element in story.root.iter() if element in names]
            yield from ((name, places[name]) for name in inside)
            continue
        levels = {item: level_of(item) for item in story.root.iter(PARAGRAPH)}
        alone = list(levels.values()).count(1) == 1  # the title of the document, not a section
        heading = ""
        for element in story.root.iter():
            if element in names:
                yield names[element], heading
            elif levels.get(element, 0) > alone:
                heading = _heading_text(element, names) or heading


def _heading_text(paragraph: Element, fields: Mapping[Element, str]) -> str:
    """Text of a heading; "" for a label, a heading of a column, or where a field stands in it."""
    row = next(paragraph.iterancestors(ROW), None)
    if row is not None and sum(1 for cell in row.iter(CELL) if _own(cell, row)) != 1:
        return ""
    if any(inner in fields for inner in paragraph.iter()):
        return ""
    text = " ".join("".join(map(run_text, runs_below(paragraph))).split())
    return text if 1 < len(text) <= MAX_HEADING and not text.endswith((":", ".")) else ""


def _own(cell: Element, row: Element) -> bool:
    return next(cell.iterancestors(ROW), None) is row


def _stands_out(paragraph: Element) -> int:
    """1 where all of a paragraph is bold."""
    runs = [run for run in paragraph.iter(RUN) if run.find(TEXT) is not None]
    return bool(runs) and all(
        (properties := run.find(RPR)) is not None and is_on(properties.find(w("b"))) for run in runs
    )
