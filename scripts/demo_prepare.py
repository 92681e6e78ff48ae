"""Bring the demo's data up to date: one process, so that Django is loaded once.

Sample data and index are made once (the file `prepared` in the data folder says so); static
files are collected again when code or dependencies changed.
"""

import hashlib
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent


def static_state() -> str:
    """Return a digest of what collectstatic would read: our own files and the locked packages."""
    digest = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for app in ("portal", "search", "doctemplates", "content"):
        for path in sorted((ROOT / app).rglob("static/**/*")):
            if path.is_file():
                stat = path.stat()
                digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static(stamp: Path) -> None:
    """Run collectstatic unless `stamp` says that nothing changed."""
    state = static_state()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == state:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state, encoding="utf-8")


def main() -> None:
    """Migrate, load the sample on the first run, collect static files."""
    django.setup()
    data = Path(settings.DATA_DIR)
    call_command("migrate", interactive=False, verbosity=1)
    call_command("setup_site")
    prepared = data / "prepared"
    if not prepared.exists():
        call_command("loadsample")
        call_command("rebuild_index")
        prepared.touch()
    collect_static(data / "static-collected")


if __name__ == "__main__":
    main()
