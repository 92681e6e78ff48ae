"""Synonyms of the field to start with; coordinators go on from here in the editing area."""

from search.models import SynonymSet

BOTH = SynonymSet.Direction.BOTH
FORWARD = SynonymSet.Direction.FORWARD

# words that mean the same, each of which finds all others
SAME = [
    "Kita|Kindergarten|Kindertagesstätte|Kindertageseinrichtung",
    "MBE|Migrationsberatung für erwachsene Zuwanderer",
    "JMD|Jugendmigrationsdienst",
    "KI|Kommunales Integrationszentrum",
    "KIM|Kommunales Integrationsmanagement",
    "CM|Case Management|Fallmanagement",
    "BAMF|Bundesamt für Migration und Flüchtlinge",
    "ABH|Ausländerbehörde|Ausländeramt",
    "Geflüchtete|Flüchtling",
    "Sprachmittlung|Dolmetscher|Übersetzung",
    "Deutschkurs|Sprachkurs",
    "Arbeitsagentur|Agentur für Arbeit|Arbeitsamt",
    "Zielvereinbarung|Hilfeplan|Integrationsplan",
    "Schweigepflichtentbindung|Entbindung von der Schweigepflicht",
    "Kinderarzt|Kinderärztin|Pädiatrie",
    "Psychotherapie|Psychologe|seelische Gesundheit",
    "Wohnungsnot|Obdachlosigkeit|Wohnungslosigkeit",
    "VHS|Volkshochschule",
    "Einbürgerung|Staatsangehörigkeit",
    "Aufenthaltstitel|Aufenthaltserlaubnis",
    "AsylbLG|Asylbewerberleistungsgesetz",
    "AufenthG|Aufenthaltsgesetz",
    "Ehrenamt|Freiwillige|bürgerschaftliches Engagement",
    "UMA|unbegleitete minderjährige Ausländer|unbegleitete Minderjährige",
    "Gewaltschutz|häusliche Gewalt|Frauenhaus",
    "Berufsanerkennung|Anerkennung ausländischer Abschlüsse",
]
# the first finds the others: the narrower word leads to the wider, not back
WIDER = [
    "Bürgergeld|Jobcenter|SGB II",
    "Hartz IV|Bürgergeld|SGB II",
    "Hebamme|Schwangerschaft",
    "Miete|Wohnung",
    "Schulden|Schuldnerberatung",
    "Abschluss|Anerkennung",
    "Duldung|Aufenthalt",
    "Lehre|Ausbildung",
]


def load() -> int:
    """Add the sets whose words nobody has entered yet; return how many were added.

    Sets that editors changed, switched off or removed words from stay as they are: a set counts
    as known while its first word heads any set.
    """
    known = {row.words[0].casefold() for row in SynonymSet.objects.all() if row.words}
    rows = [(BOTH, line) for line in SAME] + [(FORWARD, line) for line in WIDER]
    fresh = [
        SynonymSet(terms=line.replace("|", "\n"), direction=direction)
        for direction, line in rows
        if line.split("|")[0].casefold() not in known
    ]
    SynonymSet.objects.bulk_create(fresh)
    return len(fresh)
