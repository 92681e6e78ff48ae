"""Names and labels: what the author gave, else what stands around the field."""

from __future__ import annotations

from collections import Counter, defaultdict

from doctemplates.fields.found import Found
from doctemplates.fields.locations import story_name
from doctemplates.fields.model import Kind
from doctemplates.fields.placeholders import group_of, is_written_out
from doctemplates.fields.surrounding import Surrounding, joined
from doctemplates.fields.wording import (
    asks_for_it,
    capital,
    from_prompt,
    from_tag,
    humanised,
    slug,
    split_required,
)
from doctemplates.ooxml import VAL, Element, w

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


def assign_names(fields: list[Found], owned: set[Element], words: Surrounding) -> None:
    """Give every field a label and a name that is unique in its level."""
    wanted = []
    for found in fields:
        given = _given_name(found)
        found.titled = bool(given)
        known = _label(found, given, words)
        # A prompt is gone once the field is filled, so it may label the field but not name it.
        wanted.append(given or slug(known) or str(found.kind))
    for found, name in zip(fields, _numbered(wanted), strict=True):
        found.name = name
    _tell_apart(fields, words)
    for found in fields:
        for items in found.items:
            assign_names(items, owned, words)
        for mirror in found.mirrors:
            copy_names(found, mirror)


def _label(found: Found, given: str, words: Surrounding) -> str:
    """Set label and `required`; returns the label as far as it does not come from a prompt."""
    place = found.place
    known, certain = place.alias or _own_label(found, given), True
    found.guessed = not known
    if not known:
        known, certain = words.label_of(found)
        found.words = known
    prompt = from_prompt(place.help)
    caption = "" if known else words.caption_of(found)
    stable = known or _bound_name(found) or caption or words.bookmark_before(found)
    label = known if certain else prompt or known
    label = label or prompt or from_tag(place.tag) or humanised(stable) or _KIND_WORDS[found.kind]
    label = capital(label) if found.guessed else label.rstrip(" :") or label
    found.label, found.required = split_required(label)
    found.required = found.required or asks_for_it(place.help) or asks_for_it(place.tag)
    return split_required(stable)[0] if stable else ""


def _given_name(found: Found) -> str:
    """Name by the author: tag, field code or title; inside a group without the group's name."""
    place = found.place
    given = _written(found)
    if given and _is_placeholder(found) and is_written_out(given):
        return slug(given)
    return given or place.tag or slug(place.alias)


def _is_placeholder(found: Found) -> bool:
    return found.place.identity == ("placeholder", getattr(found.place, "field_name", ""))


def _written(found: Found) -> str:
    """Name in a placeholder or merge field as it is written, without the group's name."""
    given: str = getattr(found.place, "field_name", "")
    if given and found.depth and _is_placeholder(found):
        inner = given.partition(".")[2]
        return inner if inner and (group_of(given) or not is_written_out(given)) else given
    return given


def _bound_name(found: Found) -> str:
    """Name of the XML node that a control is bound to, such as "Company"."""
    binding = getattr(found.place, "binding", None)
    return binding.title if binding is not None else ""


def _own_label(found: Found, given: str) -> str:
    """Placeholders and merge fields stand inside sentences: their name is the best label."""
    written = _written(found)
    if written and given != written:
        return capital(written)
    return humanised(written) if written else ""


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


def _tell_apart(fields: list[Found], words: Surrounding) -> None:
    """Guessed labels that several fields share get their heading or question, then a number."""
    for group in _alike(fields):
        for found in group:
            box = found.kind == Kind.CHECKBOX
            context = words.context_of(found) if box else found.words
            if found.guessed and context and context.lower() not in found.label.lower():
                found.label = joined(context, found.label)
    for group in _alike(fields):
        shares = [share.strip() for share in group[0].label.split("/")]
        for number, found in enumerate(group):
            if found.guessed and len(shares) == len(group):
                found.label = capital(shares[number]) or found.label
            elif found.guessed and number:
                found.label = f"{found.label} ({number + 1})"
    for group in _alike(fields):
        _name_the_story(group)


def _name_the_story(group: list[Found]) -> None:
    """Titles that headers and footers repeat get their place: "Aktenzeichen (Kopfzeile 2)"."""
    counts = Counter[str]()
    for found in group:
        story = story_name(found.place.anchor)
        counts[story] += 1
        if story:
            number = f" {counts[story]}" if counts[story] > 1 else ""
            found.label = f"{found.label} ({story}{number})"


def _alike(fields: list[Found]) -> list[list[Found]]:
    """Fields of the same label, check boxes apart from what is typed."""
    groups = defaultdict(list)
    for found in fields:
        groups[found.label, found.kind == Kind.CHECKBOX].append(found)
    return [group for group in groups.values() if len(group) > 1]


def copy_names(source: Found, twin: Found) -> None:
    """A mirror takes the same values as its first place, down to the inner fields."""
    twin.name, twin.label, twin.depth = source.name, source.label, source.depth
    for item, other in zip(source.items, twin.items, strict=False):
        for inner, inner_twin in zip(item, other, strict=False):
            copy_names(inner, inner_twin)
    for mirror in twin.mirrors:
        copy_names(source, mirror)


def placeholder_styles(styles: Element | None) -> frozenset[str]:
    """Ids of the placeholder character style, whatever Word's language called it."""
    known = {"PlaceholderText", "Platzhaltertext"}
    if styles is not None:
        for style in styles.iter(w("style")):
            name = style.find(w("name"))
            if name is not None and name.get(VAL, "").lower() == "placeholder text":
                known.add(style.get(w("styleId"), ""))
    return frozenset(known)
