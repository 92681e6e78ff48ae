"""Begin a plan with an earlier one: uploaded, read in memory, shown in the form."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import RequestFactory

from doctemplates import fill, filling_form
from doctemplates.memory_uploads import MAX_BYTES, UploadsInMemory
from tests.doctemplates.core import build
from tests.doctemplates.web.submitting import Form
from tests.factories.doctemplates import GOAL_PLAN, make_document, sample

PLAN = {
    "case_number": "SU-2026-014",
    "interpreting": "ehrenamtlich",
    "reassessment_date": dt.date(2027, 2, 1),
    "goals": [
        {
            "title": "Sprachkurs",
            "actions": [{"what": "Anmelden", "done": True}, {"what": "Hingehen"}],
        },
        {"title": "Kitaplatz"},
    ],
}


@pytest.fixture
def form(goal_plan, browse) -> Form:
    return Form(browse("Fachkraft"), goal_plan.url + "ausfuellen/")


def plan(**more) -> SimpleUploadedFile:
    return upload(fill(sample(GOAL_PLAN), {**PLAN, **more}))


def upload(content: bytes, name: str = "plan.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def misfits(form: Form) -> list[list[str]]:
    rows = form.soup.select(".template-misfits tbody tr")
    return [[cell.get_text() for cell in row.find_all("td")] for row in rows]


def test_the_values_of_an_earlier_plan_fill_the_form(form):
    form.set("Bemerkungen", "Schon getippt")
    form.set("Fallnummer", "wird ersetzt")
    begun = form.act("earlier", earlier=plan())
    assert "Werte des bisherigen Dokuments" in begun.soup.select_one("[role=status]").get_text()
    assert begun.value("Fallnummer") == "SU-2026-014"
    assert begun.value("Sprachmittlung") == "ehrenamtlich"
    assert begun.value("Re-Assessment am") == "01.02.2027"
    assert begun.value("Bemerkungen") == "Schon getippt"
    assert [begun.value("Was soll erreicht werden?", n) for n in (0, 1)] == [
        "Sprachkurs",
        "Kitaplatz",
    ]
    assert begun.value("Was ist zu tun?", 1) == "Hingehen"
    assert [begun.value("Erledigt", n) for n in (0, 1)] == ["on", None]
    assert misfits(begun) == []
    assert "wordprocessingml" in begun.send()["Content-Type"]


def test_rows_can_be_added_to_what_was_taken_over(form):
    begun = form.act("earlier", earlier=plan()).press("add", -1)
    begun.set("Was soll erreicht werden?", "Arbeit", 2)
    assert [begun.value("Was soll erreicht werden?", n) for n in range(3)] == [
        "Sprachkurs",
        "Kitaplatz",
        "Arbeit",
    ]


def test_an_earlier_plan_fits_a_newer_edition_and_the_rest_is_shown(goal_plan, form):
    inner = "".join(
        build.paragraph(build.run(f"{label}: "), build.control(kind, build.run(""), name, number))
        for number, (label, kind, name) in enumerate(
            [
                ("Fallnummer", "<w:date/>", "case_number"),
                ("Bemerkungen", build.TEXT, "notes_new"),
                (
                    "Sprachmittlung",
                    '<w:dropDownList><w:listItem w:displayText="keine" w:value="keine"/>'
                    "</w:dropDownList>",
                    "interpreting",
                ),
            ],
            1,
        )
    )
    goal_plan.word_file = make_document(build.docx(inner), "neu.docx")
    goal_plan.save_revision().publish()
    form = Form(form.client, form.url)
    begun = form.act("earlier", earlier=plan(remarks="<i>Wichtig</i>"))
    shown = {row[0]: (row[1], row[2]) for row in misfits(begun)}
    assert shown["Fallnummer"] == ("SU-2026-014", "Das ist kein Datum.")
    assert shown["Sprachmittlung"][0] == "ehrenamtlich"
    assert shown["Ziel 1 – Was soll erreicht werden?"][0] == "Sprachkurs"
    assert begun.value("Fallnummer") == "SU-2026-014"
    assert begun.value("Bemerkungen") == "<i>Wichtig</i>"  # renamed, found by its label


WRONG = {
    "nothing chosen": (None, "wählen Sie zuerst"),
    "no Word file": (upload(b"%PDF-1.7 nichts", "plan.pdf"), "PDF"),
    "old Word": (upload(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600), "alte"),
    "another form": (
        upload(build.docx(build.paragraph(build.control(build.TEXT, build.run("x"), "fremd")))),
        "stammt nicht aus dieser Vorlage",
    ),
    "empty": (upload(b""), "leer"),
    "too large": (upload(b"x" * (MAX_BYTES + 1)), "20 MB"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_file_is_told_and_the_entries_remain(form, kind):
    file, said = WRONG[kind]
    if file is not None:
        file.seek(0)
    form.set("Fallnummer", "SU-7")
    form.set("Was soll erreicht werden?", "Sprachkurs")
    again = form.act("earlier", **({"earlier": file} if file else {}))
    assert said in again.errors
    assert again.value("Fallnummer") == "SU-7"
    assert again.value("Was soll erreicht werden?") == "Sprachkurs"
    assert again.soup.select_one("#bisher").has_attr("open")


def test_what_an_earlier_plan_holds_is_data(form):
    begun = form.act("earlier", earlier=plan(case_number='"><script>alert(1)</script>'))
    assert begun.value("Fallnummer") == '"><script>alert(1)</script>'
    assert not begun.form.find("script")


@pytest.mark.parametrize(("path", "inside"), [("/vorlagen/x/ausfuellen/", True), ("/x/", False)])
def test_uploads_to_forms_of_templates_never_touch_the_disk(path, inside):
    content = b"x" * (MAX_BYTES // 4)  # far above what Django keeps in memory by itself
    request = RequestFactory().post(path, {"earlier": upload(content)})
    UploadsInMemory(lambda request: None)(request)  # type: ignore[arg-type, return-value]
    file = request.FILES["earlier"]
    assert isinstance(file, InMemoryUploadedFile) is inside
    assert file.read() == content


def test_several_files_together_may_not_fill_the_memory():
    parts = {f"f{number}": upload(b"x" * (MAX_BYTES // 2)) for number in range(4)}
    request = RequestFactory().post("/vorlagen/x/ausfuellen/", parts)
    UploadsInMemory(lambda request: None)(request)  # type: ignore[arg-type, return-value]
    assert sum(len(file.read()) for file in request.FILES.values()) <= MAX_BYTES


def test_of_very_many_misfits_the_first_are_listed_and_the_rest_counted(form, monkeypatch):
    monkeypatch.setattr(filling_form, "MAX_MISFITS", 1)
    monkeypatch.setattr(filling_form, "MAX_ROWS", 1)
    rows = [{"title": f"Ziel {number}"} for number in range(4)]
    begun = form.act("earlier", earlier=plan(goals=rows))
    assert len(misfits(begun)) == 1
    assert "2 weitere Einträge passen nicht" in begun.soup.get_text()
    assert "3 Angaben" in begun.soup.select_one("[role=status]").get_text()


def test_a_document_that_cannot_be_read_in_time_is_told(form):
    inner = build.paragraph(build.control(build.TEXT, build.run("x"), "feld", 7)) * 60_000
    form.set("Fallnummer", "SU-7")
    again = form.act("earlier", earlier=upload(build.docx(inner)))
    assert "füllen Sie das Formular von Hand aus" in again.errors
    assert again.value("Fallnummer") == "SU-7"
