"""The documents that the engines' contract is checked with."""

from datetime import UTC, datetime, timedelta

from search.index_document import IndexDocument, Passage

PUBLIC = frozenset({"public"})
LATELY = datetime.now(UTC) - timedelta(days=100)
STAFF = frozenset({"public", "login", "group:1"})
OTHERS = frozenset({"public", "login", "group:2"})
FACETS = ("kind", "topic", "municipality", "language")
SYNONYMS = {
    "Kindergarten": ("Kita",),
    "Kita": ("Kindergarten",),
    "MBE": ("Migrationsberatung für erwachsene Zuwanderer",),
}


def service(number, title, summary="", audience=PUBLIC, **more):
    facets = {name: tuple(more.pop(name).split()) for name in FACETS[1:] if name in more}
    return IndexDocument(
        id=f"directory.service:{number}",
        kind=more.pop("kind", "service"),
        title=title,
        summary=summary,
        url=f"/angebote/{number}/",
        facets=facets,
        audience=audience,
        **more,
    )


def documents():
    """Return the documents, public ones and some for group 1 only."""
    return [
        service(1, "Förderung der Sprache", "Kurse für Kinder und ihre Eltern",
                topic="bildung sprache", municipality="troisdorf", language="dari",
                location=(50.816, 7.155)),
        service(2, "Kita Sonnenschein", "Betreuung von Kindern ab zwei Jahren",
                topic="bildung", municipality="siegburg", location=(50.800, 7.207)),
        service(3, "Beratung für Flüchtlinge", "Hilfe bei Anträgen",
                passages=(Passage("Rechtliches", "recht",
                                  "Leistungen nach § 16a SGB II und dem AsylbLG"),
                          Passage("Zeiten", "zeiten", "Jeden Dienstag, auch auf Arabisch")),
                topic="recht", municipality="troisdorf", language="arabisch dari",
                location=(50.820, 7.160)),
        service(4, "Schuldnerberatung", "Vertraulich und kostenlos", topic="geld",
                municipality="bornheim", location=(50.763, 6.999)),
        service(5, "Migrationsberatung für erwachsene Zuwanderer", "Träger ist die Caritas",
                topic="recht", municipality="siegburg", language="arabisch"),
        service(6, "Treffpunkt am Rathaus", "Für alle, die Deutsch sprechen wollen",
                passages=(Passage("Ablauf", "ablauf", "Im Haus der Begegnung gibt es Kaffee. "
                                  "Das Amt für Gesundheit berät dort."),),
                topic="begegnung", municipality="alfter"),
        service(7, "Gesundheitsamt", "Untersuchung und Impfung", topic="gesundheit",
                kind="organization", municipality="siegburg", location=(50.795, 7.200)),
        service(8, "Interne Sprachförderung", "Liste der Plätze in Kitas", frozenset({"group:1"}),
                topic="bildung intern", municipality="troisdorf", language="tigrinya",
                location=(50.817, 7.156)),
        service(9, "CM-Standard Zielvereinbarung", "So entsteht ein Zielplan",
                frozenset({"group:1"}), kind="standard", topic="standard"),
        service(10, "Konzept", "Sprachförderung im Kreis", kind="concept", topic="sprache",
                updated=LATELY),
        service(11, "Konzept", "Sprachförderung im Kreis", kind="concept", topic="sprache",
                updated=datetime(2020, 6, 1, tzinfo=UTC)),
        service(12, "Ärztinnen im Kreis", "Praxen, die Kurdisch sprechen", topic="gesundheit",
                languages=("Kurdisch",), times=("Donnerstag 14-16 Uhr",), boost=1.1),
        service(13, "Niemandem gezeigt", "Geheimnis", frozenset()),
    ]  # fmt: skip
