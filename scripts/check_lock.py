"""Check (or --write) requirements/*.txt, pip's form of uv.lock, for machines without uv."""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GROUPS = {
    "demo": [],
    "dev": ["--group", "dev"],
    "bench": ["--group", "dev", "--group", "bench"],
}


def export(groups: list[str]) -> str:
    """Return uv.lock as a requirements file with hashes, with these dependency groups."""
    uv = ROOT / ".venv/bin/uv"
    command = [str(uv) if uv.exists() else "uv", "export", "--frozen", "--quiet", "--no-header"]
    return subprocess.run(
        [*command, "--no-emit-project", "--no-annotate", *groups],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def main() -> int:
    """Return 1 if a file differs from the lock."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    stale = []
    for name, groups in GROUPS.items():
        path = ROOT / "requirements" / f"{name}.txt"
        wanted = export(groups)
        if write:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != wanted:
            stale.append(path.name)
    if stale:
        print(f"Not as uv.lock says: {', '.join(stale)}. Run: make lock", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
