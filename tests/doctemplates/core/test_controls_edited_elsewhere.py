"""Content controls as other programs and hands leave them."""

import datetime as dt

import pytest

from doctemplates import fill, read_fields, read_values
from tests.doctemplates.core import build as b

BARE = f'<w:sdt><w:sdtPr><w:tag w:val="name"/>{b.TEXT}</w:sdtPr></w:sdt>'
EMPTY = b.row(b.paragraph())
LEVELS = {
    "run": b.paragraph(BARE),
    "block": BARE,
    "cell": b.table(EMPTY.replace("</w:tr>", f"{BARE}</w:tr>")),
    "row": b.table(EMPTY, BARE),
}


@pytest.mark.parametrize("level", LEVELS)
def test_a_control_without_content_is_given_one(level):
    source = b.docx(LEVELS[level] + b.paragraph())
    filled = fill(source, {"name": "Ökten"})
    assert read_values(filled) == {"name": "Ökten"}
    inner = b.part(filled).partition("<w:sdtContent>")[2]
    start = {"run": "<w:r>", "block": "<w:p>", "cell": "<w:tc><w:p>", "row": "<w:tr><w:tc><w:p>"}
    assert inner.startswith(start[level])


def test_entries_of_the_same_value_can_all_be_chosen():
    entries = "".join(
        f'<w:listItem w:displayText="{label}" w:value="{value}"/>'
        for label, value in (("Nord", "1"), ("Süd", "1"), ("West", "2"))
    )
    kind = f"<w:dropDownList>{entries}</w:dropDownList>"
    source = b.docx(b.paragraph(b.control(kind, b.run("?"), "ort")))
    (field,) = read_fields(source)
    assert field.choices == (("Nord", "Nord"), ("Süd", "Süd"), ("2", "West"))
    for choice, label, kept in (("Nord", "Nord", "1"), ("Süd", "Süd", "1"), ("2", "West", "2")):
        filled = fill(source, {"ort": choice})
        assert read_values(filled) == {"ort": choice}
        assert f">{label}<" in b.part(filled)
        assert f'w:lastValue="{kept}"' in b.part(filled)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("04.03.2026", dt.date(2026, 3, 4)),
        ("5.3.2026", dt.date(2026, 3, 5)),
        ("entfällt", "entfällt"),
        ("", None),
    ],
    ids=["as stamped", "typed elsewhere", "no date", "deleted"],
)
def test_the_date_that_is_shown_counts(text, value):
    date = '<w:date w:fullDate="2026-03-04T00:00:00Z"><w:dateFormat w:val="dd.MM.yyyy"/></w:date>'
    source = b.docx(b.paragraph(b.control(date, b.run(text), "tag")))
    assert read_values(source) == {"tag": value}


@pytest.mark.parametrize(
    ("stamp", "text", "year"),
    [("", "12.03.75", 1975), ("", "12.03.68", 2068), ("1955-03-12", "12.03.55", 1955)],
    ids=["last century", "this century", "as stamped"],
)
def test_a_year_of_two_digits_is_that_of_the_stamp_or_a_near_one(stamp, text, year):
    stamp = stamp and f' w:fullDate="{stamp}T00:00:00Z"'
    date = f'<w:date{stamp}><w:dateFormat w:val="dd.MM.yy"/></w:date>'
    source = b.docx(b.paragraph(b.control(date, b.run(text), "tag")))
    assert read_values(source) == {"tag": dt.date(year, 3, 12)}


@pytest.mark.parametrize(
    ("kind", "prompt", "value"),
    [
        (b.TEXT, "Klicken oder tippen Sie, um ein Datum einzugeben.", "Ökten"),
        ("", "Choose an item.", "Ökten"),
        ("<w:date/>", "Klicken oder tippen Sie, um ein Datum einzugeben.", dt.date(2026, 11, 21)),
        ("<w:date/>", "[Datum]", dt.date(2026, 11, 21)),
    ],
)
def test_a_standard_prompt_is_no_value_though_the_file_forgot_to_say_so(kind, prompt, value):
    source = b.docx(b.paragraph(b.control(kind, b.run(prompt), "name")))
    (field,) = read_fields(source)
    assert (field.default, read_values(source)["name"] or "") == (None, "")
    assert read_values(fill(source, {"name": value})) == {"name": value}


def test_a_list_that_shows_none_of_its_entries_shows_its_prompt():
    kind = '<w:dropDownList><w:listItem w:displayText="Nord" w:value="n"/></w:dropDownList>'
    for shown, value in (("Bitte Region", ""), ("Nord ", "n"), ("n", "n")):
        source = b.docx(b.paragraph(b.control(kind, b.run(shown), "ort")))
        (field,) = read_fields(source)
        assert (read_values(source), field.help) == ({"ort": value}, "" if value else shown)


def test_the_entry_that_only_repeats_the_prompt_is_no_choice():
    entries = ["Choose an item.", "Nord", "Süd"]
    for number in (1, 3):
        items = "".join(f'<w:listItem w:value="{entry}"/>' for entry in entries[:number])
        kind = f"<w:dropDownList>{items}</w:dropDownList>"
        source = b.docx(b.paragraph(b.control(kind, b.run("Choose an item."), "ort")))
        (field,) = read_fields(source)
        wanted = ["Nord", "Süd"] if number > 1 else ["Choose an item."]  # else it cannot be filled
        assert [value for value, _ in field.choices] == wanted
        assert read_values(source) == {"ort": "" if number > 1 else "Choose an item."}


COMBO = '<w:comboBox><w:listItem w:displayText="Nord" w:value="n"/></w:comboBox>'


@pytest.mark.parametrize("kind", [b.TEXT, "", COMBO], ids=["text", "rich text", "combo"])
@pytest.mark.parametrize("typed", ["Text eingeben", "Enter text", "Wählen Sie ein Datum"])
def test_what_was_filled_in_is_no_prompt_though_it_reads_like_one(kind, typed):
    source = b.docx(b.paragraph(b.control(kind, b.prompt("Name"), "name", 7, b.SHOWING)))
    filled = fill(source, {"name": typed})
    assert read_values(filled) == {"name": typed}
    assert "showingPlcHdr" not in b.part(fill(filled, {"name": "Ökten"}))
