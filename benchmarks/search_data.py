"""The synthetic services and questions of benchmarks/search.py."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from search.index_document import IndexDocument, Passage
from search.query import SearchQuery

ASKER = frozenset({"public", "login", "group:1"})


def words_of(text: str) -> list[str]:
    """Return the words of `text`."""
    return text.split()


FACETS = ("kind", "topic", "municipality", "language", "target_group")
TOPICS = words_of("""
Sprachförderung Beratung Ausbildung Arbeit Gesundheit Wohnen Schule Kita Familie
Recht Aufenthalt Einbürgerung Schulden Sucht Ehrenamt Freizeit Sport Pflege Trauma
Übersetzung""")
PLACES = words_of("""
Alfter Bornheim Eitorf Hennef Königswinter Lohmar Meckenheim Much Niederkassel
Rheinbach Ruppichteroth Siegburg Swisttal Troisdorf Wachtberg Windeck""")
LANGUAGES = words_of("Arabisch Dari Farsi Kurdisch Türkisch Russisch Ukrainisch Englisch Tigrinya")
GROUPS = words_of("Kinder Jugendliche Frauen Familien Geflüchtete Senioren Auszubildende Eltern")
FORMS = words_of("Kurs Sprechstunde Begleitung Gruppe Treff Projekt Werkstatt Café Lotsendienst")
FILL = words_of("""
wir helfen Ihnen bei Anträgen und Behördengängen Termine nach Vereinbarung kostenlos
vertraulich mehrsprachig offen für alle Menschen im Kreis mit Kinderbetreuung im Haus der
Begegnung neben dem Rathaus Anmeldung per Telefon Unterstützung Leistungen nach SGB II
Integrationskurse Alphabetisierung Arbeitsmarkt Anerkennung ausländischer Abschlüsse Bewerbung
Wohnungssuche Jugendmigrationsdienst Familienzusammenführung Gesundheitsamt Sprachmittlung
Elternarbeit Nachhilfe Ausländerbehörde Aufenthaltserlaubnis Bildungspaket Ehrenamtliche""")
SYLLABLES = words_of(
    "ber gen lich ung hei mat stel ler kor tum sal ran vo ni ke fla dro mi ei schu"
)
AUDIENCES = (("public",), ("login",), ("group:1",), ("internal",))


def vocabulary(size: int, chance: random.Random) -> tuple[list[str], list[float]]:
    """Return the common words and made-up compounds, each with its weight (rarer and rarer)."""
    words = [*FILL, *(f"{a}s{b.lower()}" for a in TOPICS for b in FORMS + GROUPS)]
    while len(words) < size:
        words.append("".join(chance.choices(SYLLABLES, k=chance.randrange(2, 5))).capitalize())
    return words, [1 / rank for rank in range(40, len(words) + 40)]


def services(count: int, seed: int = 1) -> Iterator[IndexDocument]:
    """Yield `count` different services; a quarter each for four audiences."""
    chance = random.Random(seed)
    words, weights = vocabulary(5000, chance)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(count):
        topic, place = chance.choice(TOPICS), chance.choice(PLACES)
        group, form = chance.choice(GROUPS), chance.choice(FORMS)
        yield IndexDocument(
            id=f"directory.service:{number}",
            kind=chance.choice(("service", "service", "organization")),
            title=f"{topic}: {form} für {group} in {place} {number % 997}",
            summary=" ".join(chance.choices(words, weights, k=15)),
            passages=(
                Passage("Angebot", "angebot", " ".join(chance.choices(words, weights, k=45))),
            ),
            url=f"/angebote/{number}/",
            facets={
                "topic": (topic.lower(), chance.choice(TOPICS).lower()),
                "municipality": (place.lower(),),
                "language": tuple(name.lower() for name in chance.sample(LANGUAGES, 2)),
                "target_group": (group.lower(),),
            },
            audience=frozenset(chance.choice(AUDIENCES)),
            location=(50.6 + chance.random() * 0.3, 6.9 + chance.random() * 0.7),
            updated=start + timedelta(hours=chance.randrange(8000)),
        )


def queries(count: int = 500, seed: int = 2) -> list[SearchQuery]:
    """Return mixed queries: words, compounds, typos, questions, phrases, filters, browsing."""
    chance = random.Random(seed)
    shapes = (
        lambda: chance.choice(TOPICS),
        lambda: f"{chance.choice(TOPICS)} {chance.choice(PLACES)}",
        lambda: f"{chance.choice(TOPICS)} {chance.choice(GROUPS)} {chance.choice(PLACES)}",
        lambda: f"Wo gibt es {chance.choice(FORMS)} für {chance.choice(GROUPS)}?",
        lambda: f'"{chance.choice(FORMS)} für {chance.choice(GROUPS)}"',
        lambda: chance.choice(FILL),
        lambda: "Gesundheitsmat Siegburg",
        lambda: "",
    )
    found = []
    for number in range(count):
        filters = {"language": (chance.choice(LANGUAGES).lower(),)} if number % 3 == 0 else {}
        text = chance.choice(shapes)()
        found.append(SearchQuery(text, ASKER, filters=filters, facets=FACETS))
    return found
