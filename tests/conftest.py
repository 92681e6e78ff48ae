"""What tests may ask for: real servers, a browser, an office, real documents.

A test marked `services`, `browser`, `office` or `corpus` is skipped, with the reason, where that is
absent. With KIM_REQUIRE=1 (`make test-full`) it fails instead, so that nothing is left out unseen.
"""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.demo_process import Demo, running_demo

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's sync API runs a loop

ROOT = Path(__file__).resolve().parent.parent
REQUIRED = os.environ.get("KIM_REQUIRE") == "1"
POSTGRES_URL = os.environ.get("KIM_TEST_POSTGRES_URL", "postgres://kim@127.0.0.1:55432/kim")
REDIS_URL = os.environ.get("KIM_TEST_REDIS_URL", "redis://127.0.0.1:56379/0")
ELASTICSEARCH_URL = os.environ.get("KIM_TEST_ELASTICSEARCH_URL", "http://127.0.0.1:59200")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@cache
def _listens(url: str) -> bool:
    parts = urlsplit(url)
    try:
        socket.create_connection((parts.hostname, parts.port), timeout=1).close()
    except OSError:
        return False
    return True


def _chromium() -> str | None:
    return (
        os.environ.get("KIM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )


def _shared() -> Path:
    return Path(os.environ.get("KIM_SHARED") or ROOT.parent / "shared")


def _no_services() -> str:
    urls = [url for url in (POSTGRES_URL, REDIS_URL, ELASTICSEARCH_URL) if not _listens(url)]
    return f"not running (make services): {', '.join(urls)}" if urls else ""


def _no_browser() -> str:
    return "" if _chromium() else "Chromium is not installed (or set KIM_CHROMIUM)"


def _no_office() -> str:
    return "" if shutil.which("soffice") else "LibreOffice is not installed"


def _no_corpus() -> str:
    return "" if _shared().is_dir() else "no shared data beside the project (or set KIM_SHARED)"


MISSING: dict[str, Callable[[], str]] = {
    "services": _no_services,
    "browser": _no_browser,
    "office": _no_office,
    "corpus": _no_corpus,
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs something by the fixtures it uses; keep the tests of the demo together."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "page" in fixtures or "browser" in fixtures:
            item.add_marker(pytest.mark.browser)
        if {"postgres_url", "redis_url", "elasticsearch_url"} & set(fixtures):
            item.add_marker(pytest.mark.services)
        if "demo" in fixtures:
            item.add_marker(pytest.mark.xdist_group("demo"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose need is not met, or fail it where everything is required."""
    for name, missing in MISSING.items():
        if item.get_closest_marker(name) is None:
            continue
        reason = missing()
        if not reason:
            continue
        # the corpus is private to where the project is built: elsewhere nobody can have it
        if REQUIRED and (name != "corpus" or os.environ.get("KIM_REQUIRE_CORPUS")):
            pytest.fail(f"{name} is required here: {reason}", pytrace=False)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """URL of a real PostgreSQL whose user may create databases."""
    return POSTGRES_URL


@pytest.fixture(scope="session")
def redis_url() -> str:
    """URL of a real Redis."""
    return REDIS_URL


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """URL of a real Elasticsearch 9 without security."""
    return ELASTICSEARCH_URL


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and forms; mark tests that use it `corpus`."""
    return _shared()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The running demo with fresh sample data; one for all tests of a session."""
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as demo:
        yield demo


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Let Playwright use the system's Chromium, which talks to nobody by itself."""
    return {**browser_type_launch_args, "executable_path": _chromium(), "args": CHROMIUM_ARGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Browse in German, in the zone of the portal."""
    return {**browser_context_args, "locale": "de-DE", "timezone_id": "Europe/Berlin"}
