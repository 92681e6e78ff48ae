"""Real Word files: every field is found, filled and read back; nothing gets damaged."""

import datetime as dt
import shutil
import subprocess
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doctemplates import Kind, fill, read_fields, read_values
from doctemplates.text import clean
from tests.doctemplates.core import build as b
from tests.doctemplates.core.invariants import (
    ABSENT,
    FILES,
    checker,
    own_findings,
    sample,
    schema_findings,
)

pytestmark = [pytest.mark.corpus, pytest.mark.skipif(not FILES, reason=ABSENT)]
IDS = [path.name[:30] for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_real_file_is_filled_completely_and_undamaged(path):
    source = path.read_bytes()
    values = {field.name: sample(field, n) for n, field in enumerate(read_fields(source))}
    filled = fill(source, values)
    assert {name: value for name, value in read_values(filled).items() if name in values} == values
    assert not own_findings(filled) - own_findings(source)
    check = checker()
    if check is not None:
        assert not schema_findings(filled, check) - schema_findings(source, check)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_emptying_every_field_damages_nothing(path):
    source = path.read_bytes()
    filled = fill(source, {field.name: None for field in read_fields(source)})
    assert not own_findings(filled) - own_findings(source)
    check = checker()
    if check is not None:
        assert not schema_findings(filled, check) - schema_findings(source, check)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_the_fields_of_a_filled_file_have_the_same_names(path):
    source = path.read_bytes()
    fields = read_fields(source)
    filled = fill(source, {field.name: sample(field, n) for n, field in enumerate(fields)})
    again = read_fields(filled)
    assert [(field.name, field.kind) for field in again] == [(f.name, f.kind) for f in fields]


TEXTS = st.text(max_size=60) | st.sampled_from(
    ["{{ x }}", "]]>", "&amp;", "«A»", "\u202eabc\u202c"]
)
TEMPLATES = [path for path in FILES if path.stat().st_size < 60_000]


def values_of(field):
    if field.kind == Kind.CHECKBOX:
        return st.booleans()
    if field.kind == Kind.DATE:
        return st.dates(min_value=dt.date(1700, 1, 1))
    if field.kind == Kind.NUMBER:
        return st.decimals(-(10**9), 10**9, places=2).map(lambda n: n + Decimal(0))
    if field.kind == Kind.PICTURE:
        return st.builds(b.png, st.integers(1, 9), st.integers(1, 9))
    if field.kind == Kind.GROUP:
        return st.lists(
            st.fixed_dictionaries({f.name: values_of(f) for f in field.fields}), max_size=3
        )
    if field.kind == Kind.CHOICE or (field.kind == Kind.COMBO and field.choices):
        return st.sampled_from([value for value, _ in field.choices] or [""])
    return TEXTS.map(clean).filter(lambda text: text.strip("\u2002") or not text)


def normal(value):
    """A list with one empty item reads as no item at all."""
    if isinstance(value, list):
        items = [{name: normal(inner) for name, inner in item.items()} for item in value]
        empty = len(items) == 1 and not any(items[0].values())
        return [] if empty else items
    return value


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_any_values_come_back_from_any_template(data):
    source = data.draw(st.sampled_from(TEMPLATES)).read_bytes()
    fields = read_fields(source)
    values = data.draw(st.fixed_dictionaries({}, optional={f.name: values_of(f) for f in fields}))
    filled = fill(source, values)
    back = read_values(filled)
    assert {name: normal(back[name]) for name in values} == {
        n: normal(v) for n, v in values.items()
    }
    assert not own_findings(filled) - own_findings(source)


@pytest.mark.office
def test_libreoffice_opens_filled_files_and_shows_the_values(tmp_path):
    chosen = [path for path in FILES if path.name[:2] in ("02", "26", "27", "36", "39", "60")]
    shown = {}
    for path in chosen:
        source = path.read_bytes()
        values = {
            field.name: f"Wert{n}"
            for n, field in enumerate(read_fields(source))
            if field.kind == Kind.TEXT
        }
        shown[path.stem] = values
        (tmp_path / f"{path.stem}.docx").write_bytes(fill(source, values))
    subprocess.run(
        [
            shutil.which("soffice"),
            f"-env:UserInstallation=file://{tmp_path}/profile",
            *("--headless", "--convert-to", "pdf", "--outdir", tmp_path),
            *tmp_path.glob("*.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    for stem, values in shown.items():
        pdf = tmp_path / f"{stem}.pdf"
        text = subprocess.run(
            ["pdftotext", pdf, "-"], check=True, capture_output=True
        ).stdout.decode()
        assert [value for value in values.values() if value not in text] == []
