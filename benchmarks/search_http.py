"""The results page through HTTP, for benchmarks/search.py: gunicorn and the real middleware."""

import contextlib
import http.client
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.pages import ROOT, run, server
from benchmarks.search_engines import WARM_UP, Figures, measured
from search.query import SearchQuery


class Portal:
    """A portal in `folder`, its database prepared; its embedded index belongs into `index`."""

    def __init__(self, folder: Path) -> None:
        self.index = folder / "index"
        self._env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.embedded",
            "KIM_DATA_DIR": str(folder),
            "PYTHONPATH": str(ROOT),
            "KIM_LOG_LEVEL": "ERROR",
        }
        for name in ("DATABASE_URL", "REDIS_URL", "ELASTICSEARCH_URL", "KIM_SEARCH_ENGINE"):
            self._env.pop(name, None)
        self._cookie = run(["-m", "benchmarks.search_portal"], ROOT, self._env).split()[-1]

    def measured(self, asked: list[SearchQuery], **engine: str) -> Figures:
        """Ask every question; `engine` are the variables that name an engine and its index."""
        env = {**self._env, **engine}
        with server("portal.wsgi:application", ROOT, env) as port, _browser(port) as browser:
            for question in asked[:WARM_UP]:
                self._get(browser, SearchQuery(f"{question.text} Anderes"))
            return Figures(*measured(asked, lambda question: self._get(browser, question)))

    def _get(self, browser: http.client.HTTPConnection, question: SearchQuery) -> None:
        pairs = [("q", question.text)]
        pairs += [(name, value) for name, values in question.filters.items() for value in values]
        headers = {"Cookie": f"sessionid={self._cookie}"}
        browser.request("GET", f"/suche/?{urlencode(pairs)}", headers=headers)
        response = browser.getresponse()
        body = response.read()
        if response.status != 200 or b"Fachkraft" not in body:
            raise RuntimeError(f"/suche/ answers {response.status} to {pairs}")


@contextlib.contextmanager
def _browser(port: int) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        yield connection
    finally:
        connection.close()
