"""Health checks, images and the file broker, asked as a supervisor or a browser would."""

import time
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from kombu import Connection

from portal.settings.databases import broker


def test_healthz_answers_without_touching_the_database(client: Client) -> None:
    # without the django_db mark, any query would fail
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.content == b"ok"


@pytest.mark.django_db
def test_readyz_names_the_part_that_does_not_work(client: Client, settings: LazySettings) -> None:
    settings.SEARCH_ENGINE = "elastic"
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["search"] == "failed"
    assert response.json()["checks"]["database"] == "ok"
    assert "127.0.0.1:9" not in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]


@pytest.fixture
def media(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    for name in ("images/a.png", "documents/secret.pdf"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"content")
    return tmp_path


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["documents/secret.pdf", "images/../documents/secret.pdf", "images/", "images/a.png"]
)
def test_nothing_but_images_leaves_the_media_folder(client: Client, media: Path, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404


def test_file_broker_delivers_within_half_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REDIS_URL", raising=False)
    settings = broker(tmp_path)
    arguments = {
        "transport": settings["CELERY_BROKER_TRANSPORT"],
        "transport_options": settings["CELERY_BROKER_TRANSPORT_OPTIONS"],
    }
    with Connection(**arguments) as writer, Connection(**arguments) as reader:
        queue = reader.SimpleQueue("wake-up")
        waited = []
        for _ in range(5):  # one of them may meet a busy machine
            writer.SimpleQueue("wake-up").put({"hello": "Grüße"})
            sent = time.monotonic()
            assert queue.get(timeout=20).payload == {"hello": "Grüße"}
            waited.append(time.monotonic() - sent)
        assert min(waited) < 0.5
    assert not list(tmp_path.rglob("*.part"))
