"""Einwilligung und Schweigepflichtentbindung for work on a single case."""

from word_authoring import controls as field
from word_authoring.layout import SHADE, fill, room_for_a_pen
from word_authoring.paper import Paper

TITLE = "Einwilligung und Entbindung von der Schweigepflicht"
BODIES = [
    "Jobcenter",
    "Agentur für Arbeit",
    "Ausländerbehörde",
    "Sozialamt",
    "Jugendamt",
    "Gesundheitsamt",
    "Migrationsberatung (MBE)",
    "Jugendmigrationsdienst (JMD)",
    "Schule oder Kita",
    "Arztpraxis",
]


def build() -> Paper:
    """Return the finished sheet."""
    paper = Paper(TITLE, "für die Zusammenarbeit im Case Management des KIM", "KIM-Vordruck 22")
    _person(paper)
    _consent(paper)
    _bodies(paper)
    _rights(paper)
    paper.signatures(
        ("Ort, Datum, Unterschrift der einwilligenden Person", []),
        ("Unterschrift der gesetzlichen Vertretung, falls nötig", []),
        ("Ort, Datum, Unterschrift der aufklärenden Fachkraft", []),
        ("Unterschrift der sprachmittelnden Person, falls beteiligt", []),
    )
    return paper


def _person(paper: Paper) -> None:
    paper.facts(
        (
            "Name, Vorname",
            field.text("client_name", "Name, Vorname", "Name der einwilligenden Person"),
        ),
        ("Geburtsdatum", field.date("birth_date", "Geburtsdatum")),
        (
            "Anschrift",
            field.multiline("client_address", "Anschrift", "Straße, Postleitzahl und Ort"),
        ),
        (
            "Gesetzliche Vertretung",
            field.text(
                "guardian", "Gesetzliche Vertretung", "nur bei Minderjährigen oder Betreuung"
            ),
        ),
        ("Aufgeklärt durch", field.text("user.name", "Aufgeklärt durch", "Name der Fachkraft")),
        (
            "Aufgeklärt am",
            [
                field.date("today", "Aufgeklärt am"),
                "     in der Sprache: ",
                field.text("language", "Sprache der Aufklärung", "Sprache eintragen"),
            ],
        ),
    )


def _consent(paper: Paper) -> None:
    paper.section("Worin ich einwillige")
    paper.points(
        "Die Fachkraft im Case Management darf Angaben zu meiner Person, meiner Familie und meiner Lage aufnehmen, "
        "soweit sie für die gemeinsam vereinbarten Ziele gebraucht werden.",
        "Die Fachkraft und die unten genannten Stellen dürfen sich gegenseitig über die angekreuzten Themen unterrichten. "
        "Insoweit entbinde ich sie voneinander von ihrer Schweigepflicht.",
        "Mein Fall darf in einer Fallkonferenz besprochen werden, wenn ich zuvor weiß, wer daran teilnimmt.",
    )
    paper.paragraph("Der Austausch umfasst folgende Themen:")
    table = paper.table([5.5, 5.5, 5.5])
    topics = [
        ("topic_residence", "Aufenthalt und Status"),
        ("topic_work", "Arbeit und Ausbildung"),
        ("topic_language", "Sprache und Kurse"),
        ("topic_school", "Schule und Kita"),
        ("topic_housing", "Wohnen"),
        ("topic_health", "Gesundheit"),
        ("topic_money", "Leistungen und Schulden"),
        ("topic_family", "Familie"),
        ("topic_counselling", "Beratung und Begleitung"),
    ]
    for first in range(0, len(topics), 3):
        for cell, (tag, label) in zip(
            table.add_row().cells, topics[first : first + 3], strict=True
        ):
            fill(cell, [field.checkbox(tag, label), f"  {label}"])
    paper.gap()


def _bodies(paper: Paper) -> None:
    paper.section("Mit wem gesprochen werden darf")
    table = paper.table([5.0, 7.5, 4.0])
    heads = ("Stelle", "Ansprechperson, Anschrift", "gilt bis")
    for cell, words in zip(table.add_row().cells, heads, strict=True):
        fill(cell, f"**{words}**", "KIM Zelle", SHADE)
    row = table.add_row()
    cells = row.cells
    fill(cells[0], field.combo("body", "Name der Stelle", BODIES, "wählen oder eintragen"))
    fill(cells[1], field.multiline("contact", "Ansprechperson, Anschrift", "falls bekannt"))
    fill(cells[2], field.date("valid_until", "gilt bis"))
    room_for_a_pen(row, 1.1)
    position = table._tbl.index(row._tr)
    table._tbl.insert(position, field.repeating("bodies", "Stelle", [row._tr]))
    paper.gap()
    paper.paragraph(
        [
            "Nicht weitergegeben werden soll: ",
            field.multiline(
                "exceptions",
                "Nicht weitergegeben werden soll",
                "Ausnahmen eintragen, sonst frei lassen",
            ),
        ]
    )


def _rights(paper: Paper) -> None:
    paper.section("Was ich weiß", new_page=True)
    paper.dashes(
        "Ich gebe diese Erklärung freiwillig ab. Entscheide ich mich dagegen, entstehen mir daraus keine Nachteile; "
        "manche Hilfe kann dann aber länger dauern.",
        "Ich kann die Einwilligung jederzeit ganz oder für einzelne Stellen widerrufen. Der Widerruf gilt für die Zukunft "
        "und kann formlos beim Kommunalen Integrationszentrum erklärt werden.",
        "Ich kann Auskunft über meine gespeicherten Angaben, deren Berichtigung und Löschung verlangen und mich bei der "
        "Datenschutzaufsicht des Landes beschweren.",
        "Die Angaben werden gelöscht, wenn die Begleitung beendet ist und keine Aufbewahrungsfrist mehr läuft.",
    )
    paper.paragraph(
        [
            field.checkbox("translated", "Inhalt wurde in verständlicher Sprache erklärt"),
            " Der Inhalt wurde mir in einer Sprache erklärt, die ich verstehe. Ich habe eine Ausfertigung erhalten.",
        ]
    )
    paper.gap(10)
