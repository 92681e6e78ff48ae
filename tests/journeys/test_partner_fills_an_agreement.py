"""A partner fills the agreement template for the own organization."""

import datetime as dt
import io
import subprocess
from pathlib import Path

import docx
from playwright.sync_api import Page, expect

import doctemplates
from tests.demo_process import Demo
from tests.journeys.acting import log_in

ORGANIZATION = "Caritasverband Rhein-Sieg e.V."


def test_partner_downloads_the_filled_agreement(page: Page, demo: Demo, tmp_path: Path) -> None:
    log_in(page, demo, "partner")
    page.goto("/vorlagen/kooperationsvereinbarung-traeger/")
    page.get_by_role("link", name="ausfüllen").first.click()
    own = page.locator("input[value='Caritasverband Rhein-Sieg e.V.']").first
    expect(own).to_be_visible()
    page.get_by_label("Angebot des Trägers").fill("Offene Sprechstunde\nmontags in Eitorf")
    page.get_by_label("Baustein des KIM").select_option(label="Baustein 2 – Case Management")
    page.get_by_label("Beginn der Vereinbarung").fill("1.3.2027")
    page.get_by_label("Gesonderte Förderung besteht").check()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="herunterladen").click()
    target = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(target)

    assert target.suffix == ".docx"
    values = doctemplates.read_values(target.read_bytes())
    assert values["organization.name"] == ORGANIZATION
    assert values["subject"] == "Offene Sprechstunde\nmontags in Eitorf"
    assert values["module"] == "Baustein 2 – Case Management"
    assert values["starts_on"] == dt.date(2027, 3, 1)
    assert values["funding"] is True
    text = "\n".join(node.text or "" for node in all_text(target.read_bytes()))
    read_by_office = printed(target)
    for words in (ORGANIZATION, "montags in Eitorf", "01.03.2027"):
        assert words in text
        assert words in read_by_office


def all_text(content: bytes) -> list:  # type: ignore[type-arg]
    """Return the text nodes of the body as python-docx reads them."""
    body = docx.Document(io.BytesIO(content)).element.body
    return body.xpath(".//w:t")


def printed(file: Path) -> str:
    """Return the text of `file` as LibreOffice reads it."""
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8"]
    subprocess.run(
        [*command, "--outdir", str(file.parent), str(file)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return file.with_suffix(".txt").read_text(encoding="utf-8")
