"""Dates and numbers in the pictures that Word uses ("dd. MMMM yyyy", "#.##0,00")."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

GERMAN_DATE = "dd.MM.yyyy"
_MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre "
    "noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
_DAYS = {
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
}
_SHORT_DAY = {"de": 2, "nl": 2}
# Word writes days small and years small or large; LibreOffice all large, and weekdays as NN, NNN.
_PICTURE = re.compile(
    r"'[^']*'|\"[^\"]*\"|d{1,4}|D{1,4}|N{2,4}|M{1,4}|[yY]{1,4}|[Hh]{1,2}|m{1,2}|s{1,2}|am/pm|AM/PM|.",
    re.S,
)
MAX_DIGITS = 200
_PIVOT = 69  # years of two digits are 1969 to 2068, as for Python and POSIX
_NUMBER_TEXT = re.compile(r"[-+−]?[\d.\s'’]*,?\d*")
_ENGLISH_NUMBER = re.compile(r"[-+−]?\d{1,3}(?:,\d{3})+\.\d+")  # 2,018.00 can mean nothing else


def _names(table: dict[str, str], language: str) -> list[str]:
    return table.get(language[:2].lower(), table["de"]).split()


def format_date(day: dt.date, picture: str = "", language: str = "de") -> str:
    """`day` in a Word date picture; without a picture dd.MM.yyyy."""
    pieces = _PICTURE.findall(picture.replace("\\", "") or GERMAN_DATE)
    return "".join(_date_piece(piece, day, language) for piece in pieces)


def _picture_key(piece: str) -> str:
    if re.fullmatch("N{2,4}", piece):
        return "ddd" if piece == "NN" else "dddd"
    return piece.lower() if piece[0] in "yYD" else piece


def _date_piece(piece: str, day: dt.date, language: str) -> str:
    months, days = _names(_MONTHS, language), _names(_DAYS, language)
    weekday = days[day.weekday()]
    month = months[day.month - 1]
    table = {
        "d": str(day.day),
        "dd": f"{day.day:02d}",
        "ddd": weekday[: _SHORT_DAY.get(language[:2].lower(), 3)],
        "dddd": weekday,
        "M": str(day.month),
        "MM": f"{day.month:02d}",
        "MMM": month[:3],
        "MMMM": month,
        "yy": f"{day.year % 100:02d}",
        "yyyy": f"{day.year:04d}",
    }
    if piece[0] in "'\"" and len(piece) > 1:
        return piece[1:-1]
    key = _picture_key(piece)
    if key in table:
        return table[key]
    if key in ("y", "yyy"):
        return table["yyyy"]
    if piece[0] in "Hhms":
        return "0" * len(piece)
    return "" if key.lower() == "am/pm" else piece


def parse_date(text: str, picture: str = "", language: str = "de") -> dt.date | None:
    """The date that `text` shows, by its picture or in a usual form; None if it shows none."""
    text = text.strip()
    if len(text) > MAX_DIGITS:
        return None
    for candidate in (picture, GERMAN_DATE, "yyyy-MM-dd", "d.M.yyyy", "d. MMMM yyyy"):
        if candidate:
            day = _parse_by(text, candidate, language)
            if day is not None:
                return day
    return None


def _parse_by(text: str, picture: str, language: str) -> dt.date | None:
    months, days = _names(_MONTHS, language), _names(_DAYS, language)
    parts: dict[str, str] = {
        "d": r"(?P<d>\d{1,2})",
        "dd": r"(?P<d>\d{2})",
        "ddd": r"\w+\.?",
        "dddd": "(?:" + "|".join(days) + ")",
        "M": r"(?P<m>\d{1,2})",
        "MM": r"(?P<m>\d{2})",
        "MMM": "(?P<b>" + "|".join(month[:3] for month in months) + ")",
        "MMMM": "(?P<B>" + "|".join(months) + ")",
        "yyyy": r"(?P<y>\d{4})",
        "yy": r"(?P<s>\d{2})",
    }
    pattern, used = "", set()
    for piece in _PICTURE.findall(picture.replace("\\", "")):
        key = _picture_key(piece)
        known = parts.get(key)
        if known and key not in used:
            used.add(key)
            pattern += known
        elif len(piece) > 1 and piece[0] in "'\"":
            pattern += re.escape(piece[1:-1])
        elif piece[0] in "Hhms" and len(piece) <= 2 and piece[0] not in used:
            used.add(piece[0])  # each once: a hundred of them would be tried for hours
            pattern += r"\d{1,2}"
        else:
            pattern += re.escape(piece)
    try:
        match = re.fullmatch(pattern, text, re.I)
    except re.error:
        return None
    return _date_of(match.groupdict(), months) if match else None


def _date_of(found: dict[str, str | None], months: list[str]) -> dt.date | None:
    month = found.get("m")
    for name, length in (("B", 99), ("b", 3)):
        if found.get(name):
            shown = (found[name] or "").lower()
            month = str([m[:length].lower() for m in months].index(shown) + 1)
    year, short = found.get("y"), found.get("s")
    if short:
        year = f"{19 if int(short) >= _PIVOT else 20}{short}"
    if not (found.get("d") and month and year):
        return None
    try:
        return dt.date(int(year), int(month), int(found["d"] or 0))
    except ValueError:
        return None


def format_number(number: Decimal, picture: str = "", exact: bool = False) -> str:
    """`number` in German form; a picture gives grouping and the number of decimals.

    `exact` shows more decimals than the picture has rather than rounding.
    """
    core = re.search(r"[#0][#0.,x]*", picture)
    decimals = -int(number.as_tuple().exponent)
    grouping = True
    if core:
        whole, comma, places = core.group().rpartition(",")
        if not comma:
            whole, places = core.group(), ""
        decimals = max(decimals, len(places)) if exact else len(places)
        grouping = "." in whole
        number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    shown = f"{number:{',' if grouping else ''}.{max(decimals, 0)}f}"
    shown = shown.translate(str.maketrans(",.", ".,"))
    if not core:
        return shown
    return (picture[: core.start()] + shown + picture[core.end() :]).replace("'", "")


def parse_number(text: str, picture: str = "") -> Decimal | None:
    """The number that a German text shows ("1.234,50 €"); None if it shows none.

    `picture` names what stands around the number ("0 'Plätze'").
    """
    core = re.search(r"[#0][#0.,x]*", picture)
    if core:
        before, after = picture[: core.start()], picture[core.end() :]
        text = text.removeprefix(before.replace("'", "")).removesuffix(after.replace("'", ""))
    stripped = text.strip().strip("€%").strip()
    if len(stripped) <= MAX_DIGITS and _ENGLISH_NUMBER.fullmatch(stripped):
        stripped = stripped.replace(",", "").replace(".", ",")
    match = _NUMBER_TEXT.fullmatch(stripped) if len(stripped) <= MAX_DIGITS else None
    if not match or not re.search(r"\d", stripped):
        return None
    digits = re.sub(r"[.\s'’]", "", stripped).replace("−", "-").replace(",", ".")
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None
