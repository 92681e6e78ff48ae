"""What the settings promise, asked of the running database and of the README."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
READS = re.compile(r"env\.\w+\(\s*\"([A-Z0-9_]+)\"")
IN_OTHER_PROCESS = {"DJANGO_SETTINGS_MODULE": "portal.settings.embedded", "PATH": "/usr/bin:/bin"}


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


def django_shell(code: str, data: Path, **env: str) -> str:
    command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
    environment = {**IN_OTHER_PROCESS, "KIM_DATA_DIR": str(data), **env}
    return subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    ).stdout.strip()


def test_readme_lists_exactly_the_variables_the_settings_read() -> None:
    read = set()
    for path in (ROOT / "portal/settings").glob("*.py"):
        read |= set(READS.findall(path.read_text(encoding="utf-8")))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([A-Z0-9_]+)` \|", readme, re.MULTILINE)) == read


def test_readme_starts_with_the_two_commands() -> None:
    block = re.search(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert block is not None
    commands = [line.split("#")[0].strip() for line in block[1].strip().splitlines()]
    assert commands == ["make demo", "make test"]


@pytest.mark.django_db
@pytest.mark.skipif("sqlite3" not in settings.DATABASES["default"]["ENGINE"], reason="SQLite only")
def test_sqlite_enforces_foreign_keys_and_waits_for_locks() -> None:
    assert pragma("foreign_keys") == 1
    assert pragma("busy_timeout") >= 10_000


def test_sqlite_file_is_in_wal_mode_and_writes_immediately(tmp_path: Path) -> None:
    code = (
        "from django.db import connection, transaction\n"
        "connection.cursor().execute('CREATE TABLE t (a)')\n"
        "with transaction.atomic():\n"
        "    print(connection.cursor().execute('PRAGMA journal_mode').fetchone()[0])\n"
        "    import sqlite3\n"
        "    other = sqlite3.connect(connection.settings_dict['NAME'], timeout=0)\n"
        "    try: other.execute('INSERT INTO t VALUES (1)'); print('written')\n"
        "    except sqlite3.OperationalError as error: print(error)\n"
    )
    # an IMMEDIATE transaction holds the write lock from its first statement, even a reading one
    assert django_shell(code, tmp_path).splitlines() == ["wal", "database is locked"]
    assert sqlite3.connect(tmp_path / "kim.sqlite3").execute("SELECT count(*) FROM t")


def test_secret_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    code = "from django.conf import settings; print(settings.SECRET_KEY)"
    first = django_shell(code, tmp_path)
    assert len(first) >= 50
    assert django_shell(code, tmp_path) == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_production_refuses_to_start_without_a_secret_key(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as error:
        django_shell("", tmp_path, DJANGO_SETTINGS_MODULE="portal.settings.production")
    assert "SECRET_KEY" in error.value.stderr


def test_production_passes_djangos_deployment_check(tmp_path: Path) -> None:
    code = (
        "from django.core.management import call_command\n"
        "call_command('check', deploy=True, fail_level='WARNING')"
    )
    django_shell(
        code,
        tmp_path,
        DJANGO_SETTINGS_MODULE="portal.settings.production",
        SECRET_KEY="k" * 20 + "0123456789abcdefghijklmnopqrstuvwxyz",
        ALLOWED_HOSTS="portal.example.org",
    )


def test_embedded_mail_has_the_sender_the_environment_names(tmp_path: Path) -> None:
    code = (
        "from django.core.mail import send_mail\n"
        "from django.conf import settings\n"
        "send_mail('Betreff', 'Text', None, ['person@example.org'])\n"
        "print(next(settings.EMAIL_FILE_PATH.iterdir()).read_text())"
    )
    mail = django_shell(code, tmp_path, KIM_FROM_EMAIL="portal@kreis.example.org")
    assert "From: portal@kreis.example.org" in mail


def test_pages_not_found_or_refused_write_no_line_into_the_log(tmp_path: Path) -> None:
    code = (
        "import logging\n"
        "log = logging.getLogger('django.request')\n"
        "print(log.isEnabledFor(logging.WARNING), log.isEnabledFor(logging.ERROR))"
    )
    assert django_shell(code, tmp_path) == "False True"


def test_the_image_writes_no_access_log() -> None:
    assert "--access-logfile" not in (ROOT / "Dockerfile").read_text(encoding="utf-8")
