"""Names and labels: what the author gave, else what stands around the field."""

from __future__ import annotations

import re
import unicodedata

from doctemplates.fields.found import Found
from doctemplates.fields.model import Kind
from doctemplates.ooxml import CELL, PARAGRAPH, ROW, RUN, SDT, TABLE, VAL, Element, w
from doctemplates.text import run_text, runs_below, shorten

_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LABEL_ENDS = " \t\n\xa0:*._–-…☐☒□"
_SENTENCE_END = re.compile(r"[.;!?\t]\s+|\t")
_LABEL_LIMIT = 60
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_GENERIC_PROMPT = re.compile(
    r"(click|tap|klicken|tippen|choose an? |select an? |wählen|cliquez|choisissez|haga|elija)", re.I
)
_KIND_WORDS = {
    Kind.TEXT: "Textfeld",
    Kind.MULTILINE: "Textfeld",
    Kind.RICHTEXT: "Textfeld",
    Kind.DATE: "Datum",
    Kind.CHOICE: "Auswahl",
    Kind.COMBO: "Auswahl",
    Kind.CHECKBOX: "Kontrollkästchen",
    Kind.NUMBER: "Zahl",
    Kind.PICTURE: "Bild",
    Kind.GROUP: "Abschnitt",
}


def slug(text: str) -> str:
    """Name made from a label: lower case ASCII letters, digits and underscores."""
    text = unicodedata.normalize("NFKD", text.lower().translate(_FOLD))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return re.sub(r"[^\w]+", "_", text).strip("_")[:_LABEL_LIMIT].strip("_")


def assign_names(fields: list[Found], owned: set[Element], words: Surrounding) -> None:
    """Give every field a label and a name that is unique in its level."""
    wanted = []
    for found in fields:
        place = found.place
        given = _given_name(found)
        found.titled = bool(given)
        known = place.alias or _own_label(found, given) or words.label_of(found)
        known = known or _bound_name(found) or words.bookmark_before(found)
        found.label = known or _prompt(found) or _KIND_WORDS[found.kind]
        # A prompt is gone once the field is filled, so it may label the field but not name it.
        wanted.append(given or slug(known) or str(found.kind))
    for found, name in zip(fields, _numbered(wanted), strict=True):
        found.name = name
        for items in found.items:
            assign_names(items, owned, words)
        for mirror in found.mirrors:
            copy_names(found, mirror)


def _given_name(found: Found) -> str:
    """Name by the author: tag, field code or title; inside a group without the group's name."""
    place = found.place
    given: str = getattr(place, "field_name", "")
    if given and found.depth and place.identity == ("placeholder", given):
        return given.partition(".")[2] or given
    return given or place.tag or slug(place.alias)


def _bound_name(found: Found) -> str:
    """Name of the XML node that a control is bound to, such as "Company"."""
    binding = getattr(found.place, "binding", None)
    return binding.title if binding is not None else ""


def _prompt(found: Found) -> str:
    prompt = found.place.help.strip("[]<>«» .")
    return "" if _GENERIC_PROMPT.match(prompt) else shorten(prompt, _LABEL_LIMIT)


def _own_label(found: Found, given: str) -> str:
    """Placeholders and merge fields stand inside sentences: their name is the best label."""
    if getattr(found.place, "field_name", ""):
        words = re.sub(r"[_.\-]+", " ", given).strip()
        return words[:1].upper() + words[1:]
    return ""


def _numbered(wanted: list[str]) -> list[str]:
    """The same names made unique: the second "ort" becomes "ort_2" unless that is taken."""
    taken, used, last = set(wanted), set[str](), dict[str, int]()
    result = []
    for name in wanted:
        unique = name
        while unique in used or (unique != name and unique in taken):
            last[name] = last.get(name, 1) + 1
            unique = f"{name}_{last[name]}"
        used.add(unique)
        result.append(unique)
    return result


def copy_names(source: Found, twin: Found) -> None:
    """A mirror takes the same values as its first place, down to the inner fields."""
    twin.name, twin.label, twin.depth = source.name, source.label, source.depth
    for item, other in zip(source.items, twin.items, strict=False):
        for inner, inner_twin in zip(item, other, strict=False):
            copy_names(inner, inner_twin)
    for mirror in twin.mirrors:
        copy_names(source, mirror)


class Surrounding:
    """Looks for the words around a field; text inside other fields does not count."""

    def __init__(self, owned: set[Element]) -> None:
        self.owned = owned

    def text(self, element: Element) -> str:
        return "".join(run_text(run) for run in runs_below(element) if not self._is_owned(run))

    def _is_owned(self, run: Element) -> bool:
        if run in self.owned:
            return True
        return any(up in self.owned for up in run.iterancestors() if up.tag == SDT)

    def label_of(self, found: Found) -> str:
        """Text before the field, the cell to the left, the column heading, the line above."""
        anchor = found.place.anchor
        own_line = [_tidy(found.around.before, last=True), _tidy(found.around.after)]
        if found.kind == Kind.CHECKBOX:
            own_line.reverse()
        else:
            own_line.pop()
        cell = next(anchor.iterancestors(CELL), None)
        if anchor.tag == SDT and cell is None:
            cell = next(anchor.iter(CELL), None)
        sources = [*own_line, self._line_above(anchor, inside=cell)]
        if cell is not None:
            right = self._beside(cell, after=True) if found.kind == Kind.CHECKBOX else ""
            sources += [right, self._beside(cell), self._heading(cell)]
            sources.append(self._line_above(next(cell.iterancestors(TABLE), cell), inside=None))
        return next((text for text in sources if text), "")

    def _line_above(self, anchor: Element, inside: Element | None) -> str:
        start = anchor
        if anchor.tag != SDT or next(anchor.iterancestors(PARAGRAPH), None) is not None:
            start = next(anchor.iterancestors(PARAGRAPH), anchor)
        element: Element | None = start
        while element is not None and element is not inside:
            for before in element.itersiblings(preceding=True):
                if before.tag == PARAGRAPH:
                    if self._holds_field(before):
                        return ""
                    text = self.text(before)
                    if text.strip():
                        return _heading_text(text)
                elif before.tag in (TABLE, ROW, CELL):
                    return ""
            element = element.getparent()
            if element is None or element.tag in (CELL, TABLE):
                return ""
        return ""

    def _holds_field(self, paragraph: Element) -> bool:
        return any(item in self.owned for item in paragraph.iter(SDT, RUN))

    def _beside(self, cell: Element, after: bool = False) -> str:
        row = next(cell.iterancestors(ROW), None)
        if row is None:
            return ""
        cells = cells_of(row)
        at = cells.index(cell) if cell in cells else 0
        others = cells[at + 1 :] if after else cells[:at][::-1]
        return next(filter(None, (_tidy(self.text(other)) for other in others)), "")

    def _heading(self, cell: Element) -> str:
        row = next(cell.iterancestors(ROW), None)
        table = next(cell.iterancestors(TABLE), None)
        if row is None or table is None:
            return ""
        first = next(table.iter(ROW))
        if first is row:
            return ""
        at, heads = cells_of(row).index(cell), cells_of(first)
        return _tidy(self.text(heads[at])) if at < len(heads) else ""

    def bookmark_before(self, found: Found) -> str:
        """Name of a bookmark that begins right before the field."""
        element = found.place.anchor.getprevious()
        while element is not None and element.tag in (w("bookmarkStart"), w("proofErr")):
            name = element.get(w("name"), "")
            if name and not name.startswith("_"):
                return name
            element = element.getprevious()
        return ""


def cells_of(row: Element) -> list[Element]:
    """Cells of a row, also those inside content controls; not those of nested tables."""
    return [cell for cell in row.iter(CELL) if next(cell.iterancestors(ROW), None) is row]


def _heading_text(text: str) -> str:
    """Text of a line above, if it announces the field rather than being running text."""
    announces = text.strip().endswith((":", "?"))
    return _tidy(text, last=True) if announces or len(text.strip()) <= _LABEL_LIMIT else ""


def _tidy(text: str, last: bool = False) -> str:
    text = _PRIVATE_USE.sub("", text).strip(_LABEL_ENDS)
    if not any(char.isalnum() for char in text):
        return ""
    if len(text) > _LABEL_LIMIT:
        pieces = [piece for piece in _SENTENCE_END.split(text) if piece.strip(_LABEL_ENDS)]
        text = pieces[-1 if last else 0] if pieces else text
    return shorten(text.strip(_LABEL_ENDS), _LABEL_LIMIT)


def placeholder_styles(styles: Element | None) -> frozenset[str]:
    """Ids of the placeholder character style, whatever Word's language called it."""
    known = {"PlaceholderText", "Platzhaltertext"}
    if styles is not None:
        for style in styles.iter(w("style")):
            name = style.find(w("name"))
            if name is not None and name.get(VAL, "").lower() == "placeholder text":
                known.add(style.get(w("styleId"), ""))
    return frozenset(known)
