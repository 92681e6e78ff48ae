"""No barrier that axe-core can find: light and dark, wide and at 375 pixels."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import violations

SERVICE = "/angebote/sprachfoerderung-fuer-kindergartenkinder/"
FORM = "/vorlagen/zielvereinbarung/ausfuellen/"
PATHS = {
    "": [
        "/",
        "/konto/anmelden/",
        "/konto/passwort-vergessen/",
        "/suche/?tab=directory&q=Beratung",
        "/suche/?q=Hebamme+Arabisch+Siegburg&near=53721&radius=20",
        "/suche/?near=Sigburg&q=%22nirgends+so%22&municipality=alfter",
        "/angebote/",
        "/angebote/traeger/",
        "/angebote/traeger/arbeitsagentur/",
        SERVICE,
        "/impressum/",
        "/aktuelles/",
    ],
    "fachkraft": [
        "/",
        "/konto/",
        "/suche/?q=Sprache",
        "/suche/?q=Quastenflosser",
        "/konzepte/cm-konzept/",
        "/konzepte/cm-konzept/fassung/1/",
        "/standards/erstberatung/",
        "/vorlagen/zielvereinbarung/",
        FORM,
    ],
    "koordination": ["/", "/vereinbarungen/caritas-case-management/"],
    "partner": ["/"],
}
WIDTHS = (1280, 375)


def barriers(page: Page, name: str) -> list[str]:
    """Return what is wrong with the page as it stands, wide and narrow."""
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wrong += [f"{name} at {width} px: {found}" for found in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{name} is wider than {width} px")
    return wrong


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("role", PATHS)
def test_pages_have_no_barrier_and_fit_the_screen(browse, role, scheme) -> None:
    page = browse(role, scheme)
    wrong = []
    for path in PATHS[role]:
        answer = page.goto(path)
        assert answer.status == 200, path
        wrong += barriers(page, path)
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_form_with_an_added_row_and_with_errors_has_no_barrier(browse, scheme) -> None:
    page = browse("fachkraft", scheme)
    page.goto(FORM)
    # what the bar at the lower edge covers at the moment can be scrolled out from under it
    page.add_style_tag(content=".form-bar { position: static !important }")
    rows = page.locator(".template-row").count()
    page.locator("button[value^='add:']").last.click()
    page.locator(".template-row").nth(rows).wait_for()
    wrong = barriers(page, "a row was added")
    page.get_by_label("Gespräch am").fill("31.02.2026")
    page.get_by_role("button", name="Als Word herunterladen").last.click()
    page.get_by_role("alert").wait_for()
    assert wrong + barriers(page, "with errors") == []


def test_a_refused_login_has_no_barrier(browse) -> None:
    page = browse()
    page.goto("/konto/anmelden/")
    page.fill("#id_username", "niemand@example.org")
    page.fill("#id_password", "falsch")
    page.click("main button[type=submit]")
    assert barriers(page, "refused login") == []


def test_the_menu_on_a_phone_opens_without_javascript(browser, demo) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 375, "height": 700}, locale="de-DE"
    )
    page = context.new_page()
    page.goto(demo.url)
    page.get_by_text("Menü", exact=True).click()
    page.locator(".frame-nav__mobile").get_by_role("link", name="Angebote").click()
    assert re.search("/angebote/$", page.url)
    context.close()


def test_the_keyboard_reaches_the_content_first(browse) -> None:
    page = browse()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Zum Inhalt springen"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#inhalt"


def test_no_page_asks_a_third_party_for_anything(browser, demo) -> None:
    context = browser.new_context(base_url=demo.url)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    for path in ("/", "/suche/?q=Sprache", "/angebote/", SERVICE):
        page.goto(path)
    assert {url for url in asked if not url.startswith((demo.url, "data:"))} == set()
    assert problems == []
    context.close()
