"""The engine goes away while objects change, and comes back."""

import logging
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.search.faults.portal import Portal, Visitor
from tests.search.faults.proxy import Proxy

logger = logging.getLogger(__name__)
pytestmark = pytest.mark.xdist_group("faults")
CHANGES = 100


@pytest.fixture
def door(elasticsearch_url: str) -> Iterator[Proxy]:
    """The way to Elasticsearch, which the test can shut; the shared server itself stays up."""
    parts = urlsplit(elasticsearch_url)
    proxy = Proxy((parts.hostname or "", parts.port or 9200))
    yield proxy
    proxy.close()


@pytest.mark.parametrize("mode", ["refuse", "silent"])
def test_elasticsearch_goes_away_and_comes_back(
    portal: Portal, door: Proxy, index_name: str, mode: str
) -> None:
    portal.more = {"ELASTICSEARCH_URL": door.url, "KIM_SEARCH_INDEX": index_name}
    portal.manage("rebuild_index")
    portal.start("web")
    portal.start("worker")
    assert portal.search("Sprachkurs") == (200, False)
    with Visitor(portal) as visitor:
        door.set(mode)
        with portal.writing(CHANGES) as writing:
            pass
        assert portal.search("Sprachkurs") == (200, True)
        door.set("open")
        portal.assert_index_equals_database()
        portal.wait_for_full_search()
    logger.info("%s, %s", writing, visitor)
    assert writing.stayed_quick, writing
    assert visitor.refused == []
    assert visitor.reduced


def take_away(index: Path) -> None:
    shutil.rmtree(index)


def make_unusable(index: Path) -> None:
    """As a folder without rights would be, for root too."""
    shutil.rmtree(index)
    index.write_text("no folder")


def corrupt(index: Path) -> None:
    for file in index.glob("g-*/*"):
        if file.suffix != ".lock":
            file.write_bytes(b"broken")


@pytest.mark.parametrize("damage", [take_away, make_unusable, corrupt])
def test_the_embedded_index_is_damaged(portal: Portal, damage: Callable[[Path], None]) -> None:
    index = portal.data / "index"
    portal.start("web")
    portal.start("worker")
    assert portal.search("Sprachkurs") == (200, False)
    with Visitor(portal) as visitor:
        damage(index)
        with portal.writing(CHANGES) as writing:
            pass
        if index.is_file():
            assert portal.search("Sprachkurs") == (200, True)
            time.sleep(2)
            index.unlink()  # the disk is mended
        portal.assert_index_equals_database()
        portal.wait_for_full_search()
    logger.info("%s, %s", writing, visitor)
    assert writing.stayed_quick, writing
    assert visitor.refused == []
