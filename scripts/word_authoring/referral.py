"""Verweisbogen: hand a person over to a service, with an answer slip."""

from word_authoring import controls as field
from word_authoring.paper import Paper

TITLE = "Verweisbogen"
REASONS = [
    "Beratung zum Aufenthalt",
    "Sprachkurs oder Sprachförderung",
    "Arbeit, Ausbildung, Anerkennung",
    "Kita oder Schule",
    "Wohnung",
    "Gesundheit, psychosoziale Hilfe",
    "Schulden, Leistungen",
    "Sonstiges",
]


def build() -> Paper:
    """Return the finished sheet."""
    paper = Paper(TITLE, "Vermittlung an eine andere Stelle mit Rückmeldung", "KIM-Vordruck 31")
    _from_to(paper)
    _person(paper)
    _concern(paper)
    _answer(paper)
    return paper


def _from_to(paper: Paper) -> None:
    paper.section("Von und an")
    paper.facts(
        ("Verwiesen durch", field.text("user.name", "Verwiesen durch", "Name der Fachkraft")),
        (
            "Telefon, E-Mail",
            field.text("user.email", "Telefon, E-Mail der Fachkraft", "für Rückfragen"),
        ),
        ("Datum", field.date("today", "Datum")),
        ("Empfangende Stelle", field.text("receiver", "Empfangende Stelle", "Träger und Angebot")),
        (
            "Ansprechperson dort",
            field.text("receiver_contact", "Ansprechperson dort", "falls bekannt"),
        ),
    )


def _person(paper: Paper) -> None:
    paper.section("Um wen es geht")
    paper.facts(
        ("Name, Vorname", field.text("client_name", "Name, Vorname", "nur mit Einwilligung")),
        ("Geburtsjahr", field.text("birth_year", "Geburtsjahr", "zum Beispiel 1994")),
        (
            "Erreichbar über",
            field.text(
                "client_contact", "Erreichbar über", "Telefon, Nachricht oder Begleitperson"
            ),
        ),
        (
            "Sprachen",
            [
                field.text("languages", "Sprachen", "Sprachen eintragen"),
                "     Sprachmittlung nötig: ",
                field.checkbox("interpreter_needed", "Sprachmittlung nötig"),
            ],
        ),
        ("Wohnort", field.text("municipality.name", "Wohnort (Kommune)", "Stadt oder Gemeinde")),
    )


def _concern(paper: Paper) -> None:
    paper.section("Anliegen")
    paper.facts(
        ("Grund des Verweises", field.choice("reason", "Grund des Verweises", REASONS)),
        (
            "Worum geht es?",
            field.multiline(
                "concern", "Worum geht es?", "Anliegen in wenigen Sätzen, nur das Nötige"
            ),
        ),
        (
            "Bisher unternommen",
            field.multiline(
                "done_so_far", "Bisher unternommen", "Anträge, Gespräche, beteiligte Stellen"
            ),
        ),
        (
            "Dringlichkeit",
            [
                field.choice(
                    "urgency",
                    "Dringlichkeit",
                    ["innerhalb von zwei Wochen", "innerhalb einer Woche", "sofort, Frist läuft"],
                ),
                "     Frist am: ",
                field.date("deadline", "Frist am"),
            ],
        ),
    )
    paper.paragraph(
        [
            field.checkbox("consent", "Einwilligung liegt vor"),
            " Eine Einwilligung (KIM-Vordruck 22) liegt vor und nennt die empfangende Stelle.",
        ]
    )
    paper.paragraph(
        [
            field.checkbox("accompanied", "Begleitung zum ersten Termin"),
            " Die Fachkraft begleitet zum ersten Termin.",
        ]
    )


def _answer(paper: Paper) -> None:
    paper.section("Rückmeldung der empfangenden Stelle", new_page=True)
    paper.paragraph("Bitte binnen zwei Wochen an die verweisende Fachkraft zurückgeben.")
    paper.facts(
        (
            "Ergebnis",
            field.choice(
                "answer",
                "Ergebnis der Vermittlung",
                [
                    "Beratung hat begonnen",
                    "Termin vereinbart",
                    "Warteliste",
                    "Angebot passt nicht",
                    "Person ist nicht erschienen",
                ],
            ),
        ),
        ("Erster Termin am", field.date("first_appointment", "Erster Termin am")),
        (
            "Bemerkung",
            field.multiline(
                "answer_note", "Bemerkung zur Rückmeldung", "Was die Fachkraft wissen sollte"
            ),
        ),
    )
    paper.gap(10)
    paper.signatures(
        ("Datum, Unterschrift verweisende Fachkraft", []),
        ("Datum, Unterschrift empfangende Stelle", []),
    )
