"""Texts of the sample's agreements and news."""

# ruff: noqa: E501  (running text reads better unbroken)
from portal.page_blocks import Block, text

# slug, title, partner, fields, summary
AGREEMENTS: list[tuple[str, str, str, dict[str, object], str]] = [
    (
        "caritas-case-management",
        "Zusammenarbeit im Case Management mit der Caritas",
        "Caritasverband Rhein-Sieg e.V.",
        {
            "module": 2,
            "state": "signed",
            "subject": "Übergabe und Rückmeldung zwischen Migrationsberatung (MBE) und Case Management",
            "signed": -400,
            "start": -390,
            "end": 150,
            "notice_months": 3,
        },
        "Regelt, wie Fälle zwischen der Migrationsberatung und dem Case Management übergeben werden.",
    ),
    (
        "diakonie-fluechtlingsberatung",
        "Zusammenarbeit mit der Flüchtlingsberatung der Diakonie",
        "Diakonisches Werk An Sieg und Rhein",
        {
            "module": 2,
            "state": "negotiation",
            "subject": "Gemeinsame Fallkonferenzen und Erreichbarkeit der Beratungsstellen",
            "start": 60,
            "end": 790,
            "notice_months": 6,
        },
        "Entwurf in Abstimmung: gemeinsame Fallkonferenzen auf der rechten Rheinseite.",
    ),
    (
        "kja-jugendmigrationsdienst",
        "Übergang Schule – Beruf mit dem Jugendmigrationsdienst",
        "Katholische Jugendagentur Bonn gGmbH",
        {
            "module": 1,
            "state": "expired",
            "subject": "Begleitung junger Zugewanderter beim Übergang in Ausbildung",
            "signed": -1100,
            "start": -1095,
            "end": -30,
            "notice_months": 3,
        },
        "Abgelaufen; die Fortsetzung wird in der Lenkungsgruppe beraten.",
    ),
]

# slug, title, days ago, staff only, summary, body
NEWS: list[tuple[str, str, int, bool, str, list[Block]]] = [
    (
        "angebotsverzeichnis-online",
        "Das Angebotsverzeichnis ist online",
        6,
        False,
        "Träger und Kommunen zeigen ihre Angebote jetzt an einem Ort, mit Sprachen und Zuständigkeit.",
        [
            text(
                "Ab sofort lassen sich Angebote nach Thema, Zielgruppe, Sprache und Kommune finden. "
                "Jede Angabe trägt den Tag, an dem sie zuletzt bestätigt wurde.",
                "Fehlt ein Angebot oder stimmt etwas nicht? Eine kurze Nachricht an das KI genügt.",
            )
        ],
    ),
    (
        "fallkonferenz-termine",
        "Termine der Fallkonferenzen im nächsten Halbjahr",
        2,
        True,
        "Die Fallkonferenzen finden künftig abwechselnd links und rechts des Rheins statt.",
        [
            text(
                "Bitte melden Sie Fälle bis zum zehnten Tag des Vormonats an, ohne Namen und mit den "
                "beteiligten Rechtskreisen. Die Einladung folgt eine Woche vorher."
            )
        ],
    ),
]
