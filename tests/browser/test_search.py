"""The results page in a browser: live results, keyboard, places, last searches, without scripts."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import violations
from tests.demo_process import Demo

NOTHING = "/suche/?q=Schuldnerberatung&municipality=alfter&language=tigrinya&tab=directory"


@pytest.fixture
def search(browse: Callable[..., Page]) -> Page:
    """The empty results page of a visitor, without a word on the console."""
    page = browse()
    page.goto("/suche/")
    return page


@pytest.fixture
def unscripted(browser: Browser, demo: Demo) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = browser.new_context(
        base_url=demo.url, java_script_enabled=False, locale="de-DE", viewport=None
    )
    yield context.new_page()
    context.close()


def type_words(page: Page, words: str) -> None:
    """Type as a person does, and wait for the answer."""
    page.locator("#search-q").press_sequentially(words, delay=20)
    expect(page.locator("#search-count")).to_contain_text(words)


def test_results_come_while_typing_and_keep_the_focus(search: Page) -> None:
    problems: list[str] = []
    search.on("console", lambda message: problems.append(message.text))
    search.keyboard.press("/")
    expect(search.locator("#search-q")).to_be_focused()
    type_words(search, "Schuldnerberatung")
    expect(search.locator("#search-q")).to_be_focused()
    expect(search.locator(".search-hit").first).to_contain_text("Schuldner")
    count = search.locator("#search-count").inner_text()
    expect(search.locator("#search-status")).to_have_text(count)
    expect(search).to_have_title(re.compile(f"^{re.escape(count)} – Suche"))
    assert search.url.endswith("/suche/?q=Schuldnerberatung")
    assert problems == []


def test_the_history_keeps_choices_and_not_every_letter(search: Page) -> None:
    search.goto("/")
    search.goto("/suche/")
    type_words(search, "Beratung")
    before = search.locator("#search-count").inner_text()
    box = search.locator("#search-filters input[name=topic]").first
    box.focus()
    box.press("Space")
    expect(search.locator(".search-active")).to_be_visible()
    expect(search.locator("#search-filters input[name=topic]:focus")).to_be_checked()
    search.go_back()
    expect(search.locator("#search-count")).to_have_text(before)
    expect(search.locator("#search-q")).to_have_value("Beratung")
    expect(search.locator(".search-active")).to_have_count(0)
    search.go_back()
    expect(search).to_have_url(re.compile(r":\d+/$"))


def test_a_filter_chosen_far_down_stays_in_sight(search: Page) -> None:
    search.set_viewport_size({"width": 375, "height": 720})
    search.goto("/suche/?q=Beratung")
    search.get_by_text("Filtern und sortieren").click()
    search.locator("#search-filters input[name=topic]").nth(5).click()
    expect(search.locator(".search-active")).to_have_count(1)
    expect(search.locator("#search-filters input:checked")).to_be_in_viewport()


def test_a_slash_typed_into_a_field_stays_there(search: Page) -> None:
    search.locator("#search-near").fill("53721")
    search.locator("#search-near").press("/")
    expect(search.locator("#search-near")).to_be_focused()
    expect(search.locator("#search-near")).to_have_value("53721/")


def test_suggestions_are_a_combobox(search: Page) -> None:
    field, options = search.locator("#search-q"), search.locator("#search-suggestions > li")
    expect(search.get_by_role("combobox", name="Wonach suchen Sie?")).to_have_count(1)
    field.press_sequentially("Sprachf", delay=20)
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    assert violations(search) == []
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    first = options.first.get_attribute("id")
    expect(field).to_have_attribute("aria-activedescendant", first or "")
    field.press("ArrowUp")
    expect(field).to_have_value("Sprachf")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("Sprachf")
    expect(field).to_be_focused()


def test_a_suggestion_is_taken_with_enter(search: Page) -> None:
    field = search.locator("#search-q")
    field.press_sequentially("Sprachförd", delay=20)
    entry = search.get_by_role("option", name="Sprachförderung für Kindergartenkinder")
    expect(entry).to_be_visible()
    for _ in range(search.locator("#search-suggestions > li").count()):
        field.press("ArrowDown")
        if entry.get_attribute("aria-selected") == "true":
            break
    field.press("Enter")
    expect(search).to_have_url(re.compile("/angebote/sprachfoerderung-fuer-kindergartenkinder/$"))


def test_enter_searches_and_closes_the_suggestions(search: Page) -> None:
    field = search.locator("#search-q")
    field.press_sequentially("Beratung", delay=20)
    expect(search.locator("#search-suggestions > li").first).to_be_visible()
    field.press("Enter")
    expect(search.get_by_role("listbox")).to_be_hidden()
    expect(search.locator("#search-count")).to_contain_text("Beratung")


def test_suggestions_obey_the_audience(browse: Callable[..., Page]) -> None:
    def options(role: str) -> str:
        page = browse(role)
        page.goto("/suche/vorschlaege/?q=erstber")
        return page.inner_text("body")

    assert "CM-Standard" not in options("")
    assert "CM-Standard" in options("fachkraft")


def test_near_a_place_with_distances(search: Page) -> None:
    search.get_by_label("In der Nähe von").fill("53721")
    search.get_by_label("In der Nähe von").press("Enter")
    expect(search.locator(".search-active")).to_contain_text("10 km um Siegburg")
    expect(search.locator(".search-hit__distance").first).to_have_text(
        re.compile(r"^\d+,\d km entfernt$")
    )
    many = search.locator("#search-count").inner_text()
    search.get_by_label("Umkreis").select_option("5")
    expect(search.locator(".search-active")).to_contain_text("5 km um Siegburg")
    expect(search.locator("#search-count")).not_to_have_text(many)
    assert violations(search) == []
    search.get_by_label("In der Nähe von").fill("10115")
    search.get_by_label("In der Nähe von").press("Enter")
    expect(search.locator(".search-unplaced")).to_contain_text("10115")


def test_last_searches_stay_in_the_browser(search: Page) -> None:
    recent = search.locator("#search-recent")
    expect(recent).to_be_hidden()
    for words in ("Beratung", "Schulden", "beratung"):
        search.goto(f"/suche/?q={words}")
    search.goto("/suche/")
    expect(recent.get_by_role("link")).to_have_text(["beratung", "Schulden"])
    assert violations(search) == []
    search.locator("#search-q").fill("x")
    expect(recent).to_be_hidden()
    search.locator("#search-q").fill("")
    recent.get_by_role("button", name="Liste leeren").click()
    expect(recent).to_be_hidden()
    search.goto("/suche/?q=Beratung")
    search.goto("/suche/")
    recent.get_by_role("button", name="Suchen nicht merken").click()
    expect(recent.get_by_role("link")).to_have_count(0)
    search.goto("/suche/?q=Schulden")
    search.goto("/suche/")
    expect(recent).to_contain_text("Suchen werden nicht gemerkt.")
    recent.get_by_role("button", name="Suchen merken").click()
    expect(recent).to_be_hidden()


def test_last_searches_go_with_their_reader(browse: Callable[..., Page]) -> None:
    page = browse("fachkraft")
    recent = page.locator("#search-recent")
    page.goto("/suche/?q=Schulden")
    page.goto("/suche/")
    expect(recent.get_by_role("link")).to_have_text(["Schulden"])
    page.context.clear_cookies()  # the session has ended by itself
    page.reload()
    expect(recent).to_be_hidden()
    page = browse("fachkraft")
    page.goto("/suche/?q=Schulden")
    page.goto("/")
    assert "Schulden" in page.evaluate("JSON.stringify(sessionStorage)")
    page.locator("form[data-logout]").evaluate("form => form.requestSubmit()")
    expect(page.locator("form[data-logout]")).to_have_count(0)
    assert "Schulden" not in page.evaluate("JSON.stringify([sessionStorage, localStorage])")


def test_tabs_and_more_values_by_keyboard(search: Page) -> None:
    search.goto("/suche/?q=Beratung")
    more = search.locator(".facets__more > summary").first
    more.focus()
    more.press("Enter")
    box = search.locator(".facets__more[open] input").first
    box.press("Space")
    expect(search.locator(".search-active")).to_be_visible()
    expect(search.locator("#search-filters input:focus")).to_be_checked()
    tab = search.get_by_role("navigation", name="Bereiche").get_by_role("link", name="Angebote")
    tab.press("Enter")
    expect(search).to_have_url(re.compile("tab=directory"))
    search.get_by_role("link", name="Alle Filter zurücksetzen").click()
    expect(search.locator(".search-active")).to_have_count(0)
    expect(search.locator("#search-q")).to_have_value("Beratung")


def test_nothing_found_leads_on(search: Page) -> None:
    search.goto(NOTHING)
    expect(search.locator(".search-nothing")).to_contain_text("Das findet etwas")
    assert violations(search) == []
    link = search.locator(".search-nothing li a").first
    link.click()
    expect(search.locator(".search-hit").first).to_be_visible()


def test_everything_works_without_scripts(unscripted: Page) -> None:
    unscripted.goto("/suche/")
    assert unscripted.locator("#search-recent").is_hidden()
    unscripted.locator("#search-q").fill("Beratung")
    unscripted.locator("#search-near").fill("Siegburg")
    unscripted.locator("#search-q").press("Enter")
    assert "10 km um Siegburg" in unscripted.locator(".search-active").inner_text()
    unscripted.locator("#search-filters input[name=topic]").first.check()
    unscripted.get_by_role("button", name="Filter anwenden").click()
    assert unscripted.locator(".search-active li").count() == 3
    assert unscripted.locator("#search-q").input_value() == "Beratung"
    unscripted.locator(".search-active a").first.click()
    unscripted.wait_for_url(lambda url: "topic=" not in url)
    expect(unscripted.locator(".search-active")).to_contain_text("10 km um Siegburg")


def held_answers(page: Page) -> list[Route]:
    """Keep the answers to live words until a test lets them go; anything with a filter passes."""
    held: list[Route] = []
    page.route(
        re.compile(r"/suche/\?q=[^&]+&near=&radius=\d+&sort=\w+$"), lambda route: held.append(route)
    )
    return held


def type_and_hold(page: Page) -> Route:
    """Type words whose results do not come yet."""
    held = held_answers(page)
    with page.expect_request(re.compile(r"/suche/\?q=Beratung")):
        page.locator("#search-q").fill("Beratung")
    page.wait_for_function("document.querySelector('#search-results.htmx-request')")
    return held[0]


def test_a_filter_chosen_while_results_are_on_their_way_is_kept(search: Page) -> None:
    search.goto("/suche/?q=Sprache")
    type_and_hold(search)
    search.locator("#search-filters input[name=topic]").first.check()
    expect(search.locator(".search-active")).to_be_visible()
    expect(search.locator("#search-count")).to_contain_text("Beratung")
    expect(search.locator("#search-filters input[name=topic]:checked")).to_have_count(1)


def test_results_do_not_take_a_filter_away_below_a_pressed_button(search: Page) -> None:
    search.goto("/suche/?q=Sprache")
    answer = type_and_hold(search)
    search.locator("#search-filters input[name=topic]").first.hover()
    search.mouse.down()
    with search.expect_event("requestfinished"):
        answer.continue_()
    search.mouse.up()
    expect(search.locator(".search-active")).to_be_visible()
    expect(search.locator("#search-count")).to_contain_text("Beratung")


def test_results_that_came_below_a_pressed_button_are_shown_afterwards(search: Page) -> None:
    search.goto("/suche/?q=Sprache")
    answer = type_and_hold(search)
    search.locator("#search-count").hover()
    search.mouse.down()
    with search.expect_event("requestfinished"):
        answer.continue_()
    expect(search.locator("#search-count")).to_contain_text("Sprache")
    search.unroute_all()
    search.mouse.up()
    expect(search.locator("#search-count")).to_contain_text("Beratung")


def test_words_sent_with_enter_are_not_asked_for_again(search: Page) -> None:
    asked: list[str] = []
    search.on("request", lambda sent: asked.append(sent.url) if "q=Beratung" in sent.url else None)
    search.locator("#search-q").fill("Beratung")
    search.locator("#search-q").press("Enter")
    expect(search.locator("#search-count")).to_contain_text("Beratung")
    search.wait_for_timeout(800)  # typing alone is answered after 400
    assert len([url for url in asked if "vorschlaege" not in url]) == 1
