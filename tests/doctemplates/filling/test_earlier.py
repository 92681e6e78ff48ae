"""An earlier document starts the next one; what no longer fits is shown, never dropped."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doctemplates import Kind, PackageError, TemplateField, fill, read_fields
from doctemplates.checking.held import Held, read_held
from doctemplates.earlier import Misfit, matched, read_earlier
from doctemplates.messages import TOO_MUCH
from tests.doctemplates.core import build as b
from tests.factories.doctemplates import GOAL_PLAN, sample

PLAN = {
    "case_number": "SU-2026-014",
    "today": dt.date(2026, 11, 21),
    "interpreting": "ehrenamtlich",
    "remarks": "Bitte\nfrüher",
    "goals": [
        {"title": "Sprachkurs", "actions": [{"what": "Anmelden", "done": True}]},
        {"title": "Kitaplatz", "target_date": dt.date(2027, 2, 1)},
    ],
}


def fields() -> list[TemplateField]:
    return read_fields(sample(GOAL_PLAN))


def changed(which: str, **how: object) -> list[TemplateField]:
    return [replace(field, **how) if field.name == which else field for field in fields()]


def filled(**more: object) -> bytes:
    return fill(sample(GOAL_PLAN), {**PLAN, **more})


def test_a_filled_plan_gives_its_values_back():
    found = read_earlier(filled(), fields(), 200)
    assert found.misfits == []
    assert found.values["case_number"] == "SU-2026-014"
    assert found.values["today"] == dt.date(2026, 11, 21)
    assert found.values["interpreting"] == "ehrenamtlich"
    assert found.values["remarks"] == "Bitte\nfrüher"
    goals = found.values["goals"]
    assert [goal["title"] for goal in goals] == ["Sprachkurs", "Kitaplatz"]
    assert goals[0]["actions"][0]["what"] == "Anmelden"
    assert goals[0]["actions"][0]["done"] is True
    assert goals[1]["target_date"] == dt.date(2027, 2, 1)
    assert "strengths" not in found.values  # empty there: what is typed here stays


def test_a_field_that_is_gone_is_shown_with_its_value():
    left = [field for field in fields() if field.name not in ("remarks", "goals")]
    found = read_earlier(filled(), left, 200)
    assert Misfit("Bemerkungen", "Bitte\nfrüher", "unknown") in found.misfits
    assert Misfit("Ziel 1 – Was soll erreicht werden?", "Sprachkurs", "unknown") in found.misfits
    assert Misfit("Ziel 1 – Schritt 1 – Erledigt", "Ja", "unknown") in found.misfits


def test_a_choice_that_is_gone_is_shown():
    found = read_earlier(filled(), changed("interpreting", choices=(("nein", "Nein"),)), 200)
    assert found.misfits == [Misfit("Sprachmittlung", "ehrenamtlich", "not_a_choice")]
    assert "interpreting" not in found.values


def test_a_choice_is_found_by_its_label():
    renamed = changed("interpreting", choices=(("e", "ehrenamtlich"),))
    assert read_earlier(filled(), renamed, 200).values["interpreting"] == "e"


@pytest.mark.parametrize(
    ("kind", "reason"), [(Kind.DATE, "not_a_date"), (Kind.NUMBER, "not_a_number")]
)
def test_text_that_should_be_a_date_or_number_now_is_shown_and_stands_in_the_form(kind, reason):
    found = read_earlier(filled(), changed("case_number", kind=kind), 200)
    assert found.misfits == [Misfit("Fallnummer", "SU-2026-014", reason)]
    assert found.values["case_number"] == "SU-2026-014"


def test_dates_and_numbers_in_text_are_understood():
    found = read_earlier(
        filled(case_number="1.234,50"), changed("case_number", kind=Kind.NUMBER), 9
    )
    assert found.values["case_number"] == Decimal("1234.50")
    found = read_earlier(filled(case_number="1.2.2027"), changed("case_number", kind=Kind.DATE), 9)
    assert found.values["case_number"] == dt.date(2027, 2, 1)
    found = read_earlier(filled(), changed("today", kind=Kind.TEXT), 9)
    assert found.values["today"] == "21.11.2026"


def test_more_rows_than_the_form_takes_are_shown():
    goals = [{"title": f"Ziel {number}"} for number in range(4)]
    found = read_earlier(filled(goals=goals), fields(), 3)
    assert [goal["title"] for goal in found.values["goals"]] == ["Ziel 0", "Ziel 1", "Ziel 2"]
    assert [misfit.value for misfit in found.misfits] == ["Ziel 3"]
    assert found.misfits[0].reason == "rows"


def test_a_renamed_field_is_found_by_its_label():
    renamed = changed("remarks", name="notes")
    assert read_earlier(filled(), renamed, 200).values["notes"] == "Bitte\nfrüher"
    inner = [replace(f, name="first") if f.name == "title" else f for f in _goals().fields]
    found = read_earlier(filled(), changed("goals", fields=tuple(inner)), 200)
    assert found.values["goals"][0]["first"] == "Sprachkurs"


def _goals() -> TemplateField:
    return next(field for field in fields() if field.name == "goals")


def test_a_field_that_became_a_group_shows_its_value():
    group = replace(_goals(), name="remarks", label="Bemerkungen")
    now = [group if field.name == "remarks" else field for field in fields()]
    assert (
        Misfit("Bemerkungen", "Bitte\nfrüher", "unknown") in read_earlier(filled(), now, 9).misfits
    )


def test_a_locked_field_keeps_its_text_and_shows_the_other():
    now = changed("case_number", locked=True, default="SU-1")
    found = read_earlier(filled(), now, 200)
    assert found.misfits == [Misfit("Fallnummer", "SU-2026-014", "locked")]
    assert "case_number" not in found.values


def test_what_was_emptied_stays_empty_where_the_form_has_a_default():
    now = changed("strengths", default="immer")
    assert read_earlier(filled(), now, 200).values["strengths"] == ""


def test_a_plan_filled_by_hand_in_word_is_read():
    source = sample(GOAL_PLAN)
    by_hand = fill(source, {"case_number": "SU-7"})  # Word writes the same controls
    assert read_earlier(by_hand, fields(), 200).values["case_number"] == "SU-7"


def test_another_document_has_nothing_to_give():
    other = b.docx(b.paragraph(b.control(b.TEXT, b.run("x"), "ganz_anders")))
    found = read_earlier(other, fields(), 200)
    assert found.known == 0
    assert found.values == {}


def test_a_picture_of_then_is_named():
    picture = TemplateField("case_number", "Foto", Kind.PICTURE, fields()[0].location)
    found = read_earlier(filled(), [picture], 200)
    assert Misfit("Foto", "SU-2026-014", "picture") in found.misfits


@pytest.mark.parametrize("content", [b"", b"nichts", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" + b"x" * 600])
def test_files_that_are_no_word_files_are_refused(content):
    with pytest.raises(PackageError):
        read_earlier(content, fields(), 200)


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=60
)


@settings(deadline=None, max_examples=40)
@given(TEXT, st.lists(TEXT, min_size=1, max_size=3), st.sets(st.sampled_from(sorted(PLAN))))
def test_every_value_is_in_the_form_or_shown(text, titles, gone):
    """Whatever stands in an earlier document and whichever fields are left: nothing is lost."""
    text, titles = text.strip() or "x", [title.strip() or "x" for title in titles]
    goals = [{"title": title} for title in titles]
    source = filled(case_number=text, goals=goals)
    found = matched(read_held(source), [f for f in fields() if f.name not in gone], 2)
    shown = [misfit.value for misfit in found.misfits]
    assert found.values.get("case_number") == text or text in shown
    kept = [goal["title"] for goal in found.values.get("goals", [])]
    assert all(title in kept or title in shown for title in titles)


def test_values_of_every_kind_travel_between_the_processes():
    held = read_held(filled(case_number="Grüße 🙂 \u2028"))
    assert Held.from_json(held.as_json()).values == held.values


def test_what_only_seems_to_be_a_prompt_is_taken_over_or_shown():
    region = '<w:dropDownList><w:listItem w:displayText="Nord" w:value="n"/></w:dropDownList>'

    def form(name: str, day: str, where: str) -> bytes:
        texts = (("name", b.TEXT, name), ("tag", "<w:date/>", day), ("ort", region, where))
        return b.docx("".join(b.paragraph(b.control(k, b.run(t), tag)) for tag, k, t in texts))

    blank = form("Text eingeben", "[Datum]", "Bitte wählen")
    asked = read_fields(blank)
    found = read_earlier(blank, asked, 200)
    assert (found.values, found.misfits) == ({}, [])
    found = read_earlier(form("Enter text", "[unbekannt]", "Sonderfall"), asked, 200)
    assert found.values == {"name": "Enter text", "tag": "[unbekannt]"}
    assert [(misfit.value, misfit.reason) for misfit in found.misfits] == [
        ("[unbekannt]", "not_a_date"),
        ("Sonderfall", "not_a_choice"),
    ]


@pytest.mark.parametrize(
    "inner",
    [
        b.paragraph(b.control(b.TEXT, b.run("x"), "feld", 7)) * 60_000,
        b.paragraph(b.run(" ".join(f"{{{{feld{number}}}}}" for number in range(49_000)))),
    ],
    ids=["controls", "placeholders"],
)
def test_a_document_that_would_stall_the_server_is_refused(inner):
    with pytest.raises(PackageError) as caught:
        read_earlier(b.docx(inner), fields(), 200)
    assert caught.value.code in TOO_MUCH


def test_a_document_with_too_many_fields_is_refused(monkeypatch):
    monkeypatch.setattr("doctemplates.checking.held.MAX_FIELDS", 8)
    inner = "".join(b.paragraph(b.control(b.TEXT, b.run("x"), f"f{n}", n)) for n in range(9))
    with pytest.raises(PackageError) as caught:
        read_held(b.docx(inner))
    assert caught.value.code == "too_complex"
