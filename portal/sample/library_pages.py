"""Texts of the sample's sections, agreements, news and information pages."""

# ruff: noqa: E501  (running text reads better unbroken)
from portal.sample.blocks import Block, heading, note, text

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

SAMPLE_NOTE = note("Beispieltext", "Vor dem Betrieb durch die eigenen Angaben ersetzen.", "warning")

# slug, title, summary, body
INFO: list[tuple[str, str, str, list[Block]]] = [
    (
        "impressum",
        "Impressum",
        "Wer dieses Portal verantwortet und wie Sie uns erreichen.",
        [
            SAMPLE_NOTE,
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
            SAMPLE_NOTE,
            heading("Was wir nicht speichern"),
            text(
                "Zielvereinbarungen, Einwilligungen und Verweisbögen werden im Arbeitsspeicher erzeugt und an Ihren Browser geschickt. Auf dem Server bleibt davon nichts: kein Eintrag, keine Datei, keine Protokollzeile."
            ),
            heading("Was wir speichern"),
            text(
                "<ul><li>Konten: Name, E-Mail-Adresse, Rolle und gegebenenfalls die Organisation</li><li>Bearbeitungen: wer welche Seite wann geändert oder freigegeben hat</li><li>Kenntnisnahmen: wer eine Fassung wann gelesen hat</li></ul>"
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
            SAMPLE_NOTE,
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
