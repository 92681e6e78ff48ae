"""A server that fails, or a connection that breaks, takes nothing that was typed; pictures stay."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.acting import PATIENCE

PATH = "/vorlagen/zielvereinbarung/ausfuellen/"
GOAL = "Was soll erreicht werden?"
FAILED = "Das Portal konnte das nicht ausführen"
ENDED = "Ihre Sitzung ist abgelaufen"
BUTTONS = ("button[value=word]", "button[value=preview]", "button[value^='add:'] >> nth=-1")


def answers(status: int) -> Callable[[Route], None]:
    page = "<!doctype html><title>Fehler</title><h1>Fehler</h1>"
    return lambda route: route.fulfill(status=status, content_type="text/html", body=page)


def breaks(route: Route) -> None:
    route.abort("connectionreset")


def only_sent(fault: Callable[[Route], None]) -> Callable[[Route], None]:
    """The fault where entries are sent; the form itself is still answered."""
    return lambda route: fault(route) if route.request.method == "POST" else route.fallback()


FAULTS = {
    "error while sending": (only_sent(answers(500)), FAILED),
    "proxy without a server": (answers(502), FAILED),
    "connection lost while sending": (only_sent(breaks), FAILED),
    "no connection": (breaks, FAILED),
    "too much": (only_sent(answers(413)), "enthält mehr, als auf einmal angenommen wird"),
    "refused": (answers(403), ENDED),
}


@pytest.fixture
def form(browse: Callable[..., Page]) -> Page:
    page = browse("fachkraft")
    page.set_default_timeout(PATIENCE)
    page.goto(PATH)
    return page


def test_a_fault_leaves_the_page_with_all_that_was_typed(form: Page) -> None:
    form.get_by_label("Fallnummer").fill("SU-2026-014")
    form.get_by_label(GOAL).fill("Sprachkurs")
    form.evaluate("window.same = true")
    for name, (fault, said) in FAULTS.items():
        form.route(f"**{PATH}", fault)
        for button in BUTTONS:
            form.locator(button).click()
            notice = form.locator("[role=alert]", has_text=said)
            expect(notice, f"{name}: {button}").to_be_focused()
            expect(form.locator("[role=alert]:visible")).to_have_count(1)
            expect(form.locator(button)).to_be_enabled()
            form.get_by_label("Fallnummer").focus()  # or the next notice would have it already
        form.unroute(f"**{PATH}", fault)
        expect(form.get_by_label("Fallnummer")).to_have_value("SU-2026-014")
        expect(form.get_by_label(GOAL)).to_have_value("Sprachkurs")
    assert form.evaluate("window.same")
    form.locator("button[value=preview]").click()
    expect(form.locator("#vorschau mark", has_text="Sprachkurs")).to_have_count(1)
    expect(form.locator("[role=alert]:visible")).to_have_count(0)
