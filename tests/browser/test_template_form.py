"""The keyboard in the form of a Word template, with its repeating rows."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

FORM = "/vorlagen/zielvereinbarung/ausfuellen/"
GOAL = "Was soll erreicht werden?"


@pytest.fixture
def form(browse: Callable[..., Page]) -> Page:
    """The form with two goals, typed in."""
    page = browse("fachkraft")
    page.goto(FORM)
    page.get_by_label(GOAL).fill("Erstes Ziel")
    page.locator("button[value^='add:']").last.click()
    expect(page.get_by_label(GOAL)).to_have_count(2)
    expect(page.get_by_label(GOAL).nth(1)).to_be_focused()
    page.get_by_label(GOAL).nth(1).fill("Zweites Ziel")
    return page


def goal(form: Page, number: int) -> Locator:
    return form.locator(".template-section > .template-group > .template-row").nth(number)


def test_enter_in_a_text_field_downloads_and_removes_no_row(form: Page) -> None:
    with form.expect_download():
        form.get_by_label(GOAL).nth(1).press("Enter")
    expect(form.get_by_label(GOAL)).to_have_count(2)
    expect(form.get_by_label(GOAL).nth(1)).to_have_value("Zweites Ziel")


def test_the_focus_moves_with_the_row_that_is_moved(form: Page) -> None:
    goal(form, 1).locator("button[value^='up:']").first.press("Enter")
    expect(form.get_by_label(GOAL).nth(0)).to_have_value("Zweites Ziel")
    button = goal(form, 0).locator("button[value^='down:']").first
    expect(button).to_be_focused()
    button.press("Enter")
    expect(form.get_by_label(GOAL).nth(0)).to_have_value("Erstes Ziel")
    expect(goal(form, 1).locator("button[value^='up:']").first).to_be_focused()


def test_the_focus_stays_near_a_row_that_is_removed(form: Page) -> None:
    for left in (1, 0):
        goal(form, 0).locator("button[value^='remove:']").first.press("Enter")
        expect(form.get_by_label(GOAL)).to_have_count(left)
    expect(form.locator("button[value^='add:']")).to_be_focused()


def test_rows_within_rows_fit_a_narrow_screen(form: Page) -> None:
    form.set_viewport_size({"width": 375, "height": 800})
    width = form.evaluate("document.documentElement.scrollWidth")
    assert width <= 375
    assert form.locator(".template-row h3").count() == 2
    assert form.locator(".template-row .template-row h4").count() == 2
