"""Short ways to write the blocks of a page from code."""

from typing import Any

Block = tuple[str, Any]


def heading(title: str, level: int = 2) -> Block:
    """Return a heading of level 2 or 3."""
    return "heading", {"text": title, "level": str(level)}


def rich(*paragraphs: str) -> str:
    """Return HTML: lists as they are, all else as paragraphs."""
    return "".join(row if row.startswith("<") else f"<p>{row}</p>" for row in paragraphs)


def text(*paragraphs: str) -> Block:
    return "text", rich(*paragraphs)


def steps(*rows: tuple[str, str]) -> Block:
    """Return numbered steps from (title, text)."""
    return "steps", {"steps": [{"title": title, "text": rich(body)} for title, body in rows]}


def note(title: str, body: str, kind: str = "info") -> Block:
    return "callout", {"kind": kind, "title": title, "text": rich(body)}


def footnote(body: str) -> Block:
    return "footnote", {"text": rich(body)}


def table(caption: str, *rows: list[str]) -> Block:
    """Return a table whose first row and column are headers."""
    data = {
        "data": list(rows),
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "cell": [],
        "mergeCells": [],
    }
    return "table", {"caption": caption, "table": data}


def stream(blocks: list[Block]) -> list[dict[str, Any]]:
    """Return the raw value of a stream field."""
    return [{"type": kind, "value": value} for kind, value in blocks]
