"""Whatever row buttons are pressed in whatever order, each row keeps what was typed into it."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from doctemplates.fields.model import Kind, Location, TemplateField
from doctemplates.form_fields import html_name
from doctemplates.forms import Level, fill_form

PLACE = Location("word/document.xml", "Absatz 1")
STEP = TemplateField("step", "Schritt", Kind.TEXT, PLACE)
STEPS = TemplateField("steps", "Schritte", Kind.GROUP, PLACE, fields=(STEP,))
GOAL = TemplateField("goal", "Ziel", Kind.DATE, PLACE)  # a text is no date: kept all the same
GOALS = TemplateField("goals", "Ziele", Kind.GROUP, PLACE, fields=(GOAL, STEPS))
VERBS = ("add", "remove", "up", "down")
PRESSES = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 9), st.none() | st.integers(0, 9)),
    max_size=25,
)


def data_of(level: Level) -> dict[str, str]:
    """Return what a browser sends back for the form it was given."""
    data = {}
    for group in level.groups.values():
        data[group.order_name] = group.order
        for row in group.rows:
            data |= data_of(row.level)
    for bound in level.form:
        data[bound.html_name] = bound.value() or ""
    return data


def tree_of(level: Level) -> list[tuple[str, list[str]]]:
    """Return what each goal and its steps hold, in their order."""
    return [
        (text(row.level, GOAL), [text(step.level, STEP) for step in steps_of(row).rows])
        for row in level.groups["goals"].rows
    ]


def steps_of(row: Any) -> Any:
    return row.level.groups["steps"]


def text(level: Level, field: TemplateField) -> str:
    return level.form[html_name(field)].value() or ""


def type_everywhere(level: Level, data: dict[str, str], fresh: Any) -> None:
    """Type a text of its own into every field that is still empty."""
    for bound in level.form:
        data[bound.html_name] = data[bound.html_name] or f"Text {next(fresh)}"
    for group in level.groups.values():
        for row in group.rows:
            type_everywhere(row.level, data, fresh)


def expected(rows: list[Any], verb: str, place: int, new: Any) -> list[Any]:
    """Return the list after a button of the row at `place`; the ends have no way further."""
    if verb == "add":
        return [*rows, new]
    rest = rows[:place] + rows[place + 1 :]
    if verb == "remove":
        return rest
    target = max(place - 1, 0) if verb == "up" else place + 1
    return [*rest[:target], rows[place], *rest[target:]]


@given(PRESSES)
def test_any_sequence_of_row_buttons_keeps_what_was_typed_with_its_row(presses):
    fresh = iter(range(10_000))
    form = fill_form([GOALS])
    for verb, at, within in presses:
        data = data_of(form)
        type_everywhere(form, data, fresh)
        form = fill_form([GOALS], data)
        before = tree_of(form)
        rows = form.groups["goals"].rows
        if within is None or not rows:
            group, shown = form.groups["goals"], before
            wanted: Callable[[list[Any]], list[Any]] = list
            new: Any = ("", [""])
        else:
            goal = at % len(rows)
            group, shown = steps_of(rows[goal]), before[goal][1]
            wanted = _put_into(before, goal)
            new, at = "", within
        if verb != "add" and not group.rows:
            continue
        place = at % len(group.rows) if group.rows else 0
        target = "" if verb == "add" else f":{group.rows[place].id}"
        form = fill_form([GOALS], {**data, "action": f"{verb}:{group.prefix}{target}"})
        assert tree_of(form) == wanted(expected(shown, verb, place, new))


def _put_into(before: list[tuple[str, list[str]]], goal: int) -> Any:
    def put(steps: list[str]) -> list[tuple[str, list[str]]]:
        return [
            (title, steps if number == goal else own) for number, (title, own) in enumerate(before)
        ]

    return put
