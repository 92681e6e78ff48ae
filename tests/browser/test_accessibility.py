"""No barrier that axe-core can find: light and dark, wide and at 375 pixels."""

import pytest
from django.urls import reverse
from doctemplates.models import WordTemplatePage

from content.directory.models import Service
from content.library.models import CaseStandardPage, ConceptPage

STAFF = "fachkraft@example.org"
COORDINATION = "koordination@example.org"
PARTNER = "partner@example.org"
LOOKS = [("light", 1280), ("dark", 1280), ("light", 375), ("dark", 375)]


def addresses() -> list[tuple[str, str]]:
    """Return (who looks, at what) for one page of every sort."""
    template = WordTemplatePage.objects.live().order_by("pk").first()
    standard = CaseStandardPage.objects.live().order_by("pk").first()
    concept = ConceptPage.objects.live().order_by("pk").first()
    service = Service.objects.filter(live=True, internal=False).order_by("pk").first()
    return [
        ("", "/"),
        (STAFF, "/"),
        (COORDINATION, "/"),
        (PARTNER, "/"),
        ("", reverse("login")),
        ("", reverse("password_reset")),
        (STAFF, reverse("account")),
        (STAFF, reverse("search:results") + "?q=Sprache"),
        ("", reverse("search:directory") + "?q=Beratung"),
        ("", reverse("directory:list")),
        ("", service.get_absolute_url()),
        (STAFF, standard.get_url()),
        (STAFF, concept.get_url()),
        (STAFF, template.get_url()),
        ("", "/impressum/"),
    ]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_have_no_barrier_and_fit_the_screen(visit, violations, scheme, width) -> None:
    wrong = []
    for user, path in addresses():
        page = visit(path, user, scheme, width)
        wrong += [f"{path} ({user or 'anybody'}): {found}" for found in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{path} ({user or 'anybody'}) is wider than the screen")
        page.context.close()
    assert wrong == []


def test_the_menu_on_a_phone_opens_without_javascript(browser, portal) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 375, "height": 700}, locale="de-DE"
    )
    page = context.new_page()
    page.goto(portal)
    page.get_by_text("Menü", exact=True).click()
    page.locator(".frame-nav__mobile").get_by_role("link", name="Angebote").click()
    assert page.url.endswith(reverse("directory:list"))
    context.close()


def test_the_keyboard_reaches_the_content_first(visit) -> None:
    page = visit("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Zum Inhalt springen"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#inhalt"


def test_no_page_asks_a_third_party_for_anything(browser, portal) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    for path in ("/", reverse("search:results") + "?q=Sprache", reverse("directory:list")):
        page.goto(portal + path)
    assert {url for url in asked if not url.startswith((portal, "data:"))} == set()
    assert problems == []
    context.close()
