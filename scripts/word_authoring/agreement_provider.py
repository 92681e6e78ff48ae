"""Kooperationsvereinbarung between the KI and a provider (Träger)."""

from word_authoring import controls as field
from word_authoring.agreement import MODULES, closing, parties
from word_authoring.paper import Paper

TITLE = "Kooperationsvereinbarung"


def build() -> Paper:
    """Return the finished sheet."""
    paper = Paper(
        TITLE,
        "zwischen dem Kommunalen Integrationszentrum und einem Träger der Integrationsarbeit",
        "KIM-Vordruck 11",
    )
    parties(
        paper,
        "Träger",
        [
            (
                "Name des Trägers",
                field.text("organization.name", "Name des Trägers", "Name laut Satzung eintragen"),
            ),
            (
                "Anschrift",
                field.multiline(
                    "organization.address", "Anschrift des Trägers", "Straße, Postleitzahl und Ort"
                ),
            ),
            (
                "vertreten durch",
                field.text("represented_by", "Träger vertreten durch", "Name und Funktion"),
            ),
            (
                "Ansprechperson",
                field.text(
                    "organization.contact", "Ansprechperson", "Wer ist im Alltag zuständig?"
                ),
            ),
            (
                "E-Mail",
                field.text(
                    "organization.contact_email",
                    "E-Mail der Ansprechperson",
                    "name@träger.example",
                ),
            ),
        ],
    )
    _purpose(paper)
    _work(paper)
    _data(paper)
    closing(paper, "den Träger")
    return paper


def _purpose(paper: Paper) -> None:
    paper.clause(
        "Zweck der Zusammenarbeit",
        "Die Beteiligten wollen, dass zugewanderte Menschen im Rhein-Sieg-Kreis ohne Umwege die Hilfe finden, "
        "die zu ihrer Lage passt, gleich welches Gesetz dafür maßgeblich ist.",
        "Sie stimmen ihre Angebote aufeinander ab, vermeiden doppelte Arbeit und machen sichtbar, "
        "wo ein Angebot fehlt.",
    )
    paper.clause(
        "Gegenstand",
        ["Die Vereinbarung gilt für ", field.choice("module", "Baustein des KIM", MODULES), "."],
        [
            "Der Träger bringt folgendes Angebot ein: ",
            field.multiline(
                "subject", "Angebot des Trägers", "Angebot, Zielgruppe und Umfang beschreiben"
            ),
        ],
        [
            "Das Angebot richtet sich an Menschen in folgenden Kommunen: ",
            field.text("area", "Einzugsgebiet", "Kommunen oder „gesamtes Kreisgebiet“"),
            ".",
        ],
    )


def _work(paper: Paper) -> None:
    paper.clause("Beitrag des Kommunalen Integrationszentrums", "Das Kommunale Integrationszentrum")
    paper.lettered(
        "stellt Standards, Vordrucke und das Verzeichnis der Angebote im KIM-Portal bereit und hält sie aktuell,",
        "benennt eine feste Ansprechperson in der Koordination des Case Managements,",
        "lädt zu Fallkonferenzen und Arbeitskreisen ein und hält deren Ergebnisse fest,",
        "trägt gemeldete Systemlücken in die Lenkungsgruppe und berichtet über das Ergebnis.",
    )
    paper.clause("Beitrag des Trägers", "Der Träger")
    paper.lettered(
        "berät die vom Case Management vermittelten Personen nach Maßgabe freier Plätze,",
        "meldet binnen zwei Wochen zurück, ob eine Vermittlung zustande gekommen ist,",
        "prüft seinen Eintrag im Verzeichnis mindestens alle sechs Monate und zeigt Änderungen sogleich an,",
        "wirkt in den vereinbarten Gremien mit und nennt dafür eine Vertretung.",
    )
    paper.clause(
        "Vermittlung im Einzelfall",
        "Eine Vermittlung geschieht mit dem Verweisbogen (KIM-Vordruck 31) oder im gemeinsamen Gespräch. "
        "Die Fallführung bleibt beim Case Management, bis die Übergabe bestätigt ist.",
        [
            "Rückmeldungen erfolgen in der Regel ",
            field.choice(
                "feedback",
                "Form der Rückmeldung",
                ["schriftlich", "telefonisch", "in der Fallkonferenz"],
            ),
            ".",
        ],
    )


def _data(paper: Paper) -> None:
    paper.clause(
        "Vertraulichkeit und Datenschutz",
        "Angaben über einzelne Personen werden nur weitergegeben, wenn diese zuvor schriftlich eingewilligt haben "
        "(KIM-Vordruck 22) oder ein Gesetz es erlaubt. Die Beteiligten beschränken sich auf das Nötige.",
        "Auswertungen für die Lenkungsgruppe enthalten keine Angaben, die auf eine Person schließen lassen.",
    )
    paper.clause(
        "Finanzielles",
        "Aus dieser Vereinbarung entstehen keine Zahlungspflichten. Förderungen werden gesondert bewilligt.",
        [
            field.checkbox("funding", "Gesonderte Förderung besteht"),
            " Der Träger erhält für das genannte Angebot bereits eine Förderung des Kreises oder des Landes.",
        ],
    )
