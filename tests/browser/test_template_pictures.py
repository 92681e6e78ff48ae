"""Pictures in a template's form: looked at before they are sent, kept while rows come and go."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from doctemplates import read_values
from tests.browser.conftest import violations
from tests.demo_process import ROOT, Demo, demo_environment
from tests.doctemplates.web.picturing import drawn

FORM = "/vorlagen/bildbericht/ausfuellen/"
MAKE = """
import django; django.setup()
from content.library.models import SectionPage
from tests.doctemplates.web.picturing import template
from tests.factories.doctemplates import make_template
section = SectionPage.objects.get(slug="vorlagen")
make_template(section, template(), title="Bildbericht", slug="bildbericht")
"""
REMOVE = """
import django; django.setup()
from doctemplates.models import WordTemplatePage
page = WordTemplatePage.objects.get(slug="bildbericht")
document = page.word_file
page.delete()
document.delete()
"""


def in_demo(demo: Demo, code: str) -> None:
    """Run `code` with the demo's data."""
    env = demo_environment(demo.data) | {"DJANGO_SETTINGS_MODULE": "portal.settings.embedded"}
    path = os.pathsep.join([str(ROOT), env.get("PYTHONPATH", "")])
    subprocess.run([sys.executable, "-c", code], env=env | {"PYTHONPATH": path}, check=True)


@pytest.fixture(scope="module")
def template(demo: Demo) -> Iterator[None]:
    """A template with pictures, for as long as these tests run."""
    in_demo(demo, MAKE)
    yield
    in_demo(demo, REMOVE)


@pytest.fixture
def form(template: None, browse: Callable[..., Page]) -> Page:
    page = browse("fachkraft")
    page.goto(FORM)
    return page


def picture(content: bytes, name: str = "foto.png", kind: str = "image/png") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": content}


def test_a_picture_is_looked_at_and_stays_while_rows_come_and_errors_are_mended(
    form: Page,
) -> None:
    photo, scan = drawn((60, 40)), drawn((50, 50), "JPEG")
    form.get_by_label("Foto").set_input_files(picture(photo))
    shown = form.get_by_role("img", name="Das gewählte Bild")
    expect(shown).to_have_count(1)
    expect(shown).to_be_visible()
    form.locator("button[value^='add:']").click()
    expect(form.get_by_label("Beleg")).to_have_count(2)
    expect(form.get_by_label("Foto")).to_have_value("C:\\fakepath\\foto.png")
    form.get_by_label("Beleg").nth(1).set_input_files(picture(b"GIF89a", "b.gif", "image/gif"))
    form.locator("button[value=word]").click()
    expect(form.locator(".form-errors")).to_contain_text("keine PNG- oder JPEG-Datei (GIF)")
    expect(shown).to_have_count(1)  # carried by the page that came back
    form.get_by_label("Beleg").nth(1).set_input_files(picture(scan, "b.jpg", "image/jpeg"))
    expect(shown).to_have_count(2)
    with form.expect_download() as download:
        form.locator("button[value=word]").click()
    values = read_values(Path(download.value.path()).read_bytes())
    assert values["photo"] == photo
    assert [row["scan"] for row in values["notes"]] == [None, scan]


def test_a_picture_that_is_too_large_is_said_before_anything_is_sent(form: Page) -> None:
    control = form.get_by_label("Foto")
    control.set_input_files(picture(b"x" * 11_000_000))
    expect(form.locator(".picture-entry__said:visible")).to_contain_text("höchstens 10 MB")
    expect(control).to_have_value("")
    control.set_input_files(picture(drawn((60, 40))))
    expect(form.locator(".picture-entry__said:visible")).to_have_count(0)
    form.locator("button[value=preview]").click()
    expect(form.locator("#vorschau img")).to_be_visible()
    form.add_style_tag(content=".form-bar { position: static !important }")
    assert violations(form) == []
