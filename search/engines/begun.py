"""A compound whose end is not typed yet: live search asks for "kindergartenpl"."""

from typing import NamedTuple

from search.analysis.compounds import begun
from search.analysis.query_language import ParsedQuery, Word
from search.engines.nodes import TERMS, WORDS, Every, Has, Node, Prefix, Some

_LEAST_LETTERS = 3  # with fewer, half of all words begin so


class Begun(NamedTuple):
    """The word, the stems of the parts it begins with, and the letters of the next one."""

    word: Word
    parts: tuple[str, ...]
    rest: str

    def whole(self, score: float = 0.0) -> Node:
        """Return the condition for words that begin as this one."""
        return Prefix(WORDS, self.word.term.word, score)

    def apart(self, relaxed: bool) -> Node:
        """Return the condition for the parts apart, if `relaxed` without the one begun last."""
        parts: list[Node] = [Has(TERMS, part) for part in self.parts]
        return Every((*parts, *(() if relaxed else self.last())))

    def last(self, score: float = 0.0) -> list[Node]:
        """Return the condition for the part begun last: none for one or two letters.

        Its stem may be shorter than what is typed, as berat of "beratu".
        """
        if len(self.rest) < _LEAST_LETTERS:
            return []
        return [Some((Prefix(TERMS, self.rest, score), Prefix(WORDS, self.rest, score)))]


def begun_in(text: str, parsed: ParsedQuery) -> Begun | None:
    """Return the word at the very end of `text` if it begins as a compound but is no whole one."""
    for word in parsed.words[-1:]:
        parts, rest = begun(word.term.word)
        if word.end == len(text) and parts and not word.term.parts:
            return Begun(word, parts, rest)
    return None
