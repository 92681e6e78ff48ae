"""Text between Python and WordprocessingML: clean, write into runs, read from runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from doctemplates.fields.found import display
from doctemplates.ooxml import ALTERNATE, PARAGRAPH, RUN, TXBX, Element, w

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PRINTABLE = bytes(range(0x20, 0x7F))
_BRACE = re.compile(rb"\{(?=\{)")
_TOKENS = re.compile("([\n\t])")
_BREAKS = {w("br"): "\n", w("cr"): "\n", w("tab"): "\t", w("noBreakHyphen"): "\u2011"}
_BREAKS[w("softHyphen")] = "\u00ad"
_TEXT, _SYM, _DELETED = w("t"), w("sym"), (w("del"), w("moveFrom"), w("rPr"), w("pPr"))
_WITHOUT_RUNS = frozenset({*_DELETED, TXBX, ALTERNATE, w("sdtPr"), w("tcPr"), w("tblPr")})
_PRIVATE_USE = 0xF000


def clean(text: str) -> str:
    """Text without what XML forbids; every line break becomes "\\n"."""
    if text.isprintable():  # so are no controls, surrogates, unassigned characters
        return text
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_clean(text: str) -> bool:
    """Whether `clean` has nothing to do; tells quickly for much ASCII text."""
    if text.isascii():
        return not text.encode().translate(None, _PRINTABLE)
    return text.isprintable()


def escape(text: str) -> bytes:
    """Text as XML character data."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return (text.replace(">", "&gt;") if ">" in text else text).encode()


def escape_attribute(text: str) -> bytes:
    """Text as XML attribute value; line breaks and tabs survive attribute normalisation."""
    return escape(text).replace(b'"', b"&quot;").replace(b"\n", b"&#10;").replace(b"\t", b"&#9;")


class ContentWriter:
    """Writes values as the inside of a run that shows them as `show` says.

    Rich text may have fields inside, which placeholders are too: braces that somebody typed then
    stand in two texts of one run, so that they never are one.
    """

    def __init__(
        self, prefix: bytes, show: Callable[[Any], str], in_rich_text: bool = False
    ) -> None:
        self._prefix, self._show, self._in_rich_text = prefix, show, in_rich_text
        self._start, self._end = b'<%bt xml:space="preserve">' % prefix, b"</%bt>" % prefix

    def __call__(self, value: Any) -> bytes:
        text = self._show(value)
        if "\n" in text or "\t" in text:
            content = run_content(text, self._prefix)
        else:
            content = b"%b%b%b" % (self._start, escape(text), self._end)
        return self._apart(content) if self._in_rich_text else content

    def _apart(self, content: bytes) -> bytes:
        return _BRACE.sub(b"{" + self._end + self._start, content) if b"{{" in content else content

    def column(self, values: list[Any]) -> list[bytes]:
        """The same for many values; they are escaped in one go, with a NUL between them."""
        try:
            shown = "\0".join(values if self._show is display else map(self._show, values))
        except TypeError:  # dates or numbers
            shown = "\0".join(map(self._show, values))
        if "\n" in shown or "\t" in shown:
            return list(map(self, values))
        between = b"%b\0%b" % (self._end, self._start)
        content = self._start + escape(shown).replace(b"\0", between) + self._end
        return (self._apart(content) if self._in_rich_text else content).split(b"\0")


def written(render: Callable[[Any], bytes], values: list[Any]) -> list[bytes]:
    """What `render` makes of each of `values`."""
    return render.column(values) if isinstance(render, ContentWriter) else list(map(render, values))


def run_content(text: str, prefix: bytes) -> bytes:
    """Inside of a run that shows `text`; `prefix` is that of WordprocessingML with its colon."""
    if "\n" not in text and "\t" not in text:
        return b'<%bt xml:space="preserve">%b</%bt>' % (prefix, escape(text), prefix)
    out = []
    for piece in _TOKENS.split(text):
        if piece == "\n":
            out.append(b"<%bbr/>" % prefix)
        elif piece == "\t":
            out.append(b"<%btab/>" % prefix)
        elif piece:
            out.append(b'<%bt xml:space="preserve">%b</%bt>' % (prefix, escape(piece), prefix))
    return b"".join(out)


def run_text(run: Element) -> str:
    """Text of one run without text boxes in it."""
    parts = []
    for child in run:
        tag = child.tag
        if tag == _TEXT:
            parts.append(child.text or "")
        elif tag in _BREAKS:
            parts.append(_BREAKS[tag])
        elif tag == _SYM:
            parts.append(_symbol(child))
    return "".join(parts)


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(w("char"), ""), 16)
        return chr(code if code >= _PRIVATE_USE else code | _PRIVATE_USE)
    except (ValueError, OverflowError):
        return ""


def runs_below(element: Element) -> Iterator[Element]:
    """Runs of `element` in order, not those of deleted text or of text boxes inside."""
    if element.tag == RUN:
        yield element
        return
    for child in element:
        tag = child.tag
        if tag == RUN:
            yield child
        elif tag not in _WITHOUT_RUNS and len(child):
            yield from runs_below(child)


def content_text(element: Element) -> str:
    """Text of a control's content; paragraphs are joined with "\\n"."""
    paragraphs = [
        paragraph
        for paragraph in element.iter(PARAGRAPH)
        if not any(up.tag == TXBX for up in _between(paragraph, element))
    ]
    if not paragraphs or element.tag == PARAGRAPH:
        return "".join(map(run_text, runs_below(element)))
    return "\n".join("".join(map(run_text, runs_below(item))) for item in paragraphs)


def _between(inner: Element, outer: Element) -> Iterator[Element]:
    for ancestor in inner.iterancestors():
        if ancestor is outer:
            return
        yield ancestor


def shorten(text: str, limit: int = 80) -> str:
    """One line of at most `limit` characters."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
