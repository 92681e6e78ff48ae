"""No file is compiled in the web process that has not passed its check before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from doctemplates import PackageError, checked
from doctemplates.models import CheckedFile
from tests.doctemplates.authoring.conftest import BASIC

pytestmark = pytest.mark.django_db
BAD = b"PK kein Zip"


@pytest.fixture(autouse=True)
def fresh_process():
    checked._known.clear()


def test_a_file_is_checked_once_and_its_report_is_kept(django_assert_num_queries):
    report = checked.check(BASIC)
    row = CheckedFile.objects.get()
    assert (row.code, row.digest) == ("", checked.digest_of(BASIC))
    with django_assert_num_queries(1):
        assert checked.check(BASIC) == report
    assert CheckedFile.objects.get().checked_at == row.checked_at


def test_compiling_asks_for_the_check_first_and_then_no_more(django_assert_num_queries):
    template = checked.compiled(BASIC)
    assert CheckedFile.objects.count() == 1
    with django_assert_num_queries(0):
        assert checked.compiled(BASIC) is template


def test_a_refused_file_is_never_compiled():
    for _attempt in range(2):
        with pytest.raises(PackageError) as caught:
            checked.compiled(BAD)
        assert caught.value.code == "truncated"
    assert CheckedFile.objects.get().code == "truncated"
    assert not checked._known


def outcome(code, **fields):
    digest = checked.digest_of(BASIC)
    CheckedFile.objects.create(digest=digest, core=checked._core(), code=code)
    CheckedFile.objects.update(**fields)


def test_a_refusal_by_a_busy_server_holds_for_a_while_and_is_then_asked_again():
    outcome("too_slow")
    with pytest.raises(PackageError):
        checked.check(BASIC)
    CheckedFile.objects.update(checked_at=timezone.now() - timedelta(hours=2))
    assert checked.check(BASIC).fields


def test_an_author_who_saves_again_need_not_wait():
    outcome("too_slow")
    assert checked.check(BASIC, again=True).fields


def test_another_release_checks_again():
    outcome("", core="older", report={"of": "another time"})
    assert checked.check(BASIC).fields


def test_the_kept_report_holds_nothing_that_stands_in_the_fields():
    filled = checked.compiled(BASIC).fill({"vorname": "Zilpzalp"})
    checked.check(filled)
    assert "Zilpzalp" not in str(list(CheckedFile.objects.values()))
