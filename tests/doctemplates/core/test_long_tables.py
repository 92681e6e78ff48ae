"""Tables of many rows, which are written in columns, hold what walking row by row would write."""

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doctemplates import FillError, compile_template, fill, read_values
from doctemplates.fields.found import display
from doctemplates.text import ContentWriter, clean
from tests.doctemplates.core import build as b

ROW = b.row(
    b.paragraph(b.control(b.TEXT, b.run("alt"), "title", 11)),
    b.paragraph(b.control(b.TEXT + b.SHOWING, b.prompt(), "who", 12)),
    b.paragraph(b.control('<w:date><w:dateFormat w:val="dd.MM.yyyy"/></w:date>',
                          b.run("alt"), "until", 13)),
    b.paragraph(b.control(b.CHECKBOX, b.run("☐"), "done", 14)),
)  # fmt: skip
SOURCE = b.docx(b.table(b.section(b.item(ROW))))
TEXTS = st.sampled_from(
    ["Ziel", "a & b < c > d", "50 % %d %b %(x)s", "Äpfel\u00a0😀", "{{ x }}", "eins\nzwei\tdrei"]
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {"title": TEXTS, "done": st.booleans()},
        optional={"who": st.one_of(TEXTS, st.just("")), "until": st.dates(dt.date(1900, 1, 1))},
    ),
    min_size=2,
    max_size=9,
)


def ids(filled):
    return re.findall(r'<w:id w:val="(-?\d+)"/>', b.part(filled))


def alike(number):
    return {"title": f"Ziel {number} & mehr %d", "who": "Äpfel", "done": number % 3 == 0,
            "until": dt.date(2026, 1, 1) + dt.timedelta(number)}  # fmt: skip


def test_five_hundred_rows_are_read_back_equal_and_have_ids_of_their_own():
    values = {"goals": [alike(number) for number in range(500)]}
    filled = fill(SOURCE, values)
    assert read_values(filled) == values
    assert len(ids(filled)) == len(set(ids(filled))) == 1 + 5 * 500
    assert filled == fill(SOURCE, values)


@settings(max_examples=25, deadline=None)
@given(rows=ROWS, times=st.integers(1, 12))
def test_rows_with_different_values_present_keep_their_order(rows, times):
    filled = fill(SOURCE, {"goals": rows * times})
    untouched = {"who": "", "until": "alt"}
    assert read_values(filled) == {"goals": [untouched | row for row in rows * times]}
    assert len(ids(filled)) == len(set(ids(filled)))


@settings(max_examples=50, deadline=None)
@given(values=st.lists(st.one_of(st.text().map(clean), st.dates())))
@pytest.mark.parametrize("in_rich_text", [False, True])
def test_a_column_is_written_as_its_values_one_by_one(values, in_rich_text):
    write = ContentWriter(b"w:", display, in_rich_text)
    assert (write.column(values) if values else []) == [write(value) for value in values]


def test_a_wrong_value_far_down_is_named():
    rows = [alike(number) for number in range(300)]
    rows[250]["until"], rows[260]["title"], rows[270]["other"] = "morgen", 7, "x"
    with pytest.raises(FillError) as error:
        compile_template(SOURCE).fill({"goals": rows})
    assert [(problem.path, problem.code) for problem in error.value.problems] == [
        ("goals[250].until", "not_a_date"),
        ("goals[260].title", "not_text"),
        ("goals[270].other", "unknown"),
    ]
