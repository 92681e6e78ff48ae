"""Text of attached files: Word by its headings, PDF by its pages, plain text as it is.

Each file is read once and kept by its hash. A file that can't be read is logged and found by its
title alone.
"""

import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

import pypdfium2
from django.utils.translation import gettext
from lxml import etree

from search.index_document import Passage
from search.models import ExtractedText

logger = logging.getLogger(__name__)

MAX_FILE = 60 * 1024 * 1024  # bytes
MAX_PART = 80 * 1024 * 1024  # bytes of an unpacked part of a Word file
MAX_PAGES = 2000
MAX_TEXT = 3_000_000  # characters
LONGEST_PASSAGE = 2_000  # characters, about
USUAL_PASSAGE = 1_400
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH_END = re.compile(r"\n+")
_SENTENCE_END = re.compile(r"[.!?:;]\s+")
_WORD_END = re.compile(r"\s+")
SKIPPED = {
    f"{W}del",
    f"{W}instrText",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def passages(file: Any) -> tuple[Passage, ...]:
    """Return the passages of a Wagtail document; none where it can't be read.

    Raises what the storage raises where it does not answer.
    """
    reader = READERS.get(file.file_extension.lower())
    if reader is None:
        return ()
    digest = file.get_file_hash() if file.file_hash or _exists(file) else ""
    if not digest:
        logger.warning("Search: the file of document %s is missing", file.pk)
        return ()
    kept = ExtractedText.objects.filter(digest=digest).first()
    if kept is None:
        kept = _extract(file, digest, reader)
    return cut_long([Passage(*part) for part in kept.passages])


def cut_long(parts: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return the passages with long ones cut at ends of paragraphs, or else of sentences.

    So a hit names the place in a long text, and a passage keeps its number while the text stays
    as it is. The heading stays with the first piece; the anchor is that of all.
    """
    found = []
    for part in parts:
        pieces = _pieces(part.text) if len(part.text) > LONGEST_PASSAGE else [part.text]
        for number, text in enumerate(pieces):
            found.append(Passage(part.heading if number == 0 else "", part.anchor, text))
    return tuple(found)


def _pieces(text: str) -> list[str]:
    """Cut `text` into pieces of about USUAL_PASSAGE characters, none above LONGEST_PASSAGE."""
    number = -(-len(text) // USUAL_PASSAGE)
    usual = len(text) // number
    pieces, start = [], 0
    while len(text) - start > LONGEST_PASSAGE:
        window = text[start + usual // 2 : start + LONGEST_PASSAGE]
        end = start + usual // 2 + _best_end(window, usual - usual // 2)
        pieces.append(text[start:end].strip())
        start = end
    return [piece for piece in [*pieces, text[start:].strip()] if piece]


def _best_end(window: str, wanted: int) -> int:
    """Return the end of a paragraph, sentence or word in `window` that is nearest to `wanted`."""
    for ends in (_PARAGRAPH_END, _SENTENCE_END, _WORD_END):
        places = [match.end() for match in ends.finditer(window)]
        if places:
            return min(places, key=lambda place: abs(place - wanted))
    return max(1, min(wanted, len(window)))


def _exists(file: Any) -> bool:
    return bool(file.file) and file.file.storage.exists(file.file.name)


def forget_text(file: Any) -> None:
    """Before a document is saved: forget the text of a file that is exchanged.

    Wagtail's own forms count the hash anew, other code need not know of it.
    """
    if file.pk is None or not file.file or file.file._committed:
        return
    if type(file)._default_manager.filter(pk=file.pk, file_hash=file.file_hash).exists():
        file.file_hash = ""  # counted from the file when it is read


def _extract(file: Any, digest: str, reader: "Reader") -> ExtractedText:
    try:
        with file.open_file() as stream:
            content = io.BytesIO(stream.read(MAX_FILE + 1))
    except FileNotFoundError:
        logger.warning("Search: the file of document %s is missing", file.pk)
        return ExtractedText(digest=digest)  # not kept: the file may come back
    # any other error of the storage is raised: it says nothing of the file and may be over soon
    try:
        found, error = read(content, reader), ""
    except MemoryError:
        raise
    except Exception as problem:
        logger.warning("Search: document %s can't be read: %r", file.pk, problem)
        found, error = [], repr(problem)[:2000]
    parts = [[part.heading, part.anchor, part.text] for part in found]
    kept, _ = ExtractedText.objects.get_or_create(
        digest=digest, defaults={"passages": parts, "error": error}
    )
    return kept


def read(stream: IO[bytes], reader: "Reader") -> list[Passage]:
    """Return the passages of an open file up to a total of MAX_TEXT characters.

    Raises ValueError for a file that is too large, and whatever its format's reader raises.
    """
    stream.seek(0, 2)
    if stream.tell() > MAX_FILE:
        raise ValueError("The file is too large to be read.")
    stream.seek(0)
    found: list[Passage] = []
    room = MAX_TEXT
    for heading, anchor, text in reader(stream):
        clean = text.replace("\x00", "").strip()[:room]
        room -= len(clean)
        if clean or heading:
            found.append(Passage(heading[:300], anchor, clean))
        if room <= 0:
            break
    return found


def read_pdf(stream: IO[bytes]) -> Iterator[tuple[str, str, str]]:
    """Yield one passage per page; the anchor opens the viewer at that page."""
    pdf = pypdfium2.PdfDocument(stream.read())
    try:
        for index in range(min(len(pdf), MAX_PAGES)):
            page = pdf[index]
            text_page = page.get_textpage()
            text = text_page.get_text_range().replace("\ufffe", "").replace("\r\n", "\n")
            text_page.close()
            page.close()
            number = index + 1
            yield gettext("Page {number}").format(number=number), f"page={number}", text
    finally:
        pdf.close()


def read_word(stream: IO[bytes]) -> Iterator[tuple[str, str, str]]:
    """Yield one passage per heading of a .docx or .dotx; text before the first has none."""
    with zipfile.ZipFile(stream) as package:
        headings = _heading_styles(package)
        body = _parse(package, "word/document.xml")
    heading = ""
    lines: list[str] = []
    for paragraph in body.iter(f"{W}p"):
        if any(parent.tag in SKIPPED for parent in paragraph.iterancestors()):
            continue
        text = _paragraph_text(paragraph)
        if _style(paragraph) in headings and text:
            if heading or lines:
                yield heading, "", "\n".join(lines)
            heading, lines = text, []
        elif text:
            lines.append(text)
    if heading or lines:
        yield heading, "", "\n".join(lines)


def read_text(stream: IO[bytes]) -> Iterator[tuple[str, str, str]]:
    """Yield the whole text, read as UTF-8 or else as Windows-1252."""
    raw = stream.read()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    yield "", "", text


def _parse(package: zipfile.ZipFile, name: str) -> Any:
    if package.getinfo(name).file_size > MAX_PART:
        raise ValueError("The file is too large to be read.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(package.read(name), parser)


def _heading_styles(package: zipfile.ZipFile) -> set[str]:
    if "word/styles.xml" not in package.namelist():
        return set()
    found = set()
    for style in _parse(package, "word/styles.xml").iter(f"{W}style"):
        name = style.find(f"{W}name")
        label = name.get(f"{W}val", "").casefold() if name is not None else ""
        if label.startswith(("heading ", "überschrift ")) or label == "title":
            found.add(style.get(f"{W}styleId", ""))
    return found


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""


def _paragraph_text(paragraph: Any) -> str:
    """Return the paragraph's own text: without deletions and text boxes' paragraphs."""
    parts: list[str] = []

    def walk(element: Any) -> None:
        for child in element:
            if child.tag in SKIPPED or child.tag == f"{W}p":
                continue
            if child.tag == f"{W}t":
                parts.append(child.text or "")
            elif child.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
                parts.append(" ")
            elif child.tag == f"{W}noBreakHyphen":
                parts.append("-")
            else:
                walk(child)

    walk(paragraph)
    return " ".join("".join(parts).split())


Reader = Callable[[IO[bytes]], Iterator[tuple[str, str, str]]]
READERS: dict[str, Reader] = {
    "pdf": read_pdf,
    "docx": read_word,
    "dotx": read_word,
    "txt": read_text,
}
