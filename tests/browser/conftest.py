"""The running demo, looked at with axe-core."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.demo_process import Demo
from tests.journeys.acting import PATIENCE, log_in

expect.set_options(timeout=PATIENCE)

AXE = (Path(__file__).parent.parent / "vendor" / "axe" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def browse(browser: Browser, demo: Demo) -> Iterator[Callable[[str, str], Page]]:
    """Return a tab for somebody: `browse(role, scheme)`; "" is a visitor."""
    contexts = []

    def open_tab(role: str = "", scheme: str = "light") -> Page:
        context = browser.new_context(
            base_url=demo.url,
            color_scheme=scheme,  # type: ignore[arg-type]
            locale="de-DE",
            bypass_csp=True,  # axe is injected as a script
        )
        contexts.append(context)
        page = context.new_page()
        if role:
            log_in(page, demo, role)
        return page

    yield open_tab
    for context in contexts:
        context.close()


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong on a page: rule, help text and the elements."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    result = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES
    )
    return [
        f"{found['id']}: {found['help']} {[node['target'] for node in found['nodes']]}"
        for found in result["violations"]
    ]
