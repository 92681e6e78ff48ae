"""Journeys run in a real browser against the real demo: web server, worker, sample data."""

import pytest
from playwright.sync_api import expect

from tests.demo_process import Demo
from tests.journeys.acting import PATIENCE

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def base_url(demo: Demo) -> str:
    """Address of the demo: `page.goto("/suche/")` is enough in a journey."""
    return demo.url
