"""Verbs of the listed nouns in -ung: verlängert and zu verlängern are a Verlängerung.

Snowball parts them where the verb ends in -ern (verlang, verlanger), has a t (unterstutzt) or a
participle in -ge- (eingeburgert). Questions ask with verbs for what texts name with nouns.
"""

import re
from collections.abc import Iterator

_SHORTEST = 6  # letters: shorter verbs look like other nouns, as Schulung and Schulen
_SEPARABLE = (
    "zurueck", "zusammen", "weiter", "nach", "fort", "fest", "mit", "vor", "aus", "auf", "ein",
    "her", "hin", "bei", "weg", "ab", "an", "um", "zu",
)  # fmt: skip
_INSEPARABLE = ("be", "emp", "ent", "er", "ge", "miss", "ver", "zer", "ueber", "unter")
_SHORT_EL = re.compile(r"(?<=[bcdfgkmnprstz])l$")  # Vermittlung: vermitteln
_ENDINGS = ("", "e", "en", "er", "es", "em")


def forms_of_verb(noun: str) -> Iterator[str]:
    """Yield the forms of the regular verb that a folded `noun` in -ung is made from."""
    base = noun.removesuffix("ung")
    if base == noun or len(base) < _SHORTEST:
        return
    base = _SHORT_EL.sub("el", base)
    infinitive = base + ("n" if base.endswith(("er", "el")) else "en")
    participle = base + ("et" if base.endswith(("t", "d", "chn", "gn")) else "t")
    yield from (base + "e", infinitive, *(participle + ending for ending in _ENDINGS))
    if base.startswith(_INSEPARABLE):
        return
    first = next((prefix for prefix in _SEPARABLE if base.startswith(prefix)), "")
    yield from (f"{first}ge{participle.removeprefix(first)}{ending}" for ending in _ENDINGS)
    if first:
        yield f"{first}zu{infinitive.removeprefix(first)}"
