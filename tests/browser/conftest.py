"""The sample portal behind a real server, looked at with axe-core."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from portal.sample import load_all
from portal.sample.users import PASSWORD

AXE = (Path(__file__).parent.parent / "vendor" / "axe" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def portal(transactional_db: None, live_server: Any) -> str:
    """Return the address of the running portal with its sample content."""
    load_all()
    return str(live_server.url)


@pytest.fixture
def visit(browser: Browser, portal: str) -> Any:
    """Open pages as somebody: `visit(path, user, scheme, width)` returns the Playwright page."""
    contexts = []

    def open_page(path: str, user: str = "", scheme: str = "light", width: int = 1280) -> Page:
        context = browser.new_context(
            color_scheme=scheme,  # type: ignore[arg-type]
            viewport={"width": width, "height": 800},
            locale="de-DE",
            bypass_csp=True,  # axe is injected as a script
        )
        contexts.append(context)
        page = context.new_page()
        if user:
            page.goto(f"{portal}/konto/anmelden/")
            page.fill("#id_username", user)
            page.fill("#id_password", PASSWORD)
            page.click("main button[type=submit]")
        answer = page.goto(portal + path)
        assert answer is not None
        assert answer.status == 200
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def violations() -> Callable[[Page], list[str]]:
    """Return what axe finds wrong on a page: rule, help text and the elements."""

    def run(page: Page) -> list[str]:
        page.evaluate(AXE)
        result = page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES
        )
        return [
            f"{found['id']}: {found['help']} {[node['target'] for node in found['nodes']]}"
            for found in result["violations"]
        ]

    return run
