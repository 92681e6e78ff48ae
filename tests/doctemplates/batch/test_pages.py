"""A coordinator goes through the pages: choose, check, start, wait, fetch; without JavaScript."""

import datetime as dt
import io
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from doctemplates import read_values
from doctemplates.batch import working
from doctemplates.models import BatchRow, BatchRun
from tests.doctemplates.batch.conftest import finished, fresh, table_run
from tests.doctemplates.web import picturing
from tests.doctemplates.web.submitting import Form
from tests.factories.directory import (
    LocationFactory,
    MunicipalityFactory,
    OrganizationFactory,
    ServiceFactory,
    TopicFactory,
)
from tests.factories.doctemplates import make_document


@pytest.fixture
def client(browse, coordinator):
    return browse(coordinator)


def address(name, *args):
    return reverse(f"doctemplates:{name}", args=args)


def text_of(answer):
    return BeautifulSoup(answer.content, "html.parser").main.get_text(" ", strip=True)


def choose(client, agreement, **data):
    """Send the first page off; return the run and the page that follows."""
    url = address("batch_organizations", agreement.pk)
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    sent = {
        item["name"]: item.get("value", "")
        for item in soup.select("main form input[name]")
        if item.get("type") not in ("radio", "checkbox")
    }
    labels = {label.text.strip(): label["for"] for label in soup.select("main label[for]")}
    subject = soup.find(id=next(v for k, v in labels.items() if k.startswith("Angebot des")))
    sent[subject["name"]] = "Beratung für alle"
    return client.post(url, {**sent, **data}, follow=True)


def test_from_the_template_page_to_the_zip(agreement, organizations, client):
    answer = choose(client, agreement, which="all")
    assert "Keine Fehler" in text_of(answer)
    assert "3 Dateien werden erstellt" in text_of(answer)
    run = BatchRun.objects.get()
    answer = client.post(address("batch_start", run.pk), follow=True)
    assert "0 von 3 erstellt" in text_of(answer)
    assert 'hx-trigger="every 2s"' in answer.content.decode()
    assert "HX-Refresh" not in client.get(address("batch_status", run.pk))
    working.work(str(run.pk))
    assert client.get(address("batch_status", run.pk))["HX-Refresh"] == "true"
    answer = client.get(run.get_absolute_url())
    assert "3 Dateien sind fertig" in text_of(answer)
    zipped = client.get(address("batch_zip", run.pk))
    assert ".zip" in zipped["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(zipped.streaming_content))) as archive:
        name = next(name for name in archive.namelist() if "Lotsenpunkt" in name)
        values = read_values(archive.read(name))
    assert values["organization.name"] == "Lotsenpunkt Much"
    assert values["subject"] == "Beratung für alle"
    assert values["today"] == timezone.localdate()


def test_organizations_by_municipality_topic_and_one_by_one(agreement, organizations, client):
    much, topic = MunicipalityFactory(name="Much"), TopicFactory(name="Wohnen")
    LocationFactory(organization=organizations[1], municipality=much, live=True)
    service = ServiceFactory(organization=organizations[2], live=True)
    service.topics.add(topic)
    service.save()
    OrganizationFactory(name="Noch ein Entwurf", live=False)
    cases = [
        ({"which": "municipality", "municipality": much.pk}, {organizations[1].name}),
        ({"which": "topic", "topic": topic.pk}, {organizations[2].name}),
        ({"which": "picked", "picked": [organizations[0].pk]}, {organizations[0].name}),
    ]
    for data, expected in cases:
        choose(client, agreement, **data)
        run = BatchRun.objects.latest("created")
        assert set(run.rows.values_list("label", flat=True)) == expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"which": "municipality"}, "Bitte wählen Sie aus."),
        ({"which": "picked"}, "Bitte wählen Sie mindestens einen Träger."),
        ({}, "Bitte wählen Sie aus."),
    ],
)
def test_a_choice_that_leaves_nobody_is_told(agreement, organizations, client, data, message):
    assert message in text_of(choose(client, agreement, **data))
    assert not BatchRun.objects.exists()


def test_what_is_missing_in_the_directory_is_told_before_anything_is_made(
    agreement, organizations, client
):
    from doctemplates.models import FieldOverride

    FieldOverride.objects.create(page=agreement, path="organization.address", required=True)
    answer = choose(client, agreement, which="all")
    assert "3 Zeilen haben Fehler" in text_of(answer)
    assert "darf nicht leer bleiben" in text_of(answer)
    assert "im Verzeichnis" in text_of(answer)
    answer = client.post(address("batch_start", BatchRun.objects.get().pk), follow=True)
    assert "Keine Zeile kann ausgefüllt werden" in answer.content.decode()
    assert BatchRun.objects.get().state == "draft"


def test_the_offered_table_comes_back_filled(agreement, client):
    answer = client.get(address("batch_blank", agreement.pk))
    book = load_workbook(io.BytesIO(answer.content))
    headings = [cell.value for cell in book.worksheets[0][1]]
    assert "Name des Trägers" in headings
    assert "21.11.2026" in str([[c.value for c in row] for row in book.worksheets[1]])
    row = ["" for _heading in headings]
    row[headings.index("Name des Trägers")] = "Caritas"
    row[headings.index("Beginn der Vereinbarung")] = dt.date(2027, 1, 1)
    book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    upload = SimpleUploadedFile("tabelle.xlsx", out.getvalue())
    answer = client.post(address("batch_table", agreement.pk), {"file": upload}, follow=True)
    run = BatchRun.objects.get()
    assert all(run.targets)
    form = Form.__new__(Form)  # the page has one form; read its controls as a browser does
    form.form = BeautifulSoup(answer.content, "html.parser").select_one("main form")
    client.post(address("batch_columns", run.pk), dict(form._controls()), follow=True)
    values = run.rows.get().values
    assert (values["organization.name"], values["starts_on"]) == ("Caritas", "2027-01-01")


def test_a_wrong_match_is_corrected_by_select(agreement, coordinator, client):
    run = table_run(agreement, coordinator, "Träger;Wer\nCaritas;Frau A\n")
    page = client.get(run.get_absolute_url())
    assert "Zum Beispiel: Caritas" in text_of(page)
    url = address("batch_columns", run.pk)
    twice = {"column-0": "organization.name", "column-1": "organization.name", "naming": "0"}
    assert "füllt schon die Spalte „Träger“" in text_of(client.post(url, twice))
    right = {"column-0": "organization.name", "column-1": "represented_by", "naming": "0"}
    answer = client.post(url, right, follow=True)
    assert "1 Datei wird erstellt" in text_of(answer)
    assert run.rows.get().values == {
        "organization.name": "Caritas",
        "represented_by": "Frau A",
    }
    assert client.post(url, {"column-0": "gibt es nicht", "naming": "0"}).status_code == 200


def test_every_error_of_the_table_is_listed_with_row_and_column(agreement, coordinator, client):
    text = "Name des Trägers;Beginn der Vereinbarung\nA;morgen\nB;1.1.27\nC;31.02.2026\n"
    run = table_run(agreement, coordinator, text)
    data = {"column-0": "organization.name", "column-1": "starts_on", "naming": "0"}
    answer = client.post(address("batch_columns", run.pk), data, follow=True)
    rows = BeautifulSoup(answer.content, "html.parser").select("main tbody tr")
    cells = [[cell.get_text(strip=True) for cell in row.find_all("td")] for row in rows]
    assert [row[:3] for row in cells] == [
        ["2", "A", "Beginn der Vereinbarung"],
        ["4", "C", "Beginn der Vereinbarung"],
    ]
    assert "„morgen“ ist kein Datum" in cells[0][3]
    assert "1 Datei erstellen und die Zeilen mit Fehlern auslassen" in text_of(answer)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Die Datei ist leer"),
        (b"Name\n", "keine Zeile darunter"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "alte Excel-Datei"),
        (b"A;B\n1;2;3\n", "Zeile 2"),
    ],
)
def test_a_table_that_cannot_be_read_is_explained(agreement, client, content, message):
    upload = SimpleUploadedFile("tabelle.csv", content)
    answer = client.post(address("batch_table", agreement.pk), {"file": upload})
    assert message in text_of(answer)
    assert not BatchRun.objects.exists()


def test_a_run_can_be_cancelled_and_deleted(directory_run, client):
    run = directory_run
    client.post(address("batch_start", run.pk))
    assert "abgebrochen" in text_of(client.post(address("batch_cancel", run.pk), follow=True))
    assert not working.work(str(run.pk))
    assert fresh(run).done == 0
    assert client.get(address("batch_zip", run.pk)).status_code == 404
    client.post(address("batch_delete", run.pk))
    assert not BatchRow.objects.exists()


def test_the_own_runs_are_listed(directory_run, client):
    finished(directory_run)
    assert "3 von 3" in text_of(client.get(address("batch_list")))


def test_pictures_are_named_and_left_as_they_are(client, agreement, coordinator):
    agreement.word_file = make_document(picturing.template())
    agreement.save_revision().publish()
    for name in ("batch_organizations", "batch_table"):
        answer = client.get(address(name, agreement.pk))
        assert "bitte fügen Sie sie danach in Word ein: Foto, Beleg." in text_of(answer)
        assert "data-picture" not in answer.content.decode()
    filled = client.get(address("batch_organizations", agreement.pk)).content.decode()
    assert "Titel" in filled  # the rest of the repeating section is asked for
    run = table_run(agreement, coordinator, "case;notes.1.title;Foto\nA 7;Erste;x.png\n")
    assert [bool(target) for target in run.targets] == [True, True, False]
