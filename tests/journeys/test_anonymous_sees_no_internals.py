"""Visitors without an account see the public part, and no title of anything internal."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page

from tests.demo_process import Demo

PLACES = [
    "/",
    "/angebote/",
    "/angebote/traeger/",
    "/konzepte/",
    "/aktuelles/",
    "/vorlagen/",
    "/suche/",
    "/suche/?q=CM-Konzept",
    "/suche/?q=Kooperationsvereinbarung",
    "/suche/?q=Zielvereinbarung",
    "/suche/?q=Standard",
    "/suche/vorschlaege/?q=Koop",
    "/suche/vorschlaege/?q=Ziel",
]


INTERNAL_PAGES = """
    select p.title, p.url_path from wagtailcore_page p
    join wagtailcore_page r on substr(p.path, 1, length(r.path)) = r.path
    join wagtailcore_pageviewrestriction v on v.page_id = r.id
    where p.path != r.path or p.numchild = 0
"""
INTERNAL_SERVICES = "select name, '/' || slug || '/' from directory_service where internal"


@pytest.fixture(scope="module")
def internals(demo: Demo) -> list[tuple[str, str]]:
    """Title and end of the address of all that is restricted, and of internal services."""
    with closing(sqlite3.connect(demo.data / "kim.sqlite3")) as database:
        pages = database.execute(INTERNAL_PAGES).fetchall()
        services = database.execute(INTERNAL_SERVICES).fetchall()
    ends = [(title, "/" + path.split("/", 2)[2]) for title, path in pages]
    return [*ends, *services]


def test_internal_titles_and_addresses_appear_nowhere(
    page: Page, demo: Demo, internals: list[tuple[str, str]]
) -> None:
    assert len(internals) >= 15
    for place in PLACES:
        page.goto(place)
        shown = page.content()
        # a title of one word, such as "Monitoring", is a word of public texts too
        leaked = [title for title, _end in internals if " " in title and title in shown]
        linked = [end for _title, end in internals if f'{end}"' in shown]
        assert (leaked, linked) == ([], []), place


def test_every_internal_address_is_closed(page: Page, demo: Demo) -> None:
    with closing(sqlite3.connect(demo.data / "kim.sqlite3")) as database:
        pages = [path for _title, path in database.execute(INTERNAL_PAGES)]
        services = [end for _name, end in database.execute(INTERNAL_SERVICES)]
        files = database.execute("select id, file from wagtaildocs_document").fetchall()
    addresses = ["/" + path.split("/", 2)[2] for path in pages]
    addresses += [a + more for a in addresses for more in ("fassung/1/", "leer/", "ausfuellen/")]
    addresses += [f"/angebote{end}" for end in services]
    addresses += [f"/dokumente/documents/{pk}/{name.split('/')[-1]}" for pk, name in files]
    addresses += [f"/dokumente/{pk}/{name.split('/')[-1]}" for pk, name in files]
    assert len(addresses) > 60
    for address in addresses:
        answer = page.request.get(address, max_redirects=0)
        assert answer.status in (302, 403, 404), address
        if answer.status == 302:
            assert "/konto/anmelden/" in answer.headers["location"], address
