"""Command line: python -m doctemplates fields|fill|values FILE [VALUES.json] [-o OUT]."""

from __future__ import annotations

import argparse
import base64
import binascii
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
        _answer(answer, options.output)
    except OSError as error:
        return _failed(f"{error.filename}: {error.strerror}")
    except (DocTemplateError, _NotValuesError) as error:
        return _failed(str(error))
    return 0


class _NotValuesError(Exception):
    """The file of values cannot be read."""


def _failed(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return 1


def _answer(answer: Any, output: Path | None) -> None:
    text = json.dumps(answer, ensure_ascii=False, indent=2, default=_plain) + "\n"
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


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
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"), object_hook=_picture)
    except json.JSONDecodeError as error:
        raise _NotValuesError(
            f"{path}: this is not JSON (line {error.lineno}, column {error.colno}: {error.msg})"
        ) from error
    except UnicodeDecodeError as error:
        raise _NotValuesError(f"{path}: the file is not text in UTF-8") from error
    except (binascii.Error, TypeError) as error:
        raise _NotValuesError(f"{path}: a picture is not written as base64") from error


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
