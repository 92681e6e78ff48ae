"""From the words that stand around a field to a label a person would give it."""

from __future__ import annotations

import re
import unicodedata

LIMIT = 60
_LOOKED_AT = 1000  # characters of a paragraph
TAIL = 40  # of running text before a field
BOX_LIMIT = 90  # check boxes stand before whole sentences
_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LEAD = " \t\n\xa0:;,.*_–—-…•·▪■□☐☑☒|/=>»→)]}\u2002"
_TRAIL = " \t\n\xa0:;,.*_–—-…•·▪■□☐☑☒|/=<«→([{\u2002"
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\u200b-\u200f\u2060\ufeff]")
_GAP = re.compile(r"[_.…]{3,}|\t|\n| {4,}|\u2002{2,}|\s\|\s")
_PAGE = re.compile(r"(page|seite|blatt)\s*\d*(\s*(of|von|/)\s*\d*)?|\d+\s*(/|von|of)\s*\d+", re.I)
_SENTENCE_END = re.compile(r"(?<=[^\W\d]{3})[.;!?]\s+|[:?]\s+")
_STAR = re.compile(r"(?<![*\d])\*[\s:_.…\xa0]*$")
_REQUIRED = re.compile(
    r"[\s(\[/–-]*\b(?:pflichtfeld|pflichtangabe|required|mandatory|erforderlich)\b[\s)\].!]*", re.I
)
# How Word's own prompts begin, in the languages they come in.
_GENERIC_PROMPT = re.compile(
    r"(?:click|tap|type|enter) (?:or tap |here|text|to )|click|tap|klicken|tippen|choose an? |"
    r"select an? |wählen|cliquez|choisissez|haga|elija|klik|kattints|fare clic|scegliere|toque|"
    r"clique|место|щелкните|выберите|单击|点击|クリック|vælg|velg|välj|napsauta|valitse|"
    r"input text|text eingeben|\[?text\]?$|\.+$",
    re.I,
)
_STANDARD_PROMPT = re.compile(
    r"(?:klicken(?: oder tippen)? sie(?: hier)?, um (?:text|ein datum|einen text) einzugeben"
    r"|(?:click|tap)(?: or (?:tap|click))?(?: here)? to enter (?:text|a date|date)"
    r"|wählen sie (?:ein element|einen baustein|ein datum)(?: aus)?"
    r"|(?:choose|select|pick) (?:an item|a building block|a date)"
    r"|text (?:hier )?eingeben|(?:enter|insert) text(?: here)?"
    r"|enter any content that you want to repeat\b.*"
    r"|geben sie (?:einen )?beliebigen? inhalte? ein, (?:den|die|der) sie wiederholen\b.*)[\s.…]*",
    re.I | re.S,
)
_IMPERATIVE = re.compile(
    r"^(?:bitte\s+)?(?:"
    r"(?:type|enter|insert|pick|choose|select|add|put|fill in|provide)\s+(?:in\s+)?(?:here\s+)?"
    r"(?:the|your|an?)?\b|"
    r"(?:tragen|geben|fügen|setzen|wählen)\s+sie\s+(?:hier\s+|bitte\s+)*"
    r"(?:den|die|das|der|ihren|ihre|ihr|eine?n?)?\b|"
    r"(?:tapez|entrez|saisissez)\s+(?:le|la|les|l'|votre)?"
    r")\s*(?=\w)",
    re.I,
)
_INFINITIVE = re.compile(
    r"\s+(?:hier\s+)?(?:eingeben|eintragen|einfügen|einsetzen|auswählen|wählen|angeben|ausfüllen|ein"
    r"|aus)[\s.!]*$",
    re.I,
)
# Names that Word or a program gave, which tell nothing about the field.
_MEANINGLESS = re.compile(
    r"(text|check|kontrollkästchen|kontrollk.stchen|dropdown|kombinationsfeld|listenfeld|dropdownliste"
    r"|textfeld|field|feld|formfield|control|sdt|plain ?text|rich ?text|combobox|datepicker|_)"
    r"[\s_\-]*\d*$|[\W\d_]*$|.*\d{6}.*|[0-9a-f\-]{16,}$|goog_",
    re.I,
)
# Answers that say nothing without their question.
ANSWERS = frozenset(
    (
        *("ja", "nein", "keine", "keiner", "keines", "keine angabe", "entfällt", "unbekannt"),
        *("weiß nicht", "teilweise", "sonstige", "sonstiges", "andere", "none", "other"),
        *("yes", "no", "oui", "non", "sí", "si", "n/a", "na", "m", "w", "d", "x"),
    )
)


def slug(text: str) -> str:
    """Name made from a label: lower case ASCII letters, digits and underscores."""
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_FOLD))
        text = "".join(char for char in text if not unicodedata.combining(char))
    return re.sub(r"[^\w]+", "_", text).strip("_")[:LIMIT].strip("_")


def tidy(text: str, last: bool = False, limit: int = LIMIT) -> str:
    """The part of `text` that names a field: its end before one (`last`), else its start.

    A star at the end, the usual sign of a required field, is kept; "" if there are no words.
    """
    text = text[-_LOOKED_AT:] if last else text[:_LOOKED_AT]
    star = "*" if _STAR.search(text) else ""
    pieces = [strip(piece) for piece in _GAP.split(_PRIVATE_USE.sub("", text))]
    pieces = [piece for piece in pieces if piece and not _PAGE.fullmatch(piece)]
    if not pieces:
        return ""
    chosen = " ".join(pieces[-1 if last else 0].split())
    if len(chosen) > limit:
        sentences = [piece for piece in map(strip, _SENTENCE_END.split(chosen)) if piece]
        chosen = sentences[-1 if last else 0] if sentences else chosen
    chosen = (
        _ending(chosen, min(limit, TAIL))
        if last and len(chosen) > limit
        else _beginning(chosen, limit)
    )
    return chosen + star


def strip(text: str) -> str:
    """Without punctuation and half brackets at both ends; "" if no letter or digit is left."""
    text = text.rstrip(_TRAIL)
    if text.count("(") > text.count(")") and len(text) > LIMIT // 2:
        text = text[: text.rindex("(")].rstrip(_TRAIL)
    if not text.startswith("("):
        text = text.lstrip(_LEAD)
    elif text.count("(") > text.count(")"):
        text = text.lstrip(_LEAD + "(")
    return text if any(char.isalnum() for char in text) else ""


def _beginning(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head = cut.rpartition(" ")[0] if " " in cut[limit // 2 :] else cut
    return head.rstrip(_TRAIL) + "…"


def _ending(text: str, limit: int) -> str:
    """Running text names a field by the words right before it."""
    cut = text[-(limit - 1) :]
    tail = cut.partition(" ")[2] if " " in cut[: limit // 2] else cut
    return "…" + strip(tail)


def last_clause(text: str) -> str:
    """What follows the last colon or question mark: "Kinder? Ja" -> "Ja"."""
    pieces = [piece for piece in re.split(r"[:?]\s+", text[-_LOOKED_AT:]) if strip(piece)]
    return pieces[-1] if pieces else text


def humanised(name: str) -> str:
    """Words of a technical name: "=person.firstName" -> "Person first name"."""
    name = name[:_LOOKED_AT]
    words = re.sub(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ][a-zäöü])", " ", name)
    words = " ".join(re.sub(r"[_.\-]+", " ", words).split()).strip(" =$@#{}<>«»[]")
    words = words or name
    lower = [word if word.isupper() else word.lower() for word in words.split()[1:]]
    first = words.split()[0] if words.split() else words
    camel = words != name and re.search(r"[a-zäöüß][A-ZÄÖÜ][a-zäöü]", name)
    words = " ".join([first, *lower]) if camel else words
    return capital(words)


def from_tag(tag: str) -> str:
    """Label made of a tag or bookmark, "" where that tells nothing."""
    words = tag.rpartition(":")[2].strip()
    if len(words) > LIMIT or _MEANINGLESS.match(words):
        return ""
    return humanised(words)


def from_prompt(prompt: str) -> str:
    """Label made of a control's own prompt, "" for Word's standard ones."""
    prompt = " ".join(prompt.strip("[]<>«»{}() .:…").split())
    if _GENERIC_PROMPT.match(prompt):
        return ""
    words = _INFINITIVE.sub("", _IMPERATIVE.sub("", prompt)).strip(" .:!")
    words = strip(words) or strip(prompt)
    known = len(words) <= LIMIT and any(char.isalpha() for char in words)
    return capital(words) if known else ""


def is_standard_prompt(prompt: str) -> bool:
    """Whether a prompt is the one that Word or LibreOffice puts into every control."""
    return _STANDARD_PROMPT.fullmatch(" ".join(prompt.split()).strip("[]<>«» ")) is not None


def capital(words: str) -> str:
    """With a capital letter at the start, as labels have it."""
    return words[:1].upper() + words[1:]


def split_required(label: str) -> tuple[str, bool]:
    """The label without the sign that the field is required, and whether there was one."""
    label = label[:_LOOKED_AT]
    plain = _REQUIRED.sub(" ", label).strip()
    required = plain != label.strip() or label.rstrip(" :").endswith("*")
    plain = plain.rstrip("* :") if required else plain
    return plain or label.strip(), required


def asks_for_it(text: str) -> bool:
    """Whether a prompt or tag says that the field is required."""
    return _REQUIRED.search(text) is not None
