"""What both cooperation agreements share: parties, term, signatures."""

from word_authoring import controls as field
from word_authoring.layout import Content
from word_authoring.paper import Paper

MODULES = [
    "Baustein 1 – Strategische Steuerung",
    "Baustein 2 – Case Management",
    "Baustein 3 – Rechtliche Verstetigung",
    "alle Bausteine",
]


def parties(paper: Paper, role: str, rows: list[tuple[str, Content]]) -> None:
    """Append who agrees with whom."""
    paper.paragraph("Zwischen dem **Rhein-Sieg-Kreis, Kommunales Integrationszentrum**,")
    paper.facts(
        (
            "vertreten durch",
            field.text(
                "county_represented_by", "Rhein-Sieg-Kreis vertreten durch", "Name und Funktion"
            ),
        ),
        (
            "Ansprechperson",
            field.text(
                "county_contact",
                "Ansprechperson im Kommunalen Integrationszentrum",
                "Name, Telefon, E-Mail",
            ),
        ),
    )
    paper.paragraph(f"und ({role})")
    paper.facts(*rows)
    paper.paragraph("wird die folgende Vereinbarung geschlossen.")


def closing(paper: Paper, party: str) -> None:
    """Append term, final clauses and the lines to sign."""
    paper.clause(
        "Laufzeit und Kündigung",
        [
            "Die Vereinbarung beginnt am ",
            field.date("starts_on", "Beginn der Vereinbarung"),
            " und endet am ",
            field.date("ends_on", "Ende der Vereinbarung"),
            ".",
        ],
        [
            "Sie kann von beiden Seiten mit einer Frist von ",
            field.choice(
                "notice", "Kündigungsfrist", ["vier Wochen", "drei Monaten", "sechs Monaten"]
            ),
            " zum Ende eines Quartals schriftlich gekündigt werden. "
            "Das Recht, aus wichtigem Grund sofort zu kündigen, bleibt.",
        ],
        "Spätestens drei Monate vor dem Ende sprechen die Beteiligten darüber, ob und wie sie fortfahren.",
    )
    paper.clause(
        "Schlussbestimmungen",
        "Änderungen und Ergänzungen bedürfen der Textform; das gilt auch für diese Bestimmung.",
        "Ist eine Bestimmung unwirksam, bleiben die übrigen gültig. Die Beteiligten ersetzen sie durch eine, "
        "die dem Gewollten nahekommt.",
        [
            "Ergänzende Absprachen: ",
            field.multiline("additions", "Ergänzende Absprachen", "keine, oder hier eintragen"),
        ],
    )
    paper.gap(14)
    today: Content = ["Siegburg, den ", field.date("today", "Datum der Ausfertigung")]
    paper.signatures(
        ("Für das Kommunale Integrationszentrum (Name, Unterschrift)", [today]),
        (f"Für {party} (Name, Unterschrift)", ["Ort, Datum:"]),
    )
