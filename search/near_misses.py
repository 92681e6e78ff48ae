"""Where nothing is found: which small change of the question would find something."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from search.analysis.query_language import parse
from search.facets import FACET_LABELS, Label
from search.parameters import RADII, TABS, Parameters

_QUOTES = re.compile('["„“”«»]')
_FIELD = re.compile(r'(?<![^\s"„“”«»])\w+:(?=\S)')
_MINUS = ("-", "−", "–")
MOST_SHOWN = 4
MOST_WORDS = 6  # of a question that is asked without one of them

Labels = Mapping[str, Mapping[str, Label]]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A question that is nearly the one that was asked, and how much it finds."""

    label: str
    query: str
    count: int


def near_misses(
    asked: Parameters, labels: Labels, count: Callable[[Parameters], int]
) -> list[NearMiss]:
    """Return the changes that find something, those that find most first.

    `count` asks the engine; it is called at most twenty times.
    """
    if not _can_help(asked, count):
        return []
    found: dict[str, NearMiss] = {}
    for changes in (_one_change(asked, labels), _all_changes(asked)):
        for label, changed in changes:
            query = changed.query_string()
            if query not in found and (number := count(changed)):
                found[query] = NearMiss(label, query, number)
        if found:
            break
    return sorted(found.values(), key=lambda miss: -miss.count)[:MOST_SHOWN]


def _can_help(asked: Parameters, count: Callable[[Parameters], int]) -> bool:
    """Tell whether any change can find something: words that nobody uses stay without results."""
    if _plain(asked.text) != asked.text:
        return True
    narrowed = asked.filters or asked.near or asked.tab.name != "all"
    return bool(narrowed) and count(_everywhere(asked)) > 0


def _everywhere(asked: Parameters) -> Parameters:
    return asked.unfiltered().in_tab(TABS["all"])


def _one_change(asked: Parameters, labels: Labels) -> Iterator[tuple[str, Parameters]]:
    for name, values in asked.filters.items():
        chosen = ", ".join(str(labels.get(name, {}).get(value, value)) for value in values)
        label = _("Without the filter {filter}: {values}")
        text = label.format(filter=FACET_LABELS[name], values=chosen)
        yield text, asked.without_facet(name)
    if asked.near:
        yield from _farther(asked)
    if asked.tab.name != "all":
        yield _("In the whole portal"), asked.in_tab(TABS["all"])
    yield from _fewer_words(asked)


def _farther(asked: Parameters) -> Iterator[tuple[str, Parameters]]:
    for radius in [radius for radius in RADII if radius > asked.radius][:1]:
        text = _("Within {km} km").format(km=radius)
        yield text, replace(asked, radius=radius, page=1)
    yield _("In the whole county"), asked.anywhere()


def _fewer_words(asked: Parameters) -> Iterator[tuple[str, Parameters]]:
    parsed = parse(asked.text)
    plain = _plain(asked.text)
    if plain != asked.text:
        yield _("Only the words: {words}").format(words=plain), asked.with_text(plain)
    if 2 <= len(parsed.words) <= MOST_WORDS:
        for word in parsed.words:
            rest = " ".join((asked.text[: word.start] + asked.text[word.end :]).split())
            label = _("Without the word “{word}”").format(word=word.typed)
            yield label, asked.with_text(rest)


def _plain(text: str) -> str:
    """Return the words alone, without what the query language makes of signs among them."""
    parsed = parse(text)
    if not (parsed.phrases or parsed.excluded or parsed.filters):
        return text
    words = _QUOTES.sub(" ", _FIELD.sub("", text)).split()
    return " ".join(word for word in words if not word.startswith(_MINUS)) or text


def _all_changes(asked: Parameters) -> Iterator[tuple[str, Parameters]]:
    everywhere = _everywhere(asked)
    if asked.filters or asked.near:
        yield _("Without any filter"), asked.unfiltered()
    if asked.tab.name != "all":
        yield _("In the whole portal, without any filter"), everywhere
    plain = _plain(asked.text)
    if plain != asked.text:
        label = _("In the whole portal, only the words: {words}")
        yield label.format(words=plain), everywhere.with_text(plain)
