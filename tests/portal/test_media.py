"""Images are served to those who may open their collection, and to nobody else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction
from wagtail_factories import ImageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(settings: LazySettings, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = str(tmp_path)
    cache.clear()  # Wagtail keeps renditions there, and the rows of the last test are gone
    return ImageFactory(title="Lageplan", collection=Collection.get_first_root_node())


def close(image: Any) -> None:
    """Move the image below a collection for Fachkräfte."""
    closed = Collection.get_first_root_node().add_child(name="Intern")
    row = CollectionViewRestriction.objects.create(collection=closed, restriction_type="groups")
    row.groups.set([Group.objects.get_or_create(name="Fachkraft")[0]])
    image.collection = closed.add_child(name="Bilder")
    image.save()


def addresses(image: Any) -> list[str]:
    return [image.file.url, image.get_rendition("width-20").file.url]


def test_anybody_sees_a_public_image_at_two_queries(image: Any) -> None:
    for address in addresses(image):
        with CaptureQueriesContext(connection) as queries:
            response = Client().get(address)
        assert response.status_code == 200
        assert response.headers["Cache-Control"].startswith("public")
        assert len(queries) <= 2


def test_an_image_of_a_closed_collection_is_for_its_readers(
    image: Any, login: Callable[[str], Client]
) -> None:
    close(image)
    for address in addresses(image):
        assert Client().get(address).status_code == 404
        assert login("Partner").get(address).status_code == 404
        response = login("Fachkraft").get(address)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "private, no-cache"


def test_a_file_without_an_image_is_not_found(image: Any, tmp_path: Path) -> None:
    (tmp_path / "original_images" / "rest.png").write_bytes(b"content")
    assert Client().get("/media/original_images/rest.png").status_code == 404
