"""Build the sample Word templates of doctemplates/samples from the sheets in word_authoring.

Usage: python scripts/make_templates.py [TARGET_FOLDER]
The bytes are the same from run to run, so a changed file means a changed source.
"""

import sys
from pathlib import Path

from word_authoring import agreement_municipality, agreement_provider, consent, goal_plan, referral
from word_authoring.package import save

SAMPLES = Path(__file__).resolve().parent.parent / "doctemplates" / "samples"
SHEETS = {
    "zielvereinbarung.docx": goal_plan,
    "kooperationsvereinbarung-traeger.docx": agreement_provider,
    "kooperationsvereinbarung-kommune.docx": agreement_municipality,
    "einwilligung-schweigepflichtentbindung.docx": consent,
    "verweisbogen.docx": referral,
}


def main() -> None:
    """Write every sheet to the folder given, else to doctemplates/samples."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    target.mkdir(parents=True, exist_ok=True)
    for name, sheet in SHEETS.items():
        save(sheet.build().document, target / name, sheet.TITLE)
        print(target / name)


if __name__ == "__main__":
    main()
