"""The text of the sample concept, as blocks of a page's body."""

# ruff: noqa: E501  (running text reads better unbroken)

from portal.page_blocks import Block, footnote, heading, note, steps, table, text

SUMMARY = (
    "Wie der Rhein-Sieg-Kreis Zuwanderung und Integration gemeinsam steuert: Ziele, Bausteine, "
    "Gremien und der Weg von der Beobachtung im Einzelfall zur Entscheidung. Beispieltext."
)

BODY: list[Block] = [
    heading("Anlass und Auftrag"),
    text(
        "Seit 2020 fördert das Land Nordrhein-Westfalen das Kommunale Integrationsmanagement "
        "(KIM) als Teil seiner Teilhabe- und Integrationsstrategie 2030 [1]. Vorbild ist das "
        "Modellprogramm „Einwanderung gestalten“, in dem zwölf Kommunen zweieinhalb Jahre lang "
        "erprobt haben, wie Ämter und freie Träger einen gemeinsamen Weg für Zugewanderte bauen.",
        "Der Rhein-Sieg-Kreis hat 2021 begonnen. Das Kommunale Integrationszentrum (KI) führt das "
        "Programm; die Aufbauphase reichte bis Ende 2022.",
    ),
    footnote("Sie verbindet die Integrationspolitik des Landes mit der Arbeit vor Ort."),
    heading("Der Kreis in Zahlen"),
    text(
        "Rund 600.000 Menschen leben auf 1.153 Quadratkilometern in 19 Kommunen: elf Städten und "
        "acht Gemeinden, sechs links und dreizehn rechts des Rheins. In den Städten liegen viele "
        "Angebote dicht beieinander, auf dem Land sind die Wege lang. Beides muss die Planung "
        "berücksichtigen."
    ),
    heading("Ziele"),
    text(
        "KIM soll Zuwanderung und Integration vor Ort so steuern, dass die Zuständigkeit eines "
        "einzelnen Gesetzes nicht an der Bürotür endet. Das heißt im Einzelnen:",
        "<ul><li>Rechtskreise verbinden: SGB II, SGB III, SGB VIII, SGB XII, Aufenthaltsgesetz und "
        "Asylbewerberleistungsgesetz.</li><li>Fallebene und Steuerungsebene verbinden: Was "
        "Fachkräfte erleben, wird zu Wissen für Entscheidungen.</li><li>Doppelstrukturen "
        "vermeiden und Lücken finden.</li><li>Übergänge gestalten, etwa von der Kita in die Schule "
        "oder vom Sprachkurs in den Beruf.</li></ul>",
    ),
    heading("Drei Bausteine"),
    table(
        "Bausteine und Stellen",
        ["Baustein", "Aufgabe", "Stellen"],
        [
            "1 – strategische Steuerung",
            "Koordination im KI, Gremien, Planung",
            "3,5 und ½ Verwaltung",
        ],
        ["2 – Case Management", "Begleitung von Menschen über Rechtskreise hinweg", "11"],
        ["3 – rechtliche Verstetigung", "Aufenthalt und Einbürgerung festigen", "1,5"],
    ),
    heading("Baustein 1: strategische Steuerung", 3),
    text(
        "Die Koordination sitzt im KI. Anderthalb Stellen kümmern sich um die linke, zwei um die "
        "rechte Rheinseite; Troisdorf koordiniert mit einer eigenen Stelle. Sie bereiten die "
        "Lenkungsgruppe vor, leiten Projektgruppen an und halten die Angebotslandkarte aktuell."
    ),
    heading("Baustein 2: Case Management", 3),
    text(
        "Elf Fachkräfte begleiten Menschen, deren Anliegen mehrere Stellen zugleich berühren. Drei "
        "arbeiten im KI – eine koordiniert das Case Management, zwei fördern früh die Sprache "
        "mehrsprachiger Kindergartenkinder –, sieben sind für die Kommunen im Kreis da und eine "
        "für Troisdorf. Sie sind Lotsinnen und Lotsen: Sie ersetzen keine Beratung, sie ordnen "
        "sie, und sie melden, wo das System nicht trägt."
    ),
    heading("Baustein 3: rechtliche Verstetigung", 3),
    text(
        "Wer sich besonders eingebracht hat, soll seinen Aufenthalt festigen oder deutsch werden "
        "können. Dafür gibt es eine Stelle in der Ausländerbehörde und eine halbe in der "
        "Einbürgerungsbehörde. Troisdorf hat eine eigene Ausländerbehörde."
    ),
    heading("Wer entscheidet, wer mitarbeitet"),
    heading("Lenkungsgruppe", 3),
    text(
        "Hier sitzen die Entscheiderinnen und Entscheider: Sozialdezernat, Leitung des KI, "
        "Sozialamt, Rechts- und Ordnungsamt, Gesundheitsamt, Jugendamt, Untere Schulaufsicht, "
        "Schulamt, Jobcenter, Agentur für Arbeit, Freie Wohlfahrt, Sprecherinnen und Sprecher der "
        "Kommunen und die Stadt Troisdorf."
    ),
    heading("Projektgruppen und Arbeitskreise", 3),
    text(
        "Projektgruppen arbeiten auf Zeit an einem Thema oder an einem Ort. Der Arbeitskreis "
        "Integration ist die größte Runde; daneben gibt es die Abstimmung der Integrationskurse, "
        "die ARGE Wohlfahrt und Fallkonferenzen."
    ),
    heading("Systemlücken schließen"),
    text("Eine Lücke, die einmal auffällt, kann Zufall sein. Damit aus Beobachtung Abhilfe wird:"),
    steps(
        (
            "Erkennen",
            "Eine Fachkraft bemerkt im Einzelfall, dass ein Angebot fehlt oder zwei sich überschneiden.",
        ),
        (
            "Bündeln",
            "Die Koordination des Case Managements sammelt die Meldungen und prüft, ob sie sich häufen.",
        ),
        ("Vorlegen", "Die Leitung des KI bringt die Lücke in die Lenkungsgruppe."),
        (
            "Beauftragen",
            "Die Lenkungsgruppe entscheidet, wer handelt; eine Projektgruppe erarbeitet die Lösung.",
        ),
        ("Zurückmelden", "Nach dem Beschluss erfahren die Fachkräfte, was sich ändert."),
    ),
    note(
        "Was die Analyse der Akteure gezeigt hat",
        "Manche Zielgruppen werden von mehreren Stellen nebeneinander betreut, andere von keiner "
        "oder nicht sichtbar. Kriterien wie Alter, Aufenthaltsstatus und Thema unterscheiden sich "
        "stark von Angebot zu Angebot.",
    ),
    heading("Zusammenarbeit verbindlich machen"),
    text(
        "Mit jedem Träger und jeder Kommune schließt das KI eine Kooperationsvereinbarung. Sie "
        "nennt Ansprechpersonen, Wege der Übergabe und den Schutz der Daten. Eine einheitliche "
        "Bedarfsabfrage bei Kommunen und Freier Wohlfahrt zeigt, wo es vor Ort drückt."
    ),
    heading("Fortschreibung"),
    text(
        "Das Handlungskonzept lebt: Die Gremien beraten Änderungen, die Lenkungsgruppe gibt eine "
        "neue Fassung frei, und jede Fassung bleibt unter ihrer eigenen Adresse nachlesbar."
    ),
]

CM_SUMMARY = (
    "Auftrag, Haltung und Arbeitsweise des Case Managements im KIM – die Klammer um die acht "
    "CM-Standards. Nur für Fachkräfte, Koordination und Leitung. Beispieltext."
)

CM_BODY: list[Block] = [
    heading("Wofür Case Management da ist"),
    text(
        "Case Management richtet sich an Menschen mit internationaler Familiengeschichte, deren "
        "Lage mehrere Rechtskreise zugleich berührt und die allein keinen Weg hindurch finden. Wer "
        "mit einer einzelnen Beratung gut versorgt ist, wird dorthin verwiesen."
    ),
    heading("Haltung"),
    text(
        "<ul><li>freiwillig und auf Augenhöhe</li><li>an Stärken orientiert</li>"
        "<li>sprachsensibel, mit Sprachmittlung, wo sie gebraucht wird</li>"
        "<li>sparsam mit Daten: nur, was für das Ziel nötig ist</li></ul>"
    ),
    heading("Der Prozess"),
    text(
        "Acht Phasen gliedern die Arbeit, vom Zugang über Erstberatung, Bestandsaufnahme und "
        "Zielvereinbarung bis zu Leistungssteuerung, Monitoring, Re-Assessment und "
        "Verweisberatung. Für jede gilt ein eigener Standard."
    ),
    heading("Dokumente und Datenschutz"),
    text(
        "Zielvereinbarungen entstehen aus der gemeinsamen Vorlage und werden beim Menschen "
        "geführt, nicht in diesem Portal. Weitergegeben wird nur mit unterschriebener Einwilligung."
    ),
]
