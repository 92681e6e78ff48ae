"""The site of a request is the one that Wagtail would choose."""

import pytest
from django.test import RequestFactory, override_settings
from wagtail.models import Page, Site

from content.library.sites import site_of

pytestmark = pytest.mark.django_db

ADDRESSES = [
    ("kim.example", 80),
    ("kim.example", 8000),
    ("kim.example", 443),
    ("intern.example", 80),
    ("intern.example", 9000),
    ("fremd.example", 80),
]
LAYOUTS = [
    [],
    [("kim.example", 80, True)],
    [("kim.example", 80, False)],
    [("kim.example", 80, False), ("intern.example", 80, True)],
    [("kim.example", 80, False), ("kim.example", 8000, False)],
    [("kim.example", 80, False), ("kim.example", 8000, False), ("intern.example", 80, True)],
    [("kim.example", 80, True), ("kim.example", 8000, False), ("intern.example", 80, False)],
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_site_is_the_one_that_wagtail_finds(layout):
    Site.objects.all().delete()
    root = Page.objects.get(depth=1)
    for host, port, default in layout:
        Site.objects.create(hostname=host, port=port, is_default_site=default, root_page=root)
    for host, port in ADDRESSES:
        with override_settings(ALLOWED_HOSTS=["*"]):
            asked = RequestFactory().get("/", HTTP_HOST=f"{host}:{port}", SERVER_PORT=str(port))
            assert site_of(asked) == Site._find_for_request(asked), (host, port)
