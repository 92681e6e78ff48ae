"""Run by other tests as a process: makes a run of N rows in the portal of KIM_DATA_DIR.

`prepare N` prints the run's id; `work ID` fills it here and prints seconds and growth in MB.
"""

import io
import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.embedded")
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from wagtail.models import Page  # noqa: E402

from doctemplates.batch import preparing, working  # noqa: E402
from doctemplates.batch.tables import read_table  # noqa: E402
from doctemplates.models import WordTemplatePage  # noqa: E402
from tests.factories.doctemplates import AGREEMENT, make_template, sample  # noqa: E402


def prepare(rows: int) -> str:
    """Store a started run without waking any worker; return its id."""
    page = WordTemplatePage.objects.filter(slug="viele").first() or make_template(
        Page.objects.get(slug="vorlagen"), sample(AGREEMENT), slug="viele", personal=False
    )
    user, _made = get_user_model().objects.get_or_create(
        email="k@example.org", display_name="K", is_superuser=True
    )
    lines = [f"Träger {number};Angebot {number} für alle;1.1.2027" for number in range(rows)]
    text = "\n".join(["organization.name;subject;starts_on", *lines]).encode()
    run = preparing.from_table(page, user, read_table(io.BytesIO(text), len(text)))
    preparing.check(run, run.targets, 0)
    preparing.wakeup.notify = lambda pk: None  # the clock of the worker must find it
    preparing.start(run)
    return str(run.pk)


def memory(name: str) -> float:
    """Return "VmRSS" (memory now) or "VmHWM" (at its most) of this process in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def work(pk: str) -> str:
    """Fill the run here; return seconds, and by how many MB the process grew at its most."""
    fill(prepare(20))  # what every process loads once
    Path("/proc/self/clear_refs").write_text("5")  # the most is counted from here
    before, began = memory("VmRSS"), time.monotonic()
    fill(pk)
    return f"{time.monotonic() - began:.1f} {memory('VmHWM') - before:.1f}"


def fill(pk: str) -> None:
    while working.work(pk):
        pass


if __name__ == "__main__":
    verb, argument = sys.argv[1:]
    sys.stdout.write(f"{prepare(int(argument)) if verb == 'prepare' else work(argument)}\n")
