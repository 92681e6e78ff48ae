"""The worker's part: draining the outbox and the nightly comparison."""

import logging

from celery import shared_task

from search import failed, outbox, rebuilding
from search.engine import EngineUnavailable, SearchError

logger = logging.getLogger(__name__)


@shared_task(name="search.drain_outbox", ignore_result=True)
def drain_outbox() -> None:
    """Write everything that is due into the index; build one that is missing or damaged."""
    outbox.drain_all()
    try:
        rebuilding.mend()
    except (SearchError, OSError) as error:
        logger.warning("Search: the index can't be mended now: %s", error)


@shared_task(name="search.reconcile", ignore_result=True)
def reconcile() -> None:
    """Record every difference of index and database, and give dead changes another chance."""
    try:
        _compare()
    finally:
        outbox.revive_dead()


def _compare() -> None:
    try:
        found = rebuilding.differences()
    except (EngineUnavailable, OSError) as error:
        logger.warning("Search: the index can't be reached, not compared tonight: %s", error)
        return
    except SearchError as error:
        logger.warning("Search: the index can't be compared, it is rebuilt: %s", error)
        rebuilding.rebuild()
        return
    if found.faults:
        logger.warning("Search: %s entries of the index differed", len(found.faults))
    outbox.record_keys(found.keys)


@shared_task(name="search.forget_failed_searches", ignore_result=True)
def forget_failed_searches() -> None:
    """Delete counts of failed searches that are older than two years."""
    failed.forget_old()
