"""The check of an upload runs in a process of its own that cannot do harm."""

import os
import subprocess
import sys

import pytest

from doctemplates import PackageError
from doctemplates.checking import Report, run_check
from doctemplates.checking.running import _ENVIRONMENT, _understood
from tests.doctemplates.core import build as b
from tests.doctemplates.core.malicious import bad_files
from tests.factories.doctemplates import GOAL_PLAN, sample

HOSTILE = dict(list(bad_files().items())[::6])

# which of its limits a process meets first depends on the machine
LIMITS = ("too_slow", "too_much_memory", "too_complex")


def test_the_report_tells_fields_with_kind_and_place_and_how_the_trial_went():
    report = run_check(sample(GOAL_PLAN))
    by_path = {field.path: field for field in report.fields}
    assert by_path["goals[].title"].depth == 1
    assert by_path["goals"].kind == "group"
    assert by_path["today"].kind == "date"
    assert by_path["case_number"].place == "Tabelle 1, Zeile 1"
    assert (report.trial_error, report.unlike) == ("", ())


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_by_its_code(kind):
    source, code = HOSTILE[kind]
    with pytest.raises(PackageError) as caught:
        run_check(source)
    assert caught.value.code == code


def test_a_file_that_needs_too_much_memory_ends_the_child_not_the_server():
    huge = {**b.parts(b.paragraph()), "word/media/bild.bin": os.urandom(45 << 20)}
    with pytest.raises(PackageError) as caught:
        run_check(b.pack(huge))
    assert caught.value.code == "too_much_memory"


def test_a_document_that_grows_beyond_memory_is_refused_too():
    paragraphs = b.paragraph(b.control(b.TEXT, b.run("x"), "feld", 7)) * 60_000
    with pytest.raises(PackageError) as caught:
        run_check(b.docx(paragraphs))
    assert caught.value.code in LIMITS


def test_a_file_that_keeps_the_processor_busy_is_given_up():
    fields = (b.paragraph(b.control(b.TEXT, b.run("x"), f"f{i}", i + 10)) for i in range(20_000))
    with pytest.raises(PackageError) as caught:
        run_check(b.docx("".join(fields)))
    assert caught.value.code in LIMITS


@pytest.mark.parametrize(
    "output", [b"", b"{", b"[]", b'{"found": {}}', b'{"refused": {"code": "?"}}']
)
def test_a_child_that_crashes_refuses_the_file(output):
    with pytest.raises(PackageError) as caught:
        _understood(output, Report.from_json)
    assert caught.value.code == "check_failed"


@pytest.mark.parametrize(
    "attempt",
    [
        "open(sys.argv[1], 'wb', 0).write(b'x')",
        "bytearray(300 << 20)",
        "[open('/dev/null') for _ in range(99)]",
    ],
    ids=["write a file", "take memory", "open many files"],
)
def test_the_child_can_write_no_file_and_has_little_of_anything(tmp_path, attempt):
    target = tmp_path / "spur"
    code = (
        "import sys; from doctemplates.checking.limits import limit_this_process\n"
        f"limit_this_process(); {attempt}"
    )
    ended = subprocess.run([sys.executable, "-c", code, target], capture_output=True, check=False)
    assert ended.returncode != 0
    assert not target.exists() or target.stat().st_size == 0


def test_the_child_knows_nothing_of_the_servers_environment():
    assert set(_ENVIRONMENT) == {"PYTHONPATH", "MALLOC_ARENA_MAX", "PYTHONDONTWRITEBYTECODE"}
