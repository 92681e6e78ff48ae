"""The eight CM standards of the sample: (phase, title, summary, purpose, steps, criteria)."""

# ruff: noqa: E501  (running text reads better unbroken)

from dataclasses import dataclass

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Standard:
    phase: str
    title: str
    summary: str
    purpose: str
    steps: Rows
    criteria: tuple[str, ...]


STANDARDS = (
    Standard(
        "access",
        "Zugang zur Zielgruppe",
        "Wie Menschen vom Case Management erfahren und wie entschieden wird, ob es das Richtige ist.",
        "Menschen mit vielschichtigem Bedarf sollen uns finden, auch wenn sie selten ein Amt "
        "aufsuchen. Zugleich klären wir früh, ob Case Management nötig ist.",
        (
            (
                "Anlaufstellen kennen",
                "Kitas, Schulen, Sozialämter, Flüchtlingsberatungsstellen und Vereine wissen, wen sie an uns verweisen und wie.",
            ),
            (
                "Anfrage aufnehmen",
                "Anlass, Ort, Sprache und Erreichbarkeit notieren; mehr noch nicht.",
            ),
            (
                "Vorprüfen",
                "Berührt das Anliegen mehrere Rechtskreise und fehlt eine Stelle, die führt? Sonst freundlich weiterverweisen.",
            ),
            (
                "Termin anbieten",
                "Innerhalb einer Woche, an einem gut erreichbaren Ort, bei Bedarf mit Sprachmittlung.",
            ),
        ),
        (
            "Zwischen Anfrage und erster Antwort liegen höchstens drei Arbeitstage.",
            "Jede Ablehnung nennt eine andere Stelle, die hilft.",
            "Beide Rheinseiten und der ländliche Raum werden erreicht.",
        ),
    ),
    Standard(
        "counselling",
        "Erstberatung",
        "Das erste Gespräch: Vertrauen schaffen, Auftrag klären, Einwilligung einholen.",
        "Am Ende des ersten Gesprächs wissen beide Seiten, worum es geht, was das Case Management "
        "leisten kann und was nicht.",
        (
            (
                "Rahmen erklären",
                "Freiwilligkeit, Schweigepflicht und Ablauf in einfacher Sprache darstellen.",
            ),
            ("Anliegen hören", "Zuerst die Sicht des Menschen, dann Nachfragen."),
            ("Dringendes sofort lösen", "Unterkunft, Gesundheit und Fristen gehen vor."),
            (
                "Einwilligung einholen",
                "Das Formular Einwilligung und Schweigepflichtentbindung gemeinsam lesen und unterschreiben.",
            ),
        ),
        (
            "Sprachmittlung war da, wo sie gebraucht wurde, und kam nicht aus der Familie.",
            "Die Einwilligung nennt jede Stelle, mit der gesprochen werden darf.",
            "Der Mensch weiß, wann und mit wem es weitergeht.",
        ),
    ),
    Standard(
        "assessment",
        "Bestandsaufnahme",
        "Lebenslage, Stärken, Netz und offene Fragen gemeinsam erfassen.",
        "Die Bestandsaufnahme ordnet, was vorhanden ist und was fehlt. Sie ist die Grundlage jeder "
        "Zielvereinbarung und wird mit dem Menschen geschrieben, nicht über ihn.",
        (
            (
                "Lebensbereiche durchgehen",
                "Aufenthalt, Wohnen, Sprache, Bildung, Arbeit, Gesundheit, Familie, Geld, Alltag.",
            ),
            ("Stärken benennen", "Abschlüsse, Berufserfahrung, Sprachen, Menschen, die helfen."),
            (
                "Beteiligte Stellen erfassen",
                "Wer ist schon da, in welchem Rechtskreis, mit welchem Auftrag?",
            ),
            ("Gewichten", "Der Mensch entscheidet, was zuerst kommt."),
        ),
        (
            "Alle Lebensbereiche wurden angesprochen, keiner erzwungen.",
            "Stärken stehen gleichberechtigt neben Bedarfen.",
            "Festgehalten ist nur, was für die Ziele gebraucht wird.",
        ),
    ),
    Standard(
        "goal-agreement",
        "Zielvereinbarung",
        "Ziele, Schritte und Zuständigkeiten schriftlich festhalten.",
        "Die Zielvereinbarung übersetzt Wünsche in erreichbare Ziele. Sie sagt, wer was bis wann tut.",
        (
            (
                "Ziele formulieren",
                "Höchstens drei zugleich, positiv und überprüfbar, in den Worten des Menschen.",
            ),
            ("Schritte planen", "Für jedes Ziel die nächsten Schritte mit Person und Termin."),
            (
                "Angebote zuordnen",
                "Passende Stellen aus dem Angebotsverzeichnis wählen, Zuständigkeit der Kommune beachten.",
            ),
            ("Unterschreiben", "Beide Seiten erhalten eine Ausfertigung; im Portal bleibt keine."),
        ),
        (
            "Jedes Ziel hat einen Termin und eine verantwortliche Person.",
            "Der Mensch kann seine Ziele mit eigenen Worten nennen.",
            "Der Tag der nächsten Überprüfung steht fest.",
        ),
    ),
    Standard(
        "steering",
        "Leistungssteuerung",
        "Hilfen verschiedener Stellen in eine Reihenfolge bringen und aufeinander abstimmen.",
        "Mehrere Stellen sollen an einem Strang ziehen. Case Management sorgt dafür, dass Hilfen "
        "zusammenpassen und niemand doppelt oder gar nicht gefragt wird.",
        (
            (
                "Stellen ansprechen",
                "Mit Einwilligung und klarem Anliegen; der Verweisbogen geht mit.",
            ),
            ("Abstimmen", "Bei Bedarf eine Fallkonferenz mit allen Beteiligten einberufen."),
            ("Übergänge sichern", "Erst wenn die nächste Stelle übernommen hat, endet die vorige."),
            ("Hindernisse melden", "Fehlt ein Angebot, geht eine Meldung an die Koordination."),
        ),
        (
            "Für jede Hilfe ist bekannt, wer sie führt.",
            "Absprachen sind innerhalb von zwei Arbeitstagen festgehalten.",
            "Keine zwei Stellen leisten dasselbe.",
        ),
    ),
    Standard(
        "monitoring",
        "Monitoring",
        "Prüfen, ob vereinbarte Hilfen ankommen und wirken.",
        "Vereinbarte Hilfen verändern sich. Regelmäßiges Nachfragen zeigt früh, wo etwas stockt.",
        (
            ("Kontakt halten", "Mindestens alle vier Wochen, in der Form, die dem Menschen liegt."),
            ("Schritte abgleichen", "Was ist getan, was offen, was hat sich erledigt?"),
            ("Nachsteuern", "Termine anpassen, Stellen erinnern, Reihenfolge ändern."),
        ),
        (
            "Offene Schritte werden nicht älter als sechs Wochen, ohne dass jemand nachfragt.",
            "Rückmeldungen der beteiligten Stellen liegen vor.",
        ),
    ),
    Standard(
        "reassessment",
        "Re-Assessment",
        "Die Lage neu betrachten und entscheiden, ob es weitergeht.",
        "Nach spätestens sechs Monaten wird die Bestandsaufnahme wiederholt. Daraus folgen neue "
        "Ziele oder ein guter Abschluss.",
        (
            ("Rückschau", "Welche Ziele sind erreicht, was hat geholfen, was nicht?"),
            (
                "Lage neu erfassen",
                "Die Lebensbereiche noch einmal durchgehen; die letzte Zielvereinbarung dient als Grundlage.",
            ),
            ("Entscheiden", "Neue Ziele vereinbaren, übergeben oder abschließen."),
        ),
        (
            "Das Re-Assessment fand zum vereinbarten Termin statt.",
            "Gründe für Abschluss oder Fortsetzung sind benannt.",
            "Erkenntnisse über Lücken sind ohne Personenbezug weitergegeben.",
        ),
    ),
    Standard(
        "referral",
        "Verweisberatung",
        "Gezielt an die richtige Stelle weitergeben, auch ohne Case Management.",
        "Nicht jedes Anliegen braucht Case Management. Ein guter Verweis spart Wege und nimmt "
        "niemandem den Mut.",
        (
            ("Bedarf eingrenzen", "Thema, Ort, Sprache und Aufenthaltsstatus genügen meist."),
            (
                "Passende Stelle suchen",
                "Im Angebotsverzeichnis nach Thema, Zielgruppe und Kommune filtern.",
            ),
            (
                "Übergabe vorbereiten",
                "Verweisbogen ausfüllen und mitgeben, auf Wunsch gemeinsam anrufen.",
            ),
            ("Nachfragen", "Nach zwei Wochen kurz klären, ob der Kontakt geklappt hat."),
        ),
        (
            "Die genannte Stelle ist zuständig und hat freie Termine.",
            "Der Mensch geht mit einem Namen, einer Adresse und einem Termin.",
        ),
    ),
)
