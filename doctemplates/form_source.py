"""Where the contents of a template's form come from: nothing yet, a submission, a row button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from doctemplates.form_fields import typed_value
from doctemplates.picture_entry import SentPictures

MAX_ROWS = 200  # of one group
MAX_ALL_ROWS = 600  # of a form: rows within rows multiply
ACTION = "action"
# buttons that show the form again with what was typed, unchecked
UNCHECKED = frozenset({"earlier"})
# buttons for which required fields may still be empty
RELAXED = frozenset({"preview"})


class FieldsForm(forms.Form):
    """The plain fields of one level."""


class RelaxedForm(FieldsForm):
    """Checks what was typed, but lets required fields be empty."""

    def add_error(self, field: str | None, error: Any) -> None:
        """Pass over "required"; the form still shows which fields are."""
        if getattr(error, "code", "") != "required":
            super().add_error(field, error)


class Source:
    """Hands out forms and rows; `known` are values by binding for what nobody has typed into."""

    def __init__(
        self, data: Any = None, known: Mapping[str, Any] | None = None, files: Any = None
    ) -> None:
        self.data = data
        self.pictures = SentPictures(data, files or {}) if data is not None else None
        self.known = {name: value for name, value in (known or {}).items() if value}
        self.rows_left = MAX_ALL_ROWS
        self.action: str = data.get(ACTION, "") if data is not None else ""
        words = self.action.split(":")
        pressed = len(words) > 1
        self.verb = words[0] if pressed else ""
        self.target = words[1:] if pressed else []
        self.new_row = ""  # prefix of the row that a button has just added

    @property
    def checks(self) -> bool:
        """Whether the form was sent off, not just changed by a row button."""
        return self.data is not None and not self.verb and self.action not in UNCHECKED

    def form(
        self, fields: dict[str, forms.Field], prefix: str, initial: dict[str, Any]
    ) -> forms.Form:
        """Return a form: bound where it is checked, else holding what was typed."""
        base = RelaxedForm if self.action in RELAXED else FieldsForm
        made = type(base.__name__, (base,), dict(fields))
        if self.data is None or (self.new_row and prefix.startswith(self.new_row)):
            return made(prefix=prefix, initial=initial)
        if self.checks:
            return made(self.data, self.pictures, prefix=prefix, initial=initial)
        typed = {
            name: typed_value(field, f"{prefix}-{name}", self.data, self.pictures)
            for name, field in fields.items()
            if not field.disabled  # browsers do not send these
        }
        return made(prefix=prefix, initial={**initial, **typed})

    def rows(self, name: str) -> list[int] | None:
        """Return the row ids that were sent; None where the group was not sent at all."""
        if self.data is None or name not in self.data:
            return None
        ids = [int(part) for part in self.data[name].split(",") if _is_row_id(part)]
        return list(dict.fromkeys(ids))[:MAX_ROWS]

    def within_budget(self, ids: list[int]) -> list[int]:
        """Return as many of `ids` as the whole form may still have."""
        taken = ids[: self.rows_left]
        self.rows_left -= len(taken)
        return taken

    def reordered(self, prefix: str, ids: list[int]) -> list[int]:
        """Carry out the row button that was pressed, if it belongs to this group."""
        if not self.verb or self.target[0] != prefix:
            return ids
        if self.verb == "add":
            return self._with_new(prefix, ids)
        row = int(self.target[1]) if self.target[1:] and _is_row_id(self.target[1]) else -1
        if row not in ids:
            return ids
        place = ids.index(row)
        rest = [number for number in ids if number != row]
        if self.verb == "remove":
            return rest
        step = {"up": -1, "down": 1}.get(self.verb, 0)
        return [*rest[: max(place + step, 0)], row, *rest[max(place + step, 0) :]]

    def _with_new(self, prefix: str, ids: Sequence[int]) -> list[int]:
        if len(ids) >= MAX_ROWS:
            return list(ids)
        number = max(ids, default=-1) + 1
        self.new_row = f"{prefix}-{number}"
        return [*ids, number]


def _is_row_id(text: str) -> bool:
    return len(text) < 6 and text.isascii() and text.isdigit()
