"""Pictures in a template's form: chosen once, shown, carried by the form, in the document."""

import base64
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from doctemplates import fill, picture_entry, picture_files, read_values
from doctemplates.picture_files import usable
from tests.doctemplates.core import build as b
from tests.doctemplates.web.picturing import bearing, drawn, layered, template, upload
from tests.doctemplates.web.submitting import Form
from tests.factories.doctemplates import make_template

RED = drawn()


@pytest.fixture
def form(tree, browse) -> Form:
    page = make_template(tree.sections["vorlagen"], template(), title="Bericht", slug="bericht")
    return Form(browse("Koordination"), page.url + "ausfuellen/")


def send(form: Form, action: str = "", **pictures: bytes):
    """Send the form with pictures by label ("Foto", "Beleg" or "Beleg_2")."""
    files = {}
    for label, content in pictures.items():
        name, _, number = label.partition("_")
        files[form.names(name)[int(number or 1) - 1]] = upload(content)
    return form.client.post(form.url, {**form.data, "action": action, **files})


def acted(form: Form, action: str, **pictures: bytes) -> Form:
    return Form(form.client, form.url, send(form, action, **pictures))


def values(answer):
    assert "wordprocessingml" in answer["Content-Type"], Form(None, "", answer).errors
    return read_values(answer.content)


def test_a_form_asks_for_pictures_and_says_which_it_takes(form):
    control = form.form.find(attrs={"name": form.names("Foto")[0]})
    assert control["type"] == "file"
    assert "image/png" in control["accept"]
    assert "image/jpeg" in control["accept"]
    hint = form.form.find(id=control["aria-describedby"])
    assert hint.get_text(strip=True) == "Eine PNG- oder JPEG-Datei von höchstens 10 MB"
    assert len(form.names("Beleg")) == 1


def test_pictures_come_into_the_document_in_rows_too(form):
    form = form.press("add")
    other = drawn((30, 40), "JPEG")
    found = values(send(form, Foto=RED, Beleg_2=other))
    assert found["photo"] == RED
    assert [row["scan"] for row in found["notes"]] == [None, other]


def test_a_picture_stays_with_the_form_whatever_is_pressed(form):
    shown = acted(form, "preview", Foto=RED)
    assert shown.form.select_one("[data-picture] img")["src"].startswith("data:image/")
    moved = shown.press("add").press("down")
    assert values(moved.send())["photo"] == RED


def test_a_picture_stays_where_another_entry_is_wrong(form):
    again = acted(form, "", Foto=RED, Beleg=b"nichts")
    assert "Diese Datei ist kein Bild" in again.errors
    assert values(again.send())["photo"] == RED


def test_a_row_keeps_its_own_picture_when_rows_move(form):
    first, second = drawn((8, 8)), drawn((9, 9))
    form = form.press("add")
    form = acted(form, "preview", Beleg=first, Beleg_2=second)
    form = form.press("up")
    assert [row["scan"] for row in values(form.send())["notes"]] == [second, first]


def test_a_picture_is_replaced_or_left_out(form):
    shown = acted(form, "preview", Foto=RED)
    other = drawn((9, 9))
    assert values(send(shown, Foto=other))["photo"] == other
    shown.data[shown.names("Dieses Bild weglassen")[0]] = "on"
    assert values(shown.send())["photo"] is None


def test_the_preview_shows_the_picture_and_nothing_from_elsewhere(form):
    sheet = acted(form, "preview", Foto=RED).soup.select_one(".doc-sheet")
    (image,) = sheet.select("mark img")
    assert image["src"] == "data:image/png;base64," + base64.b64encode(RED).decode()
    assert image["alt"] == "Bild"


WRONG = {
    "nothing": (b"", "Die Datei ist leer"),
    "a Word file": (b"PK\x03\x04 und mehr", "Das ist keine PNG- oder JPEG-Datei (ZIP/Word)"),
    "a phone's own format": (b"\0\0\0\x18ftypheic", "(HEIC). Bitte speichern Sie das Bild als"),
    "a drawing": (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "(SVG)"),
    "cut off": (drawn((300, 300), "JPEG")[:400], "beschädigt oder unvollständig"),
    "a head alone": (drawn()[:30], "beschädigt oder unvollständig"),
    "many layers": (layered(40, 30, 900), "beschädigt oder unvollständig"),
    "large layers": (layered(5000, 5000), "Angenommen werden höchstens 20 Millionen"),
    "too large": (RED + b"\0" * (10 << 20), "höchstens 10 MB"),
    "a bomb": (b.png(60_000, 1)[:16] + b"\0\0\xea\x60" * 2 + RED[24:], "Bildpunkte"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_no_picture_is_refused_with_a_word_on_how_to_mend_it(form, kind):
    content, said = WRONG[kind]
    again = acted(form, "", Foto=content)
    assert "Foto" in again.errors
    assert said in again.errors
    assert not again.form.select(".picture-entry__shown:not([hidden])")
    if content:  # of nothing at all browsers send no file
        moved = acted(form, "add:v-x", Foto=content)  # unchecked, and said all the same
        assert said in moved.form.select_one(".picture-entry__said").get_text()


def test_a_carried_picture_that_was_tampered_with_is_refused(form):
    name = form.names("Foto")[0] + picture_entry.CARRIED
    for text in (
        "%%%",
        "Bäume",
        base64.b64encode(layered(40, 30, 900)).decode(),
        base64.b64encode(b"<svg>").decode(),
    ):
        form.data[name] = text
        assert "Foto" in form.again().errors


def test_pictures_too_large_together_are_said_and_the_others_stay(form, monkeypatch):
    monkeypatch.setattr(picture_entry, "MAX_TOGETHER", len(RED) + 10)
    again = acted(form, "", Foto=RED, Beleg=drawn((50, 50)))
    assert "zusammen zu groß" in again.errors
    assert "Beleg" in again.errors
    assert values(again.send())["photo"] == RED


def test_more_at_once_than_is_taken_is_said(form, monkeypatch):
    monkeypatch.setattr("doctemplates.memory_uploads.MAX_BYTES", len(RED) + 10)
    again = acted(form, "", Foto=RED, Beleg=drawn((50, 50)))
    assert "Auf einmal wurde mehr gesendet" in again.errors
    assert values(again.send())["photo"] == RED


def test_a_required_picture_is_asked_for(tree, browse):
    inner = b.control(
        "<w:picture/>", "<w:r/>", "photo", more='<w:alias w:val="Foto (Pflichtfeld)"/>'
    )
    page = make_template(
        tree.sections["vorlagen"], b.docx(b.paragraph(inner)), title="Foto", slug="foto"
    )
    form = Form(browse("Koordination"), page.url + "ausfuellen/")
    control = form.form.select_one("[data-picture] [type=file]")
    assert control.has_attr("required")
    assert "Dieses Feld muss ausgefüllt werden" in form.again().errors
    answer = form.client.post(
        form.url, {**form.data, "action": "preview", control["name"]: upload(RED)}
    )
    shown = Form(form.client, form.url, answer)
    assert not shown.form.select_one("[data-picture] [type=file]").has_attr("required")
    assert values(shown.send())["photo"] == RED


def test_an_earlier_document_gives_its_pictures_back(form):
    filled = send(form, Foto=RED, Beleg=drawn((8, 8))).content
    new = Form(form.client, form.url).act("earlier", earlier=SimpleUploadedFile("x.docx", filled))
    assert not new.soup.select(".template-misfits")
    found = values(new.send())
    assert found["photo"] == RED
    assert found["notes"][0]["scan"] == drawn((8, 8))


def test_a_picture_chosen_before_stays_where_the_earlier_document_has_none(form):
    filled = send(form).content
    form.set("Fall", "7")
    answer = form.client.post(
        form.url,
        {
            **form.data,
            "action": "earlier",
            "earlier": SimpleUploadedFile("x.docx", filled),
            form.names("Foto")[0]: upload(RED),
        },
    )
    assert values(Form(form.client, form.url, answer).send())["photo"] == RED


def test_a_picture_the_form_cannot_take_is_listed(form, monkeypatch):
    filled = send(form, Foto=RED).content
    monkeypatch.setattr(picture_entry, "MAX_TOGETHER", 10)
    new = Form(form.client, form.url).act("earlier", earlier=SimpleUploadedFile("x.docx", filled))
    row = new.soup.select_one(".template-misfits tbody").get_text(" ", strip=True)
    assert row.startswith("Foto")
    assert "in Word ein" in row


def test_pictures_of_an_earlier_document_pass_the_same_check(form, monkeypatch):
    with monkeypatch.context() as without:
        without.setattr(picture_entry, "usable", lambda content: content)
        document = send(form, Foto=layered(40, 30, 900)).content
    again = form.act("earlier", earlier=upload(document, "x.docx"))
    row = again.soup.select_one(".template-misfits tbody").get_text(" ", strip=True)
    assert row.startswith("Foto")
    assert not again.form.select(".picture-entry__shown:not([hidden])")


def test_a_picture_of_the_blank_form_is_no_value(tree, browse):
    source = fill(template(), {"photo": RED})  # a logo that the author put in
    page = make_template(tree.sections["vorlagen"], source, title="Logo", slug="logo")
    form = Form(browse("Koordination"), page.url + "ausfuellen/")
    again = form.act("earlier", earlier=SimpleUploadedFile("x.docx", source))
    assert not again.form.select(".picture-entry__shown:not([hidden])")
    assert values(again.send())["photo"] == RED


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_photo_is_upright_small_and_tells_nothing_of_its_camera(orientation):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "Kamera von Frau Geheim"
    photo = drawn((4000, 3000), "JPEG", exif=exif, comment=b"Geheim")
    made = usable(photo)
    assert Image.open(io.BytesIO(made)).size == ((1600, 1200) if orientation == 1 else (1200, 1600))
    assert b"Geheim" not in made
    small = drawn((40, 30), "JPEG", exif=exif, comment=b"Geheim")
    assert b"Geheim" not in usable(small)
    assert usable(made) == made


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pictures_of_any_colours_become_smaller(mode):
    buffer = io.BytesIO()
    Image.new(mode, (1700, 20)).save(buffer, "PNG")
    made = usable(buffer.getvalue())
    assert Image.open(io.BytesIO(made)).size[0] == picture_files.LONGEST
    assert picture_files.thumbnail(made)[0].startswith("image/")


def test_a_small_picture_stays_as_it_is():
    for content in (RED, drawn(kind="JPEG"), bearing(b"Text")):
        assert usable(content) == content
