"""What can be wrong with an uploaded table as a whole, and how large it may be."""

from __future__ import annotations

from typing import Any

MAX_ROWS = 5_000
MAX_COLUMNS = 300

TABLE_MESSAGES = {
    "empty": "The file is empty.",
    "no_rows": "The table has headings but no rows.",
    "too_large": "The file is too large: at most {limit} MB are accepted.",
    "too_much_text": "The table holds too much text: at most {limit} MB are accepted.",
    "too_many_rows": "The table has more than {limit} rows.",
    "too_many_columns": "The table has more than {limit} columns.",
    "cell_too_long": "Row {row}: a cell holds more than {limit} characters.",
    "no_heading": "Row {row} holds a value in a column that has no heading.",
    "old_xls": "This is an old Excel file or it has a password.",
    "not_table": "This is not a table.",
    "damaged": "The table is damaged.",
    "encoding": "The characters of the file can't be read.",
}


class TableError(Exception):
    """The table cannot be used. `code` is a key of TABLE_MESSAGES, `params` its values."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        super().__init__(TABLE_MESSAGES[code].format(**params))
