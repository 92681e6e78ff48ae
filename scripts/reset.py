"""Delete the data of the demo, after asking."""

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("KIM_DATA_DIR", ROOT / "var"))


def main() -> int:
    """Return 0 if the data are gone, 1 if the answer was no."""
    if not DATA.exists():
        print(f"There is nothing in {DATA}.")
        return 0
    if not (DATA / "secret-key").exists():
        print(f"{DATA} does not look like the portal's data; nothing was deleted.", file=sys.stderr)
        return 1
    print(f"All data in {DATA} will be deleted: database, files, search index.")
    try:
        answer = input("Delete them? Type yes: ")
    except (EOFError, KeyboardInterrupt):
        answer = ""
    if answer.strip().lower() not in {"yes", "ja"}:
        print("Nothing was deleted.")
        return 1
    shutil.rmtree(DATA)
    print("Deleted. `make demo` starts afresh.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
