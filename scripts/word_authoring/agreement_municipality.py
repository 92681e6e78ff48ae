"""Kooperationsvereinbarung between the KI and a municipality."""

from word_authoring import controls as field
from word_authoring.agreement import MODULES, closing, parties
from word_authoring.layout import SHADE, fill, room_for_a_pen
from word_authoring.paper import Paper

TITLE = "Kooperationsvereinbarung"


def build() -> Paper:
    """Return the finished sheet."""
    paper = Paper(
        TITLE,
        "zwischen dem Kommunalen Integrationszentrum und einer Stadt oder Gemeinde",
        "KIM-Vordruck 12",
    )
    parties(
        paper,
        "Kommune",
        [
            (
                "Stadt / Gemeinde",
                field.text(
                    "municipality.name", "Name der Kommune", "Stadt oder Gemeinde eintragen"
                ),
            ),
            (
                "Anschrift",
                field.multiline(
                    "organization.address",
                    "Anschrift der Verwaltung",
                    "Straße, Postleitzahl und Ort",
                ),
            ),
            (
                "vertreten durch",
                field.text(
                    "represented_by",
                    "Kommune vertreten durch",
                    "Bürgermeisterin / Bürgermeister oder Beauftragte",
                ),
            ),
            (
                "Fachbereich",
                field.text(
                    "department", "Zuständiger Fachbereich", "zum Beispiel Fachbereich Soziales"
                ),
            ),
            (
                "Ansprechperson",
                field.text(
                    "organization.contact",
                    "Ansprechperson der Kommune",
                    "Name der zuständigen Person",
                ),
            ),
        ],
    )
    _purpose(paper)
    _posts(paper)
    _work(paper)
    closing(paper, "die Kommune")
    return paper


def _purpose(paper: Paper) -> None:
    paper.clause(
        "Anlass und Ziel",
        "Kreis und Kommune setzen das Kommunale Integrationsmanagement gemeinsam um. Die Kommune kennt die Lage vor Ort, "
        "das Kommunale Integrationszentrum verbindet die Stellen im Kreis.",
        "Ziel ist ein verlässlicher Weg vom ersten Kontakt bis zur selbständigen Teilhabe, der nicht an "
        "Zuständigkeitsgrenzen endet.",
        ["Die Vereinbarung betrifft ", field.choice("module", "Baustein des KIM", MODULES), "."],
    )


def _posts(paper: Paper) -> None:
    paper.clause(
        "Einsatz des Case Managements",
        "Für die Kommune werden folgende Stellenanteile eingesetzt:",
    )
    table = paper.table([7.0, 3.5, 6.0])
    for cell, words in zip(
        table.add_row().cells, ("Aufgabe", "Stellenanteil", "Dienstort"), strict=True
    ):
        fill(cell, f"**{words}**", "KIM Zelle", SHADE)
    row = table.add_row()
    cells = row.cells
    fill(
        cells[0],
        field.combo(
            "task",
            "Aufgabe",
            ["Case Management", "Koordination vor Ort", "Frühe Sprachbildung"],
            "wählen oder eintragen",
        ),
    )
    fill(cells[1], field.text("share", "Stellenanteil", "zum Beispiel 0,5"))
    fill(cells[2], field.text("place", "Dienstort", "Gebäude oder Anlaufstelle"))
    room_for_a_pen(row)
    position = table._tbl.index(row._tr)
    table._tbl.insert(position, field.repeating("posts", "Stelle", [row._tr]))
    paper.gap(8)
    for words in (
        "Die Dienstaufsicht liegt bei der Anstellungskörperschaft, die fachliche Abstimmung bei der Koordination "
        "des Case Managements im Kommunalen Integrationszentrum.",
        "Bei längerem Ausfall verständigen sich beide Seiten binnen einer Woche über eine Vertretung.",
    ):
        paper.paragraph(words, "KIM Absatz")


def _work(paper: Paper) -> None:
    paper.clause("Beitrag des Kommunalen Integrationszentrums", "Das Kommunale Integrationszentrum")
    paper.lettered(
        "führt die Case Managerinnen und Case Manager in Standards und Vordrucke ein und bietet kollegiale Beratung an,",
        "pflegt das Verzeichnis der Angebote im Kreis und die Ansprechpersonen der Behörden,",
        "bündelt die Meldungen über Systemlücken und bringt sie in die Lenkungsgruppe ein,",
        "unterrichtet die Kommune mindestens zweimal im Jahr über Zahlen und Erfahrungen.",
    )
    paper.clause("Beitrag der Kommune", "Die Kommune")
    paper.lettered(
        "stellt Raum, Arbeitsmittel und Zugang zu den nötigen Fachverfahren bereit,",
        "sorgt dafür, dass Sozial-, Jugend- und Ordnungsverwaltung die Ansprechpersonen kennen,",
        "entsendet eine Vertretung in die Projektgruppe und in den Arbeitskreis Integration,",
        "benennt einen Ort, an dem Ratsuchende ohne Anmeldung vorsprechen können.",
    )
    paper.clause(
        "Erreichbarkeit vor Ort",
        [
            "Offene Sprechzeiten: ",
            field.multiline("office_hours", "Offene Sprechzeiten", "Tage, Uhrzeiten und Ort"),
        ],
        [
            field.checkbox("interpreters", "Sprachmittlung wird gestellt"),
            " Die Kommune stellt für Sprechzeiten Sprachmittlung in den am häufigsten gefragten Sprachen.",
        ],
    )
    paper.clause(
        "Vertraulichkeit und Datenschutz",
        "Jede Seite verantwortet die Daten, die sie verarbeitet. Fallbezogene Angaben werden nur mit Einwilligung "
        "(KIM-Vordruck 22) ausgetauscht; Berichte enthalten ausschließlich zusammengefasste Zahlen.",
    )
    paper.clause(
        "Kosten",
        "Personalkosten werden nach den Bewilligungsbescheiden des Landes abgerechnet. Sachkosten trägt jede Seite selbst, "
        "soweit nichts anderes vereinbart ist.",
    )
