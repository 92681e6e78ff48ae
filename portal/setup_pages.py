"""Texts of the pages every portal starts with: start page, sections, legal pages."""

# ruff: noqa: E501  (running text reads better unbroken)
from portal.page_blocks import Block, heading, note, text

STAFF = ("Fachkraft", "Koordination", "Leitung", "Administration")

# slug, title, summary, order of the pages, groups that may see it (none: everybody)
SECTIONS: list[tuple[str, str, str, str, tuple[str, ...]]] = [
    (
        "konzepte",
        "Konzepte",
        "Grundlagen des Kommunalen Integrationsmanagements im Kreis, in ihrer gültigen Fassung.",
        "manual",
        (),
    ),
    (
        "standards",
        "CM-Standards",
        "So arbeiten wir im Case Management: ein Standard für jede der acht Phasen.",
        "manual",
        STAFF,
    ),
    (
        "vereinbarungen",
        "Kooperationsvereinbarungen",
        "Vereinbarungen des KI mit Trägern und Kommunen: Stand, Laufzeit und Dateien.",
        "title",
        (*STAFF, "Partner"),
    ),
    (
        "vorlagen",
        "Vorlagen",
        "Word-Vorlagen zum Herunterladen oder Ausfüllen im Portal.",
        "title",
        (),
    ),
    ("aktuelles", "Aktuelles", "Neues aus dem Kommunalen Integrationsmanagement.", "newest", ()),
]

HOME_INTRO = text(
    "Hier finden Sie Konzepte, Vorlagen und Angebote des Kommunalen Integrationsmanagements "
    "im Rhein-Sieg-Kreis. Fachkräfte und Partner melden sich an, um Standards und "
    "Vereinbarungen zu sehen."
)

REPLACE = note(
    "Bitte ersetzen",
    "Dieser Text ist ein Entwurf. Vor dem Betrieb durch die eigenen Angaben ersetzen.",
    "warning",
)

# slug, title, summary, body: what the law asks of every public site
LEGAL: list[tuple[str, str, str, list[Block]]] = [
    (
        "impressum",
        "Impressum",
        "Wer dieses Portal verantwortet und wie Sie uns erreichen.",
        [
            REPLACE,
            heading("Anbieter"),
            text("Kommunales Integrationszentrum (Beispiel)<br/>Musterplatz 1, 53721 Siegburg"),
            heading("Kontakt"),
            text("Telefon: (0)221 4710-100<br/>E-Mail: kim-portal@example.org"),
            heading("Verantwortlich für den Inhalt"),
            text("Leitung des Kommunalen Integrationszentrums, Anschrift wie oben."),
            heading("Haftung für Links"),
            text(
                "Für Inhalte fremder Seiten sind deren Anbieter verantwortlich. Fällt Ihnen ein Fehler auf, schreiben Sie uns bitte."
            ),
        ],
    ),
    (
        "datenschutz",
        "Datenschutz",
        "Welche Daten dieses Portal verarbeitet, wozu und wie lange.",
        [
            REPLACE,
            heading("Was wir nicht speichern"),
            text(
                "Zielvereinbarungen, Einwilligungen und Verweisbögen werden im Arbeitsspeicher erzeugt und an Ihren Browser geschickt. Auf dem Server bleibt davon nichts: kein Eintrag, keine Datei, keine Protokollzeile."
            ),
            heading("Was wir speichern"),
            text(
                "<ul><li>Konten: Name, E-Mail-Adresse, Rolle und gegebenenfalls die Organisation</li><li>Bearbeitungen: wer welche Seite wann geändert oder freigegeben hat</li><li>Kenntnisnahmen: wer eine Fassung wann gelesen hat</li></ul>"
            ),
            heading("Suchen"),
            text(
                "Gesuchte Wörter ordnen wir keiner Person zu. Findet eine Suche nichts, zählen wir für diesen Tag nur die bekannten Fachwörter daraus, keine Namen und keine Zahlen. Ihre letzten Suchen merkt sich allein Ihr Browser, bis Sie den Tab schließen oder sich abmelden; Sie können die Liste auf der Suchseite leeren und das Merken ausschalten. Die Suche in der Nähe nutzt den Ort, den Sie eingeben, nicht Ihren Standort."
            ),
            heading("Cookies"),
            text(
                "Das Portal setzt ein Cookie für die Anmeldung und eines zum Schutz von Formularen. Beide dienen nur dem Betrieb. Es werden keine Dienste Dritter eingebunden."
            ),
            heading("Ihre Rechte"),
            text(
                "Sie können Auskunft, Berichtigung, Löschung oder Einschränkung verlangen und sich bei der Landesbeauftragten für Datenschutz und Informationsfreiheit NRW beschweren."
            ),
            heading("Ansprechstelle"),
            text("Datenschutzbeauftragte Stelle (Beispiel): datenschutz@example.org"),
        ],
    ),
    (
        "barrierefreiheit",
        "Erklärung zur Barrierefreiheit",
        "Wie zugänglich dieses Portal ist und wie Sie eine Barriere melden.",
        [
            REPLACE,
            heading("Stand der Vereinbarkeit"),
            text(
                "Das Portal richtet sich nach der BITV NRW und den Web Content Accessibility Guidelines (WCAG) 2.2 auf Stufe AA. Jede Seite wird vor der Veröffentlichung automatisch geprüft."
            ),
            heading("Was noch nicht barrierefrei ist"),
            text(
                "Hochgeladene Dateien von Partnern sind nicht immer zugänglich. Auf Wunsch senden wir Ihnen eine lesbare Fassung."
            ),
            heading("Barriere melden"),
            text(
                "Schreiben Sie an barrierefreiheit@example.org oder rufen Sie an: (0)221 4710-101. Nennen Sie bitte die Adresse der Seite; wir antworten innerhalb von zwei Wochen."
            ),
            heading("Schlichtung"),
            text(
                "Hilft unsere Antwort nicht, können Sie sich an die Ombudsstelle für barrierefreie Informationstechnik des Landes Nordrhein-Westfalen wenden."
            ),
        ],
    ),
]
