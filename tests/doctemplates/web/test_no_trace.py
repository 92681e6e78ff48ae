"""What is typed into a personal template stays nowhere: a name is typed and looked for."""

import base64
import io
import zipfile

import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from content.library.models import HomePage
from doctemplates import filling_form, forms, pdf, picture_entry
from doctemplates.compiling import CompiledTemplate
from tests.doctemplates.web.picturing import bearing, template, upload
from tests.doctemplates.web.submitting import Form
from tests.doctemplates.web.traces import CANARY, CARRIED, holding_files, told_in, watched
from tests.factories.doctemplates import make_template

LABELS = ("Fallnummer", "Bemerkungen", "Was soll erreicht werden?", "Was ist zu tun?")
ACTIONS = ["", "preview", "earlier", "pdf"]


@pytest.fixture
def traces(db, settings, caplog, tmp_path):
    """Return a function that lists every place where the canary is found."""
    settings.ADMINS = [("Technik", "technik@example.org")]
    settings.DEBUG = False
    with watched(caplog, tmp_path) as find:
        yield find


@pytest.fixture
def form(goal_plan, browse) -> Form:
    client = browse("Fachkraft")
    client.raise_request_exception = False
    return typed(client, goal_plan.url + "ausfuellen/")


@pytest.fixture
def earlier(form: Form) -> bytes:
    """A plan filled with the canary, as people have it on their own computers."""
    content: bytes = form.send().content
    return content


def typed(client: Client, url: str) -> Form:
    form = Form(client, url)
    for label in LABELS:
        form.set(label, CANARY)
    return form


def send(form: Form, action: str, earlier: bytes = b""):
    upload = {"earlier": SimpleUploadedFile(f"Plan {CANARY}.docx", earlier)} if earlier else {}
    return form.client.post(form.url, {"action": action, **form.data, **upload})


def test_the_search_for_traces_finds_one(traces, tmp_path):
    (tmp_path / "spur.txt").write_text(CANARY)
    assert traces() == [str(tmp_path / "spur.txt")]
    assert holding_files(tmp_path)
    (tmp_path / "spur.txt").unlink()
    for shift in range(3):
        carried = base64.b64encode(b"x" * shift + CANARY.encode() + b"Ende").decode()
        assert told_in(carried)
        (tmp_path / f"bild{shift}.txt").write_text(carried)
    assert len(traces()) == len(CARRIED)


def test_a_filled_plan_leaves_no_trace(form, traces):
    assert CANARY not in form.send()["Content-Disposition"]
    form.press("add", -1)
    assert traces() == []


def test_a_preview_shows_the_name_and_leaves_no_trace(form, traces):
    answer = send(form, "preview")
    assert f"<mark>{CANARY}</mark>" in answer.content.decode()
    assert traces() == []


@pytest.mark.office
def test_a_pdf_leaves_no_trace(form, traces):
    answer = send(form, "pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert CANARY not in answer["Content-Disposition"]
    assert traces() == []


def test_an_earlier_plan_leaves_no_trace(form, earlier, traces):
    large = b"x" * 5_000_000  # Django's own handler writes files of this size to the disk
    buffer = io.BytesIO(earlier)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/media/bild.bin", CANARY.encode() + large)
    for content in (earlier, buffer.getvalue(), CANARY.encode() * 200_000):
        send(form, "earlier", content)
        assert traces() == []


def test_a_plan_with_errors_leaves_no_trace(form, traces):
    form.set("Re-Assessment am", CANARY)
    assert CANARY in form.again().errors or CANARY in form.again().soup.decode()
    assert traces() == []


def test_nobody_on_the_way_may_keep_an_answer_with_entries(form, earlier):
    wrong = {"v-nichts": CANARY, "action": "preview"}
    answers = [send(form, action, earlier) for action in ("", "preview", "earlier", "add:v-x")]
    answers += [send(form, "earlier", b"nichts"), form.client.post(form.url, wrong)]
    for answer in answers:
        assert "no-store" in answer["Cache-Control"]


# An error at each step: the form comes back with what was typed, or an error page that is empty of
# it; the mail to the administrators is written, and holds nothing either.

CAUGHT = {
    "fill": (CompiledTemplate, "fill", "", "konnte nicht erstellt werden"),
    "fill for a preview": (CompiledTemplate, "fill", "preview", "konnte nicht erstellt werden"),
    "preview": (filling_form, "preview", "preview", "Vorschau konnte nicht"),
    "pdf": (pdf, "convert", "pdf", "PDF konnte nicht"),
    "read back": (filling_form.earlier, "read_earlier", "earlier", "konnte nicht gelesen werden"),
}


def failing(*args, **kwargs):
    raise ValueError(f"cannot go on with {CANARY}: {args} {kwargs}")


@pytest.mark.parametrize("step", CAUGHT)
def test_entries_survive_a_failed_step_and_leave_no_trace(
    form, earlier, traces, monkeypatch, step, settings
):
    owner, name, action, said = CAUGHT[step]
    monkeypatch.setattr(pdf, "available", lambda soffice: True)
    monkeypatch.setattr(owner, name, failing)
    answer = send(form, action, earlier)
    assert answer.status_code == 500
    again = Form(form.client, form.url, answer)
    assert again.value("Fallnummer") == CANARY
    assert said in again.errors
    assert traces() == []


@pytest.mark.parametrize("code", ["busy", "timeout", "failed"])
def test_entries_survive_where_no_pdf_is_made(form, traces, monkeypatch, code):
    def refuse(*args):
        raise pdf.PdfError(code)

    monkeypatch.setattr(pdf, "available", lambda soffice: True)
    monkeypatch.setattr(pdf, "convert", refuse)
    answer = send(form, "pdf")
    assert answer.status_code == 503
    again = Form(form.client, form.url, answer)
    assert again.value("Bemerkungen") == CANARY
    assert "Ihre Eingaben sind noch da" in again.errors
    assert traces() == []


UNCAUGHT = {
    "compile": (filling_form, "answer", ACTIONS),
    "sections": (filling_form, "divided", ACTIONS),
    "bindings": (filling_form, "bound_values", ACTIONS),
    "form": (filling_form, "section_form", ACTIONS),
    "validation": (filling_form.Filling, "word", [""]),
    "values": (forms.Level, "typed", ["earlier"]),
    "file name": (filling_form, "file_name", [""]),
    "deliver": (filling_form, "deliver", [""]),
    "page": (filling_form.Filling, "show", ["preview", "earlier"]),
    "trail": (filling_form, "crumbs", ["preview", "earlier"]),
}


@pytest.mark.parametrize("step", UNCAUGHT)
def test_an_error_at_any_step_leaves_no_trace(form, earlier, traces, monkeypatch, step):
    owner, name, actions = UNCAUGHT[step]
    if step == "validation":
        monkeypatch.setitem(filling_form.STEPS, "", failing)
    monkeypatch.setattr(owner, name, failing)
    for action in actions:
        mail.outbox.clear()
        answer = send(form, action, earlier)
        assert answer.status_code == 500
        assert CANARY not in answer.content.decode()
        assert mail.outbox
        assert traces() == []


# Pictures: chosen ones, the copy that the form carries, those of an earlier document.


@pytest.fixture
def pictured(tree, browse, traces) -> Form:
    """A form with a picture in which the canary can be read, and the canary as a text."""
    page = make_template(tree.sections["vorlagen"], template(), title="Bericht", slug="bericht")
    client = browse("Koordination")
    client.raise_request_exception = False
    form = Form(client, page.url + "ausfuellen/")
    form.set("Fall", CANARY)
    return form


def with_picture(form: Form, action: str, content: bytes, name: str = "Foto"):
    picture = {form.names(name)[0]: upload(content, f"{CANARY}.png")}
    return form.client.post(form.url, {**form.data, "action": action, **picture})


@pytest.mark.parametrize("rows", [1, 4000])  # Django's own handler writes large ones to the disk
def test_a_picture_leaves_no_trace(pictured, traces, rows):
    content = bearing(CANARY.encode(), rows)
    for action in ("", "preview", "add:v-x", "earlier"):
        assert with_picture(pictured, action, content).status_code in (200, 400)
        assert traces() == []
    shown = Form(pictured.client, pictured.url, with_picture(pictured, "preview", content))
    filled = shown.send().content
    assert rows > 1 or bearing(CANARY.encode()) in filled  # it is in the document, and only there
    shown.act("earlier", earlier=SimpleUploadedFile("x.docx", filled))
    wrong = content[:-40]
    assert "beschädigt" in with_picture(pictured, "", wrong).content.decode()
    assert traces() == []


PICTURE_STEPS = {
    "read": (picture_entry, "usable", 500, ["", "preview", "add:v-x"]),
    "thumbnail": (picture_entry, "thumbnail", 500, ["preview", "add:v-x"]),
    "fill": (CompiledTemplate, "fill", 500, ["", "preview"]),
    "preview": (filling_form, "preview", 500, ["preview"]),
}


@pytest.mark.parametrize("step", PICTURE_STEPS)
def test_an_error_with_a_picture_leaves_no_trace(pictured, traces, monkeypatch, step):
    owner, name, status, actions = PICTURE_STEPS[step]
    monkeypatch.setattr(owner, name, failing)
    for action in actions:
        answer = with_picture(pictured, action, bearing(CANARY.encode()))
        assert answer.status_code == status
        assert "no-store" in answer["Cache-Control"] or CANARY not in answer.content.decode()
        assert traces() == []


@pytest.mark.parametrize(
    ("owner", "name"), [(SessionMiddleware, "process_request"), (HomePage, "route")]
)
def test_an_error_on_the_way_to_the_form_leaves_no_trace(form, traces, monkeypatch, owner, name):
    def fail(*args, **kwargs):
        raise OSError("database is gone")

    monkeypatch.setattr(owner, name, fail)
    assert send(form, "preview").status_code == 500
    assert "database is gone" in mail.outbox[0].body
    assert traces() == []


def test_an_error_while_the_upload_is_received_leaves_no_trace(form, earlier, traces, monkeypatch):
    monkeypatch.setattr("doctemplates.memory_uploads.MemoryHandler.receive_data_chunk", failing)
    assert send(form, "earlier", earlier).status_code == 500
    assert mail.outbox
    assert traces() == []
