"""A number as people type it into a form or a table: German, and never read as another one."""

from __future__ import annotations

import re
from decimal import Decimal

from doctemplates.formats import parse_number

NOT_A_NUMBER = Decimal("NaN")  # what `values.prepare` refuses
_THOUSANDS = re.compile(r"\D*[1-9]\d{0,2}(\.\d{3})+(?![\d.])[^.]*")
_POINT = re.compile(r"[^\d.,]*\d+\.\d+(?![\d.,])[^.,]*")


def typed_number(text: str) -> Decimal:
    """Return the number that `text` shows, NOT_A_NUMBER where it shows none.

    "1.500" is 1500; a single point that cannot divide thousands is a decimal point ("1.5").
    """
    if "." in text and not _THOUSANDS.fullmatch(text):
        if not _POINT.fullmatch(text):
            return NOT_A_NUMBER
        text = text.replace(".", ",")
    number = parse_number(text)
    return NOT_A_NUMBER if number is None else number
