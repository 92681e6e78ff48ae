"""What went wrong with a table, a row or a run, told to people, with a word on how to mend it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from doctemplates.batch.table_errors import TableError
from doctemplates.models import BatchRow

TABLE = {
    "empty": _("The file is empty. Please choose the file again."),
    "no_rows": _("The table has headings, but no row below them. Please enter at least one."),
    "too_large": _("The file is too large: at most {limit} MB are accepted."),
    "too_much_text": _(
        "The table holds too much text: at most {limit} MB are accepted. Please divide it."
    ),
    "too_many_rows": _("The table has more than {limit} rows. Please divide it."),
    "too_many_columns": _("The table has more than {limit} columns. Please leave some out."),
    "cell_too_long": _("Row {row}: a cell holds more than {limit} characters. Please shorten it."),
    "no_heading": _(
        "Row {row} holds a value in a column that has no heading. Please enter a heading in the "
        "first row, or empty the cell."
    ),
    "old_xls": _(
        "This is an old Excel file (.xls), or it has a password. Please open it in Excel, remove "
        "the password and save it as .xlsx."
    ),
    "not_table": _("This is not a table. Please upload an .xlsx or .csv file."),
    "damaged": _("The table is damaged. Please open it in Excel, save it again and retry."),
    "encoding": _(
        "The characters of this file can't be read. Please save it in Excel as .xlsx or as "
        "“CSV UTF-8”."
    ),
}
ROW = {
    "required": _("this may not stay empty"),
    "too_long": _("has {length} characters, at most {limit} are allowed"),
    "formula": _("the formula has no result ({value}); please enter the value itself"),
    "not_a_date": _("“{value}” is no date; please enter one such as 21.11.2026"),
    "not_a_number": _("“{value}” is no number; please enter one such as 1.234,50"),
    "not_boolean": _("“{value}” is not known; please enter ja or nein"),
    "not_a_choice": _("“{value}” is not on the list; possible are: {choices}"),
}
UNKNOWN = _("the value does not fit this field")
WORK = {
    "interrupted": _("Filling was interrupted several times at this place, so it was given up."),
    "internal": _("An unexpected error occurred. Please tell the administration of the portal."),
    "template_gone": _("The stored files are missing on the server. Please start anew."),
    "template_refused": _(
        "The template's file is not accepted any more. Please check the template and start anew."
    ),
    "personal": _(
        "The template is now marked as holding personal data. Such templates are filled one by "
        "one, because nothing of them may be stored."
    ),
    "locked": _("The agreement is being edited by somebody else. Please file this one by hand."),
    "not_allowed": _("You may not edit this agreement."),
}


def table_message(error: TableError) -> str:
    """Return what is wrong with an uploaded table."""
    return str(TABLE[error.code]).format(**error.params)


def row_messages(row: BatchRow) -> list[str]:
    """Return everything that is wrong with a row, each with its column."""
    told = [f"{item['column']}: {problem_message(item)}." for item in row.problems]
    return [*told, *([work_message(row.error)] if row.error else [])]


def problem_message(problem: dict[str, object]) -> str:
    """Return what is wrong in one column and how to mend it."""
    text = str(ROW.get(str(problem["code"]), UNKNOWN))
    params = problem.get("params")
    try:
        return text.format(**params) if isinstance(params, dict) else text
    except (KeyError, IndexError):
        return str(UNKNOWN)


def work_message(code: str) -> str:
    """Return why work on a run or a row ended."""
    return str(WORK.get(code, WORK["internal"]))
