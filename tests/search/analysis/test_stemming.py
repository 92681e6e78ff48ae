import pytest

from search.analysis import fold, stem

FORMS = """
Haus Häuser Hauses Häusern
Kita Kitas
Ministerium Ministerien Ministeriums
Arzt Ärztin Ärzte Ärztinnen
Flüchtling Flüchtlinge Fluechtlingen
Berater Beraterin Beraterinnen Beratern
Polizist Polizistin Polizisten
Student Studentin Studentinnen Studenten
Studium Studien
Zentrum Zentren
Büro Büros
Baby Babys
Kurs Kurse Kursen Kurses
Antrag Anträge Antrags Anträgen
Förderung Förderungen
Praktikum Praktika
Thema Themen
Anwalt Anwältin Anwälte
Kenntnis Kenntnisse
Behörde Behörden
Sprache Sprachen
Kind Kinder Kindern Kindes
Mutter Mütter
Einbürgerung einbürgern eingebürgert einzubürgern einbürgert
Versicherung versichern versichert versicherte
Unterstützung unterstützen unterstützt unterstützte
Anmeldung anmelden angemeldet anzumelden
Vermittlung vermitteln vermittelt
Beratung beraten berate
Verlängerung verlängert verlängern verlängerte
Ablehnung ablehnen abgelehnt abzulehnen
Abmeldung abmelden abgemeldet
Ummeldung ummelden umgemeldet umzumelden
Anerkennung anerkennen anerkannt anerkannte
Zuwanderung Zuwanderer Zuwanderin zugewandert
Einwanderung Einwanderer eingewandert
""".strip().splitlines()


@pytest.mark.parametrize("line", FORMS)
def test_forms_of_a_word_share_a_stem(line):
    assert len({stem(fold(form)) for form in line.split()}) == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Kita", "Kind"),
        ("Verlängerung", "verlangen"),
        ("Einwanderer", "Einwand"),
        ("Schulung", "Schulen"),
        ("Leitung", "geleitet"),  # short: only what Snowball knows
        ("Termin", "Term"),
        ("Medizin", "Medium"),
        ("Berlin", "Berl"),
        ("Arbeit", "Arzt"),
        ("kostenlos", "Kosten"),
    ],
)
def test_different_words_stay_apart(one, two):
    assert stem(fold(one)) != stem(fold(two))


@pytest.mark.parametrize("token", ["§16a", "sgb2", "14:30", "16a", ""])
def test_what_is_no_word_is_not_stemmed(token):
    assert stem(token) == token
