"""Journeys run in a real browser against the real demo: web server, worker, sample data."""

from collections.abc import Iterator

import pytest

from tests.demo_process import Demo, running_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The running demo with fresh sample data; one for all journeys of a session."""
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as demo:
        yield demo


@pytest.fixture(scope="session")
def base_url(demo: Demo) -> str:
    """Address of the demo: `page.goto("/suche/")` is enough in a journey."""
    return demo.url
