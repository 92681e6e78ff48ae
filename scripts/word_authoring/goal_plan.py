"""Zielvereinbarung: what client and case manager agree on, goal by goal."""

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from word_authoring import controls as field
from word_authoring.layout import DARK, SHADE, WIDTH, border, fill, room_for_a_pen
from word_authoring.paper import Paper

TITLE = "Zielvereinbarung"
FIELDS_OF_LIFE = [
    "Aufenthalt und Status",
    "Sprache",
    "Arbeit und Ausbildung",
    "Schule und Kita",
    "Wohnen",
    "Gesundheit",
    "Familie und soziales Umfeld",
    "Finanzen und Leistungen",
    "Teilhabe und Freizeit",
]
ACTORS = [
    "Klientin / Klient",
    "Case Management",
    "Angehörige",
    "Träger / Beratungsstelle",
    "Behörde",
]


def build() -> Paper:
    """Return the finished sheet."""
    paper = Paper(
        TITLE,
        "Case Management im Kommunalen Integrationsmanagement (Baustein 2)",
        "KIM-Vordruck 21",
    )
    _who(paper)
    _before_the_goals(paper)
    _goals(paper)
    _after_the_goals(paper)
    return paper


def _who(paper: Paper) -> None:
    paper.facts(
        ("Fallnummer", field.text("case_number", "Fallnummer", "zum Beispiel SU-2026-014")),
        (
            "Initialen der Klientin / des Klienten",
            field.text(
                "client_initials",
                "Initialen der Klientin / des Klienten",
                "nur Initialen, kein voller Name",
            ),
        ),
        (
            "Wohnort",
            field.text("municipality.name", "Wohnort (Kommune)", "Stadt oder Gemeinde eintragen"),
        ),
        (
            "Case Manager/in",
            field.text("user.name", "Case Manager/in", "Name der Fachkraft eintragen"),
        ),
        (
            "Gespräch am",
            [
                field.date("today", "Gespräch am"),
                "     Sprachmittlung: ",
                field.choice(
                    "interpreting",
                    "Sprachmittlung",
                    [
                        "nicht nötig",
                        "ehrenamtlich",
                        "hauptamtlich",
                        "Telefon oder Video",
                        "Angehörige",
                    ],
                ),
            ],
        ),
    )


def _before_the_goals(paper: Paper) -> None:
    paper.section("Ausgangslage")
    paper.paragraph(
        "Was hat die Bestandsaufnahme ergeben? Stärken und vorhandene Hilfen stehen vor dem, was fehlt."
    )
    paper.facts(
        (
            "Stärken und Ressourcen",
            field.multiline(
                "strengths", "Stärken und Ressourcen", "Was gelingt schon, wer hilft bereits?"
            ),
        ),
        (
            "Bedarf",
            field.multiline(
                "needs",
                "Bedarf",
                "Was soll sich ändern? In den Worten der Klientin / des Klienten.",
            ),
        ),
    )
    paper.section("Vereinbarte Ziele")
    paper.paragraph(
        "Jedes Ziel beschreibt einen Zustand, der erreicht werden soll, und lässt sich an einem Zeichen erkennen. "
        "Höchstens drei Ziele zugleich haben sich bewährt."
    )


def _goals(paper: Paper) -> None:
    body = paper.document.element.body
    start = len(body) - 1  # the last child is the section's properties
    _goal_table(paper)
    paper.gap(6)
    _action_table(paper)
    paper.gap(16)
    blocks = list(body[start:-1])
    section = field.repeating("goals", "Ziel", blocks)
    body.insert(start, section)


def _goal_table(paper: Paper) -> None:
    table = paper.table([4.6, WIDTH - 4.6])
    head = table.add_row().cells
    title = head[0].merge(head[1])
    fill(
        title,
        field.text("title", "Was soll erreicht werden?", "Ziel in einem Satz eintragen"),
        "KIM Ziel",
        SHADE,
    )
    border(title, top=DARK)
    for label, content in (
        ("Lebensbereich", field.choice("field_of_life", "Lebensbereich", FIELDS_OF_LIFE)),
        (
            "Begründung",
            field.multiline("reason", "Begründung", "Warum ist dieses Ziel jetzt wichtig?"),
        ),
        (
            "Woran erkennbar?",
            field.multiline(
                "indicator",
                "Woran erkennbar?",
                "Woran merken beide Seiten, dass das Ziel erreicht ist?",
            ),
        ),
        ("Zu erreichen bis", field.date("target_date", "Zu erreichen bis")),
    ):
        cells = table.add_row().cells
        fill(cells[0], label, "KIM Zelle", SHADE)
        fill(cells[1], content)
        room_for_a_pen(table.rows[-1])


def _action_table(paper: Paper) -> None:
    table = paper.table([3.9, 7.2, 3.0, 2.4])
    for cell, words in zip(
        table.add_row().cells, ("Wer", "Was ist zu tun?", "Bis wann", "Erledigt"), strict=True
    ):
        fill(cell, f"**{words}**", "KIM Zelle", SHADE)
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    row = table.add_row()
    cells = row.cells
    fill(cells[0], field.combo("who", "Wer", ACTORS, "wählen oder eintragen"))
    fill(cells[1], field.multiline("what", "Was ist zu tun?", "Schritt eintragen"))
    fill(cells[2], field.date("until", "Bis wann"))
    fill(cells[3], field.checkbox("done", "Erledigt"))
    room_for_a_pen(row, 1.1)
    position = table._tbl.index(row._tr)
    table._tbl.insert(position, field.repeating("actions", "Schritt", [row._tr]))


def _after_the_goals(paper: Paper) -> None:
    paper.section("Überprüfung")
    paper.facts(
        ("Re-Assessment am", field.date("reassessment_date", "Re-Assessment am")),
        (
            "Form des Gesprächs",
            field.choice(
                "reassessment_mode",
                "Form des Gesprächs",
                ["persönlich", "telefonisch", "aufsuchend", "gemeinsam mit weiteren Stellen"],
            ),
        ),
        ("Bemerkungen", field.multiline("remarks", "Bemerkungen", "Was sonst verabredet wurde")),
    )
    paper.paragraph(
        "Beide Seiten erhalten eine Ausfertigung. Die Ziele können jederzeit im Gespräch geändert werden; "
        "die Teilnahme am Case Management ist freiwillig und kann ohne Nachteil beendet werden.",
        "KIM Hinweis",
    )
    place = "Ort, Datum"
    paper.signatures(
        (f"{place}, Unterschrift Klientin / Klient", []),
        (f"{place}, Unterschrift Case Manager/in", []),
    )
