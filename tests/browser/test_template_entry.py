"""Filling in a Word template in the browser: dates, required fields, preview, PDF, going on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from doctemplates import pdf, read_values
from tests.browser.conftest import violations
from tests.demo_process import Demo
from tests.journeys.acting import log_in

FORM = "/vorlagen/zielvereinbarung/ausfuellen/"
AGREEMENT = "/vorlagen/kooperationsvereinbarung-traeger/ausfuellen/"
GOAL = "Was soll erreicht werden?"
LEFT = (
    '<p id="required-left" role="status" data-none="Fertig" data-one="Noch 1 Pflichtfeld" '
    'data-many="Noch {n} Pflichtfelder"></p>'
)


@pytest.fixture
def form(browse: Callable[..., Page]) -> Page:
    page = browse("fachkraft")
    page.goto(FORM)
    return page


def barriers(page: Page) -> list[str]:
    """What axe finds while the bar of buttons covers nothing of the form (people scroll)."""
    page.add_style_tag(content=".form-bar { position: static !important }")
    return violations(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).last.click()


def test_a_date_is_typed_or_chosen_from_a_calendar(form: Page) -> None:
    date = form.get_by_label("Re-Assessment am")
    date.fill("1.2.2027")
    date.press("Tab")
    calendar = form.locator(".date-entry", has=date).get_by_role("button")
    expect(calendar).to_be_focused()
    expect(calendar).to_have_accessible_name("Im Kalender wählen")
    expect(calendar).to_have_accessible_description("Re-Assessment am")
    form.evaluate(
        "HTMLInputElement.prototype.showPicker = function () { window.shown = this.value }"
    )
    calendar.press("Enter")
    assert form.evaluate("window.shown") == "2027-02-01"
    form.locator(".date-entry", has=date).locator("input[type=date]").evaluate(
        "native => { native.value = '2026-11-21'; native.dispatchEvent(new Event('change')) }"
    )
    expect(date).to_have_value("21.11.2026")
    expect(date).to_be_focused()
    with form.expect_download() as download:
        press(form, "Als Word herunterladen")
    values = read_values(Path(download.value.path()).read_bytes())
    assert f"{values['reassessment_date']:%d.%m.%Y}" == "21.11.2026"


def test_how_many_required_fields_are_left_is_said_while_typing(
    browse: Callable[..., Page],
) -> None:
    page = browse("fachkraft")

    def with_two_required(route) -> None:
        answer = route.fetch()
        html = answer.text().replace('<div class="form-bar">', f'<div class="form-bar">{LEFT}')
        route.fulfill(
            response=answer, body=html.replace('type="text" name', 'type="text" required name', 2)
        )

    page.route(f"**{FORM}", with_two_required)
    page.goto(FORM)
    left = page.locator("#required-left")
    expect(left).to_have_text("Noch 2 Pflichtfelder")
    page.get_by_label("Fallnummer").fill("SU-1")
    expect(left).to_have_text("Noch 1 Pflichtfeld")
    page.get_by_label("Initialen").fill("A. B.")
    expect(left).to_have_text("Fertig")
    page.get_by_label("Initialen").fill(" ")
    expect(left).to_have_text("Noch 1 Pflichtfeld")


def test_the_preview_comes_in_place_and_has_the_focus(form: Page) -> None:
    form.get_by_label(GOAL).fill("Sprachkurs <B1>")
    form.evaluate("window.same = true")
    press(form, "Vorschau")
    preview = form.locator("#vorschau")
    expect(preview).to_be_focused()
    expect(preview.locator("mark", has_text="Sprachkurs <B1>")).to_have_count(1)
    expect(form.get_by_label(GOAL)).to_have_value("Sprachkurs <B1>")
    assert form.evaluate("window.same")


def test_leaving_with_entries_asks_first(form: Page) -> None:
    asked: list[str] = []
    form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    form.get_by_label("Fallnummer").fill("SU-1")
    press(form, "Vorschau")
    form.locator("#vorschau").wait_for()
    form.evaluate("location.href = '/vorlagen/'")
    expect(form.get_by_label("Fallnummer")).to_have_value("SU-1")
    assert asked == ["beforeunload"]


def test_nothing_typed_is_put_into_the_browsers_storage(form: Page) -> None:
    form.get_by_label("Fallnummer").fill("SU-2026-014")
    press(form, "Vorschau")
    form.locator("#vorschau").wait_for()
    kept = form.evaluate(
        "async () => JSON.stringify([{...localStorage}, {...sessionStorage}, history.state,"
        " location.href, document.cookie, await indexedDB.databases(), await caches.keys()])"
    )
    assert "SU-2026-014" not in kept


def test_a_downloaded_plan_starts_the_next_one(form: Page, tmp_path: Path) -> None:
    form.get_by_label("Fallnummer").fill("SU-2026-014")
    form.get_by_label(GOAL).fill("Sprachkurs")
    with form.expect_download() as download:
        press(form, "Als Word herunterladen")
    plan = tmp_path / "plan.docx"
    download.value.save_as(plan)
    form.goto(FORM)
    form.get_by_text("Mit bisherigem Dokument beginnen").click()
    form.get_by_label("Word-Datei aus dieser Vorlage").set_input_files(plan)
    press(form, "Werte übernehmen")
    expect(form.get_by_text("Werte des bisherigen Dokuments")).to_be_visible()
    expect(form.get_by_label("Fallnummer")).to_have_value("SU-2026-014")
    expect(form.get_by_label(GOAL)).to_have_value("Sprachkurs")


@pytest.mark.office
def test_a_pdf_comes_while_the_form_stays(form: Page) -> None:
    if not pdf.available():
        pytest.skip("no namespaces here, so no PDF")
    form.get_by_label("Fallnummer").fill("SU-2026-014")
    with form.expect_download() as download:
        press(form, "Als PDF")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    assert download.value.suggested_filename.endswith(".pdf")
    expect(form.get_by_role("button", name="Als PDF")).to_be_enabled()
    form.get_by_label("Re-Assessment am").fill("bald")
    press(form, "Als PDF")
    expect(form.get_by_role("alert").locator("visible=true")).to_contain_text("Re-Assessment am")
    expect(form.get_by_label("Fallnummer")).to_have_value("SU-2026-014")


def test_the_bar_of_buttons_never_hides_what_has_the_focus(browse: Callable[..., Page]) -> None:
    page = browse("fachkraft")
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto(AGREEMENT)
        for _step in range(40):
            page.keyboard.press("Tab")
            hidden = page.evaluate(
                "() => { const f = document.activeElement, b = document.querySelector('.form-bar');"
                " if (!f || b.contains(f) || !f.closest('#fill-form')) return '';"
                " const r = f.getBoundingClientRect(), s = b.getBoundingClientRect();"
                " return r.top >= s.top && r.bottom <= s.bottom ? f.outerHTML : '' }"
            )
            assert hidden == "", width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_preview_sections_and_an_earlier_document_have_no_barrier(
    browse: Callable[..., Page], scheme: str, tmp_path: Path
) -> None:
    page = browse("fachkraft", scheme)
    page.goto(FORM)
    page.get_by_label("Fallnummer").fill("SU-1")
    with page.expect_download() as download:
        press(page, "Als Word herunterladen")
    plan = tmp_path / "plan.docx"
    download.value.save_as(plan)
    wrong = []
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 800})
        for path in (AGREEMENT, FORM):
            page.goto(path)
            page.get_by_text("Mit bisherigem Dokument beginnen").click()
            wrong += barriers(page)
            press(page, "Vorschau")
            page.locator("#vorschau").wait_for()
            wrong += barriers(page)
            page.get_by_text("Mit bisherigem Dokument beginnen").click()
            page.get_by_label("Word-Datei aus dieser Vorlage").set_input_files(plan)
            press(page, "Werte übernehmen")
            page.locator("[data-focus]").first.wait_for()
            wrong += barriers(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert wrong == []


@pytest.fixture
def plain(browser: Browser, demo: Demo) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = browser.new_context(base_url=demo.url, java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    log_in(page, demo, "fachkraft")
    yield page
    context.close()


def test_all_of_it_works_without_javascript(plain: Page, tmp_path: Path) -> None:
    plain.goto(FORM)
    plain.get_by_label("Fallnummer").fill("SU-2026-014")
    plain.get_by_label("Re-Assessment am").fill("21.11.26")
    press(plain, "Vorschau")
    expect(plain.locator("#vorschau mark", has_text="21.11.2026")).to_have_count(1)
    expect(plain.get_by_label("Fallnummer")).to_have_value("SU-2026-014")
    with plain.expect_download() as download:
        press(plain, "Als Word herunterladen")
    plan = tmp_path / "plan.docx"
    download.value.save_as(plan)
    plain.goto(FORM)
    plain.get_by_text("Mit bisherigem Dokument beginnen").click()
    plain.get_by_label("Word-Datei aus dieser Vorlage").set_input_files(plan)
    press(plain, "Werte übernehmen")
    expect(plain.get_by_label("Fallnummer")).to_have_value("SU-2026-014")
