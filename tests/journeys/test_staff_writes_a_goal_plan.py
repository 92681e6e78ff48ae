"""A case manager writes a goal plan with three goals and gets the file."""

from pathlib import Path

from playwright.sync_api import Page, expect

import doctemplates
from tests.demo_process import Demo
from tests.journeys.acting import log_in

GOALS = ["Platz im Sprachkurs B1", "Anerkennung des Abschlusses", "Kitaplatz in Hennef"]


def test_staff_fills_three_goals_and_downloads_the_plan(
    page: Page, demo: Demo, tmp_path: Path
) -> None:
    log_in(page, demo, "fachkraft")
    page.goto("/vorlagen/zielvereinbarung/")
    page.get_by_role("link", name="Online ausfüllen").click()
    page.get_by_label("Fallnummer").fill("SU-2026-077")
    page.get_by_label("Gespräch am").fill("31.02.2026")
    for number, goal in enumerate(GOALS):
        if number:
            page.locator("button[value^='add:']").last.click()
        field = page.get_by_label("Was soll erreicht werden?").nth(number)
        expect(field).to_be_visible()
        field.fill(goal)
    download = page.get_by_role("button", name="Als Word herunterladen").last
    download.click()

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Gespräch am")
    expect(page.get_by_label("Gespräch am")).to_have_value("31.02.2026")
    page.get_by_label("Gespräch am").fill("21.11.2026")
    with page.expect_download() as waiting:
        download.click()
    target = tmp_path / "plan.docx"
    waiting.value.save_as(target)

    assert "SU-2026-077" not in waiting.value.suggested_filename
    values = doctemplates.read_values(target.read_bytes())
    assert values["case_number"] == "SU-2026-077"
    assert [goal["title"] for goal in values["goals"]] == GOALS
    assert traces("SU-2026-077", demo.data) == []


def traces(word: str, folder: Path) -> list[Path]:
    """Return the files of the demo's data that hold `word`: database, index, broker, logs."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return [file for file in files if word.encode() in file.read_bytes()]


def test_what_was_typed_survives_the_end_of_the_session(page: Page, demo: Demo) -> None:
    log_in(page, demo, "fachkraft")
    page.goto("/vorlagen/zielvereinbarung/ausfuellen/")
    field = page.get_by_label("Fallnummer")
    field.fill("SU-2026-078")
    page.context.clear_cookies()
    page.get_by_role("button", name="Als Word herunterladen").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Ihre Eingaben stehen noch hier")
    expect(field).to_have_value("SU-2026-078")

    other = page.context.new_page()
    log_in(other, demo, "fachkraft")
    with page.expect_download():
        page.get_by_role("button", name="Als Word herunterladen").last.click()
