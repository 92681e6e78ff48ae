"""Command line: python -m doctemplates fields|fill|values FILE [VALUES.json] [-o OUT]."""

from __future__ import annotations

import argparse
import base64
import dataclasses
import datetime as dt
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from doctemplates import DocTemplateError, fill, read_fields, read_values


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code (0 done, 1 the file or values do not fit)."""
    options = _parser().parse_args(arguments)
    try:
        source = options.file.read_bytes()
        if options.command == "fill":
            result = fill(source, _values(options.values))
            target = options.output or options.file.with_name(f"{options.file.stem}-filled.docx")
            target.write_bytes(result)
            return 0
        if options.command == "fields":
            answer: Any = [dataclasses.asdict(field) for field in read_fields(source)]
        else:
            answer = read_values(source)
    except (DocTemplateError, OSError, json.JSONDecodeError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    text = json.dumps(answer, ensure_ascii=False, indent=2, default=_plain) + "\n"
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m doctemplates", description=__doc__)
    parser.add_argument("command", choices=("fields", "fill", "values"))
    parser.add_argument("file", type=Path, help="a .docx or .dotx")
    parser.add_argument("values", type=Path, nargs="?", help="values by field name, as JSON")
    parser.add_argument("-o", "--output", type=Path)
    return parser


def _values(path: Path | None) -> Any:
    """Values from JSON; pictures are written as {"base64": "..."}."""
    if path is None:
        return {}
    return json.loads(path.read_text(encoding="utf-8"), object_hook=_picture)


def _picture(value: dict[str, Any]) -> Any:
    return base64.b64decode(value["base64"]) if set(value) == {"base64"} else value


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


if __name__ == "__main__":
    sys.exit(main())
