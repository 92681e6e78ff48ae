"""Portals of real processes, prepared once per session and copied for each test."""

import contextlib
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch, NotFoundError

from tests.search.faults.portal import Portal, copied, template


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a portal with 60 services and an embedded index."""
    return template(tmp_path_factory.mktemp("prepared") / "data").data


@pytest.fixture
def portal(prepared: Path, tmp_path: Path) -> Iterator[Portal]:
    """A portal on SQLite, the folder broker and the embedded index; nothing runs yet."""
    with copied(prepared, tmp_path / "data") as portal:
        yield portal


@pytest.fixture
def index_name(elasticsearch_url: str) -> Iterator[str]:
    """The name of an Elasticsearch index of this test; removed afterwards."""
    name = f"kim-faults-{uuid.uuid4().hex[:8]}"
    yield name
    client = Elasticsearch(elasticsearch_url)
    with contextlib.suppress(NotFoundError):
        for index in client.indices.get_alias(name=name):
            client.indices.delete(index=index)
    client.close()
