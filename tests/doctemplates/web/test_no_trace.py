"""What is typed into a personal template stays nowhere: a name is typed and looked for."""

import logging
import tempfile
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils.log import AdminEmailHandler

from doctemplates import views
from doctemplates.compiling import CompiledTemplate
from tests.doctemplates.web.submitting import Form

CANARY = "Zaunkoenigin Testperson"


@pytest.fixture
def traces(settings, caplog, tmp_path):
    """Return a function that lists every place where the canary is found."""
    started = set(Path(tempfile.gettempdir()).iterdir())
    settings.ADMINS = [("Technik", "technik@example.org")]
    handler = AdminEmailHandler(include_html=True)
    logging.getLogger("django.request").addHandler(handler)
    caplog.set_level(logging.DEBUG)

    def find() -> list[str]:
        found = [f"table {name}" for name in connection.introspection.table_names() if holds(name)]
        folders = [settings.MEDIA_ROOT, django_settings.DATA_DIR, *new_files(started, tmp_path)]
        found += [str(file) for folder in folders for file in holding_files(Path(folder))]
        found += ["log"] * (CANARY in caplog.text)
        found += [f"mail {letter.subject}" for letter in mail.outbox if in_letter(letter)]
        return found

    yield find
    logging.getLogger("django.request").removeHandler(handler)


def holds(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return any(CANARY in str(value) for row in cursor.fetchall() for value in row)


def new_files(started: set[Path], own: Path) -> list[Path]:
    now = set(Path(tempfile.gettempdir()).iterdir())
    return [path for path in now - started if path not in own.parents]


def holding_files(folder: Path) -> list[Path]:
    files = [folder] if folder.is_file() else [f for f in folder.rglob("*") if f.is_file()]
    return [file for file in files if CANARY.encode() in file.read_bytes()]


def in_letter(letter: mail.EmailMessage) -> bool:
    parts = [letter.subject, letter.body]
    parts += [str(content) for content, _kind in getattr(letter, "alternatives", [])]
    return any(CANARY in part for part in parts)


def typed(client: Client, url: str) -> Form:
    form = Form(client, url)
    for label in ("Fallnummer", "Bemerkungen", "Was soll erreicht werden?", "Was ist zu tun?"):
        form.set(label, CANARY)
    return form


@pytest.fixture
def form(goal_plan, browse) -> Form:
    client = browse("Fachkraft")
    client.raise_request_exception = False
    return typed(client, goal_plan.url + "ausfuellen/")


def test_a_filled_plan_leaves_no_trace(form, traces):
    assert CANARY not in form.send()["Content-Disposition"]
    form.press("add", -1)
    assert traces() == []


def test_a_plan_with_errors_leaves_no_trace(form, traces):
    form.set("Re-Assessment am", CANARY)
    assert CANARY in form.again().errors or CANARY in form.again().soup.decode()
    assert traces() == []


def test_entries_survive_a_failure_of_the_word_core_and_leave_no_trace(form, traces, monkeypatch):
    def fail(self, values):
        raise ValueError(f"cannot fill {values}")

    monkeypatch.setattr(CompiledTemplate, "fill", fail)
    answer = form.send()
    assert answer.status_code == 500
    assert Form(form.client, form.url, answer).value("Fallnummer") == CANARY
    assert "konnte nicht erstellt werden" in answer.content.decode()
    assert traces() == []


@pytest.mark.parametrize("step", ["fill_form", "bound_values", "deliver", "_form", "file_name"])
def test_an_error_at_any_step_leaves_no_trace(form, traces, monkeypatch, step):
    if step == "_form":
        form.set("Re-Assessment am", "nie")

    def fail(*args, **kwargs):
        raise ValueError(f"cannot go on with {CANARY}")

    monkeypatch.setattr(views, step, fail)
    answer = form.send()
    assert answer.status_code == 500
    assert mail.outbox
    assert traces() == []
