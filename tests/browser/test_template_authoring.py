"""Coordinators arrange the fields of a Word template: by mouse, by keyboard, without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import violations
from tests.demo_process import Demo
from tests.journeys.acting import log_in

LABEL = "Form des Gesprächs"


@pytest.fixture
def settings(browse: Callable[..., Page]) -> Page:
    page = browse("koordination")
    open_settings(page)
    return page


def open_settings(page: Page) -> None:
    page.goto("/vorlagen/zielvereinbarung/")
    link = page.locator("a[href*='/verwaltung/pages/'][href$='/edit/']")
    address = link.first.get_attribute("href") or ""
    page.goto(address.replace("/pages/", "/vorlagen/").replace("/edit/", "/felder/"))


def order(page: Page) -> list[str]:
    rows = page.locator("tr[data-path]")
    return rows.evaluate_all("rows => rows.map(row => row.dataset.path)")


def test_a_field_moves_with_its_button_and_keeps_the_focus(settings: Page) -> None:
    up = settings.get_by_role("button", name=f"„{LABEL}“ nach oben")
    before = order(settings)
    at = before.index("reassessment_mode")
    up.press("Enter")
    assert order(settings).index("reassessment_mode") == at - 1
    expect(up).to_be_focused()


def test_a_repeating_section_moves_with_its_fields(settings: Page) -> None:
    settings.get_by_role("button", name="„Ziel“ nach oben").click()
    moved = order(settings)
    at = moved.index("goals")
    assert moved[at + 1] == "goals[].title"
    assert moved.index("needs") > moved.index("goals[].actions[].done")


def test_without_a_script_the_numbers_do_the_same(browser: Browser, demo: Demo) -> None:
    context = browser.new_context(base_url=demo.url, locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    log_in(page, demo, "koordination")
    open_settings(page)
    row = page.locator("tr[data-path='remarks']")
    row.get_by_label("Reihenfolge").fill("1")
    page.get_by_role("button", name="Als Entwurf speichern").click()
    assert order(page)[0] == "remarks"
    page.locator("tr[data-path='remarks']").get_by_label("Reihenfolge").fill("99")
    page.get_by_role("button", name="Als Entwurf speichern").click()
    assert order(page)[-1] == "remarks"
    context.close()


@pytest.mark.parametrize("tab", ["felder", "pruefung"])
def test_what_we_add_to_the_admin_has_no_barriers(settings: Page, tab: str) -> None:
    settings.goto(settings.url.replace("/felder/", f"/{tab}/"))
    ours = [found for found in violations(settings) if "kimt" in found or "main" in found]
    assert ours == []
