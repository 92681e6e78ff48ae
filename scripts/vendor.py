"""Fetch the vendored front-end files again, from the packages and hashes their VERSION files pin.

Each folder with a VERSION file ("<npm package> <version>", then the package's sha512) keeps the
files of that release it has, unchanged. To update: write new version and hash, then run this.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("portal/static/vendor", "tests/vendor")


def fetch(package: str, version: str, integrity: str, folder: Path) -> Path:
    """Download a package with npm; raise ValueError if it is not the pinned one."""
    result = subprocess.run(
        ["npm", "pack", "--silent", f"{package}@{version}"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    path = folder / result.stdout.split()[-1]
    found = "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
    if found != integrity:
        raise ValueError(f"{package} {version} has another hash than pinned: {found}")
    return path


def refresh(folder: Path, archive: Path) -> list[str]:
    """Overwrite the files of `folder` with those of the same name in `archive`; return changes."""
    changed = []
    with tarfile.open(archive) as package:
        members = {PurePosixPath(m.name).name: m for m in reversed(package.getmembers())}
        for path in sorted(folder.iterdir()):
            if path.name == "VERSION":
                continue
            file = package.extractfile(members[path.name])
            content = file.read() if file else b""
            if content != path.read_bytes():
                path.write_bytes(content)
                changed.append(path.name)
    return changed


def main() -> int:
    """Refresh every vendored folder; say what changed."""
    if shutil.which("npm") is None:
        print("npm is needed to fetch the packages: apt install npm", file=sys.stderr)
        return 1
    for pin in sorted(pin for name in FOLDERS for pin in (ROOT / name).glob("*/VERSION")):
        release, integrity = pin.read_text(encoding="utf-8").strip().splitlines()[:2]
        package, version = release.split()
        with tempfile.TemporaryDirectory() as folder:
            changed = refresh(pin.parent, fetch(package, version, integrity, Path(folder)))
        print(f"{package} {version}: {', '.join(changed) if changed else 'unchanged'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
