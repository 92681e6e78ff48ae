"""The worker is killed with -9 again and again while 500 objects change."""

import logging
import time

import pytest

from tests.search.faults.portal import Portal, Visitor

logger = logging.getLogger(__name__)
pytestmark = pytest.mark.xdist_group("faults")
CHANGES = 500


def change_while_the_worker_dies(portal: Portal) -> None:
    portal.start("web")
    portal.start("worker")
    with Visitor(portal) as visitor, portal.writing(CHANGES, pause=0.01) as writing:
        for _ in range(3):
            time.sleep(2)
            portal.kill("worker")
            portal.start("worker")
    portal.assert_index_equals_database()
    logger.info("%s, %s", writing, visitor)
    assert writing.changes == CHANGES
    assert writing.stayed_quick, writing
    assert visitor.refused == []
    assert visitor.reduced == 0


def test_nothing_is_lost_with_the_embedded_index(portal: Portal) -> None:
    change_while_the_worker_dies(portal)


def test_nothing_is_lost_with_elasticsearch(
    portal: Portal, elasticsearch_url: str, index_name: str
) -> None:
    portal.more = {"ELASTICSEARCH_URL": elasticsearch_url, "KIM_SEARCH_INDEX": index_name}
    portal.manage("rebuild_index")
    change_while_the_worker_dies(portal)
