"""List strings of the interface that have no (or only a doubtful) German translation."""

import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages import pofile

ROOT = Path(__file__).resolve().parent.parent
CATALOG = ROOT / "locale/de/LC_MESSAGES/django.po"
SOURCES = ("portal", "search", "doctemplates", "content")


def problems(catalog: Path) -> list[str]:
    """Return one line per message of `catalog` that is untranslated or fuzzy."""
    with catalog.open("rb") as file:
        messages = pofile.read_po(file, locale="de")
    # the compiler would skip the whole catalog
    found = ["doubtful: the header is marked as fuzzy"] if messages.fuzzy else []
    for message in messages:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.fuzzy:
            found.append(f"doubtful: {message.id!r}")
        elif not all(texts):
            found.append(f"missing:  {message.id!r}")
    return found


def collected() -> set[tuple[str, str | None]]:
    """Return (text, context) of every string that code and templates mark for translation."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "locale/de/LC_MESSAGES"
        target.mkdir(parents=True)
        (Path(folder) / "manage.py").write_bytes((ROOT / "manage.py").read_bytes())
        for source in SOURCES:
            (Path(folder) / source).symlink_to(ROOT / source)
        command = [sys.executable, "-m", "django", "makemessages", "-l", "de", "--symlinks"]
        subprocess.run(
            [*command, "--no-location", "--settings=django.conf.global_settings"],
            cwd=folder,
            check=True,
            capture_output=True,
        )
        with (target / "django.po").open("rb") as file:
            return {_key(message.id, message.context) for message in pofile.read_po(file)}


def _key(text: object, context: str | None) -> tuple[str, str | None]:
    return (text[0] if isinstance(text, tuple | list) else str(text), context)


def main() -> int:
    """Print what is missing; return 1 if anything is."""
    found = problems(CATALOG)
    with CATALOG.open("rb") as file:
        known = {_key(message.id, message.context) for message in pofile.read_po(file)}
    found += [f"not collected: {text!r}" for text, _ in sorted(collected() - known, key=str)]
    for line in found:
        print(line, file=sys.stderr)
    if found:
        print(
            f"{len(found)} strings need German: run make messages, then translate", file=sys.stderr
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
