"""Real Word forms become templates: filled through the web form, read back, undamaged."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from doctemplates import Kind, read_values
from doctemplates.form_fields import html_name
from tests.doctemplates.core.invariants import (
    ABSENT,
    FILES,
    checker,
    own_findings,
    sample,
    schema_findings,
)
from tests.doctemplates.web.submitting import Form
from tests.factories.doctemplates import make_template

CHOSEN = [path for path in FILES if path.name[:2] in ("14", "17", "26", "27", "34", "35", "60")]
pytestmark = [pytest.mark.corpus, pytest.mark.skipif(not CHOSEN, reason=ABSENT)]


def typed(fields, wanted: dict) -> dict[str, str | None]:
    """Return what a person types, by the names of the page's controls; None unticks a box."""
    data: dict[str, str | None] = {}
    for number, field in enumerate(fields):
        if field.kind in (Kind.GROUP, Kind.PICTURE) or field.locked:
            continue
        wanted[field.name] = value = sample(field, number)
        ticked = "on" if value else None
        is_box = field.kind == Kind.CHECKBOX
        data[f"v-{html_name(field)}"] = ticked if is_box else in_german(field, value)
    return data


def in_german(field, value) -> str:
    if field.kind == Kind.DATE:
        return f"{value:%d.%m.%Y}"
    return str(value).replace(".", ",") if field.kind == Kind.NUMBER else str(value)


@pytest.mark.parametrize("path", CHOSEN, ids=lambda path: path.name[:20])
def test_a_real_form_is_filled_by_the_web_form_and_stays_sound(path, tree, browse):
    source = path.read_bytes()
    page = make_template(tree.sections["vorlagen"], source, title="Echtes Formular", slug="echt")
    page.full_clean()
    form = Form(browse("Koordination"), page.url + "ausfuellen/")
    wanted: dict = {}
    for name, value in typed(page.compiled().fields, wanted).items():
        if value is None:
            form.data.pop(name, None)
        else:
            form.data[name] = value
    answer = form.send()
    assert "wordprocessingml" in answer["Content-Type"], Form(form.client, form.url, answer).errors
    filled = answer.content
    values = read_values(filled)
    assert {name: normal(values[name]) for name in wanted} == {
        name: normal(value) for name, value in wanted.items()
    }
    assert not own_findings(filled) - own_findings(source)
    check = checker()
    assert check is not None
    assert not schema_findings(filled, check) - schema_findings(source, check)


@pytest.mark.parametrize("path", CHOSEN, ids=lambda path: path.name[:20])
def test_a_real_form_is_looked_at_and_begins_the_next_one(path, tree, browse):
    """Filled, previewed, uploaded again: the next form starts with the same entries."""
    source = path.read_bytes()
    page = make_template(tree.sections["vorlagen"], source, title="Echtes Formular", slug="echt")
    form = Form(browse("Koordination"), page.url + "ausfuellen/")
    for name, value in typed(page.compiled().fields, {}).items():
        if value is None:
            form.data.pop(name, None)
        else:
            form.data[name] = value
    marks = form.act("preview").soup.select("#vorschau mark")
    assert bool(marks) == any(isinstance(value, str) for value in form.data.values())
    filled = SimpleUploadedFile("frueher.docx", form.send().content)
    begun = Form(form.client, form.url).act("earlier", earlier=filled)
    assert begun.errors == ""
    assert {name: normal(value) for name, value in begun.data.items()} == {
        name: normal(value) for name, value in form.data.items()
    }


def normal(value):
    """Browsers send line breaks as they like; leading and trailing room is no value."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
