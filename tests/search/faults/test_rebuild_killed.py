"""A rebuild that an object kills, with -9, as a crash in a library would."""

import json
import signal
import time

import pytest

from tests.search.faults.deadly import NAME
from tests.search.faults.portal import Portal

pytestmark = pytest.mark.xdist_group("faults")

SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.search.faults.deadly_settings"}
MAKE = f"""
from content.directory.models import Organization, Service
from search.engine import get_engine
Service.objects.create(name="{NAME}", organization=Organization.objects.first(), live=True)
print("documents", get_engine().count())
"""


def test_the_third_rebuild_leaves_out_what_killed_two(portal: Portal) -> None:
    portal.more = SETTINGS
    before = int(portal.manage("shell", "-c", MAKE).split()[-1])
    for _ in range(2):
        assert portal.run("manage.py", "rebuild_index").returncode == -signal.SIGKILL
        time.sleep(1)  # the lease of the one that died
    assert portal.manage("rebuild_index").startswith(f"{before} documents")
    status = json.loads(portal.manage("index_status", "--json"))
    assert (status["documents"], status["waiting"], status["rebuilding"]) == (before, 1, False)
    portal.more = {}  # it is mended
    assert "0 still waiting" in portal.manage("index_retry")
