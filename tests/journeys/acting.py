"""What people do in every journey."""

from playwright.sync_api import Page

from tests.demo_process import Demo

PATIENCE = 20_000  # milliseconds a page may take to show what is expected, on a busy machine


def log_in(page: Page, demo: Demo, role: str) -> None:
    """Log in with the sample account of `role` through the form."""
    email, password = demo.account(role)
    page.goto(f"{demo.url}/konto/anmelden/")
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Passwort").fill(password)
    page.locator("main").get_by_role("button", name="Anmelden").click()
    page.wait_for_url(f"{demo.url}/")


def search_for(page: Page, words: str) -> None:
    """Search from the search page and wait for the answer."""
    page.goto("/suche/")
    page.locator("#search-q").fill(words)
    page.locator("#search-form button[type=submit]").click()
    page.wait_for_url("**/suche/?q=*")
