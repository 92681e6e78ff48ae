"""An agreement template for many organizations, and a way to run what the worker would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from doctemplates.batch import preparing, storage, working
from doctemplates.batch.tables import read_table
from doctemplates.models import BatchRun, WordTemplatePage
from portal.accounts.sync import sync_roles
from tests.content.library.conftest import browse, person, tree
from tests.doctemplates.web.conftest import agreement, goal_plan, own_media
from tests.factories.directory import OrganizationFactory

__all__ = ["agreement", "browse", "goal_plan", "own_media", "person", "tree"]


@pytest.fixture
def roles(tree: Any) -> None:
    """Groups with exactly their rights."""
    sync_roles()


@pytest.fixture
def coordinator(roles: None, person: Callable[..., Any]) -> Any:
    return person("Koordination")


@pytest.fixture
def organizations(tree: Any) -> list[Any]:
    names = ("Caritasverband Rhein-Sieg", "Diakonie an Sieg & Rhein", "Lotsenpunkt Much")
    return [OrganizationFactory(name=name) for name in names]


@pytest.fixture
def directory_run(
    agreement: WordTemplatePage, coordinator: Any, organizations: list[Any]
) -> BatchRun:
    """A run over three organizations, checked and not started."""
    common = {"subject": "Beratung für alle", "starts_on": "2027-01-01"}
    return preparing.from_directory(agreement, coordinator, organizations, common)


def table_run(page: WordTemplatePage, user: Any, text: str) -> BatchRun:
    """Upload `text` as a csv; the columns are matched and not confirmed."""
    content = text.encode()
    return preparing.from_table(page, user, read_table(io.BytesIO(content), len(content)))


def confirmed(run: BatchRun) -> BatchRun:
    """Confirm the columns as they were matched."""
    preparing.check(run, run.targets, run.naming)
    return fresh(run)


def finished(run: BatchRun) -> BatchRun:
    """Start the run and work until nothing is left."""
    preparing.start(run)
    while working.work(str(run.pk)):
        pass
    return fresh(run)


def fresh(run: BatchRun) -> Any:
    return BatchRun.objects.with_counts().get(pk=run.pk)


def files_of(run: BatchRun) -> dict[str, bytes]:
    """Return what the finished zip holds, by name."""
    with storage.open_file(run.zip_name) as file, zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}
