"""A case manager looks for language support in Troisdorf with a client in front of them."""

import re

from playwright.sync_api import Page, expect

from tests.demo_process import Demo
from tests.journeys.acting import log_in, search_for


def test_staff_searches_filters_by_language_and_opens_a_service(page: Page, demo: Demo) -> None:
    log_in(page, demo, "fachkraft")
    search_for(page, "Sprachförderung Kindergarten Troisdorf")
    count = page.locator("#search-count")
    expect(count).to_contain_text("Sprachförderung Kindergarten Troisdorf")
    assert page.locator(".results article").count() >= 1

    page.locator("[data-filter=language] > summary").click()
    arabic = page.locator("[data-filter=language]").get_by_label("Arabisch")
    if not arabic.is_visible():
        page.locator("[data-filter=language-more] > summary").click()
    arabic.check()
    expect(page.get_by_role("list", name="Gewählte Filter")).to_contain_text("Arabisch")
    expect(page).to_have_url(re.compile("language="))

    page.locator(".results article a").first.click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_visible()
    expect(page).to_have_url(re.compile("/angebote/"))
    expect(page.locator("main")).to_contain_text("Troisdorf")
    expect(page.locator("main")).to_contain_text("Arabisch")


def test_the_search_works_without_javascript(browser, demo: Demo) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=False, base_url=demo.url, locale="de-DE")
    page = context.new_page()
    page.goto("/suche/?q=Sprachförderung")
    page.locator("[data-filter=municipality] > summary").click()
    page.locator("[data-filter=municipality]").get_by_label("Troisdorf").check()
    page.get_by_role("button", name="Filter anwenden").click()
    expect(page.get_by_role("list", name="Gewählte Filter")).to_contain_text("Troisdorf")
    assert page.locator(".results article").count() >= 1
    context.close()
