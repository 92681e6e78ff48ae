"""Labels of fields that carry no title: what a person would read on the form."""

import itertools

import pytest

from doctemplates import fill, read_fields, read_values
from tests.doctemplates.core import build as b

P, R = b.paragraph, b.run
_numbers = itertools.count(1)


def box():
    return b.control(b.CHECKBOX, R("☐"), "", next(_numbers))


def text(prompt="Klicken oder tippen Sie hier"):
    return b.control(b.TEXT, b.prompt(prompt), "", next(_numbers), b.SHOWING)


def labels(content):
    return [field.label for field in read_fields(b.docx(content))]


def cells(*contents):
    return b.row(*(P(content) for content in contents))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ((R("Name: "), text(), R(", Vorname: "), text()), ["Name", "Vorname"]),
        ((R("Name:\t"), text(), R("\tVorname:\t"), text()), ["Name", "Vorname"]),
        ((R("Name: ............"), text()), ["Name"]),
        ((R("PLZ / Ort: "), text(), R(" "), text()), ["PLZ", "Ort"]),
        ((R("geboren am "), text(), R(" in "), text()), ["Geboren am", "Geboren am … in"]),
        ((R("VERTRAULICH | Seite 6 "), text()), ["VERTRAULICH"]),
        ((R("Telefon (Pflichtfeld): "), text()), ["Telefon"]),
        ((text("Name des Trägers eingeben"),), ["Name des Trägers"]),
        ((text("[Type the recipient name]"),), ["Recipient name"]),
    ],
)
def test_the_words_on_the_line(line, expected):
    assert labels(P(*line)) == expected


def test_running_text_gives_its_last_words_not_the_whole_paragraph():
    before = "Zwischen dem Landkreis, vertreten durch den Landrat, im Folgenden Kreis genannt, und "
    (label,) = labels(P(R(before), text()))
    assert label == "…im Folgenden Kreis genannt, und"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            lambda: P(R("Kinder vorhanden? "), box(), R(" Ja "), box(), R(" Nein")),
            ["Kinder vorhanden? Ja", "Kinder vorhanden? Nein"],
        ),
        (lambda: P(R("Kinder: Ja "), box(), R(" Nein "), box()), ["Kinder: Ja", "Kinder: Nein"]),
        (
            lambda: P(R("Verheiratet?")) + P(box(), R(" Ja")) + P(box(), R(" Nein")),
            ["Verheiratet? Ja", "Verheiratet? Nein"],
        ),
        (lambda: P(box(), R(" Herr "), box(), R(" Frau")), ["Herr", "Frau"]),
        (lambda: b.table(cells(box(), R("A-Teil"), box(), R("B-Teil"))), ["A-Teil", "B-Teil"]),
        (lambda: b.table(cells(R("A-Teil"), box(), R("B-Teil"), box())), ["A-Teil", "B-Teil"]),
        (
            lambda: P(R("Wohnung:")) + P(box(), R(" gesucht"))
            + P(R("Arbeit:")) + P(box(), R(" gesucht")),
            ["Wohnung: Gesucht", "Arbeit: Gesucht"],
        ),
    ],
)  # fmt: skip
def test_check_boxes_can_be_told_apart(content, expected):
    assert labels(content()) == expected


def test_a_grid_names_its_cells_by_row_and_column():
    head = cells(R("Bereich"), R("Ja"), R("Nein"), R("Bemerkung"))
    rows = [cells(R(name), box(), box(), text()) for name in ("Wohnen", "Arbeit")]
    assert labels(b.table(head, *rows)) == [
        *("Wohnen: Ja", "Wohnen: Nein", "Wohnen: Bemerkung"),
        *("Arbeit: Ja", "Arbeit: Nein", "Arbeit: Bemerkung"),
    ]


def test_numbered_rows_number_their_columns():
    head = cells(R("Nr."), R("Ziel"), R("Frist"))
    rows = [cells(R(number), text(), text()) for number in "12"]
    assert labels(b.table(head, *rows)) == ["Ziel 1", "Frist 1", "Ziel 2", "Frist 2"]


def test_merged_headings_reach_all_their_columns():
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc>'.format(P(R("Zeitraum")))
    head = f"<w:tr><w:tc>{P(R('Name'))}</w:tc>{wide}<w:tc>{P(R('Ort'))}</w:tc></w:tr>"
    assert labels(b.table(head, cells(text(), text(), text(), text()))) == [
        *("Name", "Zeitraum", "Zeitraum (2)", "Ort")
    ]


def test_a_second_field_belongs_to_the_words_before_it_not_to_those_that_begin_the_row():
    row = cells(R("Beginn"), text(), text(), R("Ende"), text(), text())
    assert labels(b.table(row)) == ["Beginn", "Beginn (2)", "Ende", "Ende (2)"]


def test_a_long_question_in_the_cell_of_its_answer_is_cut_not_left_out():
    question = (
        "Name und Anschrift der Person oder Einrichtung, über die wir Sie im Ausland erreichen"
    )
    cell = P(R(question)) + P(text())
    assert labels(b.table(b.row(cell))) == [
        "Name und Anschrift der Person oder Einrichtung, über die…"
    ]


def test_boxes_without_words_of_their_own_belong_to_the_question_above():
    boxes = b.row(P(box()) + P(box()), P(R("Beratung")) + P(text()))
    question = b.row(P(R("Zweck der Reise")))
    assert labels(b.table(question, boxes))[:2] == ["Zweck der Reise", "Zweck der Reise (2)"]


def test_rows_that_only_give_more_room_belong_to_the_words_before_the_first():
    rows = cells(R("Gründe"), text()), cells(R(""), text()), cells(R("Ort"), text())
    assert labels(b.table(*rows)) == ["Gründe", "Gründe (2)", "Ort"]
    prompted = cells(R("Gründe"), text()), cells(R(""), text("[Weitere Sprache]"))
    assert labels(b.table(*prompted)) == ["Gründe", "Weitere Sprache"]
    # The prompt is gone from a filled file, so it may not be what names the field.
    filled = fill(b.docx(b.table(*prompted)), {"gruende": "a", "gruende_2": "b"})
    assert read_values(filled) == {"gruende": "a", "gruende_2": "b"}


def test_a_title_that_is_only_a_prompt_is_none():
    alias = '<w:alias w:val="Text hier eingeben"/>'
    control = b.control(alias + b.TEXT, b.prompt("Betrag in Worten"), more=b.SHOWING)
    assert labels(P(control)) == ["Betrag in Worten"]


def test_a_title_goes_without_its_colon():
    alias = '<w:alias w:val="Ihr Name:"/>'
    assert labels(P(b.control(alias + b.TEXT, R("x")))) == ["Ihr Name"]


def test_captions_below_the_line_count_where_nothing_else_does():
    assert labels(P(text()) + P(R("Ort, Datum"))) == ["Ort, Datum"]
    signatures = b.table(cells(text(), text()), cells(R("Ort, Datum"), R("Unterschrift")))
    assert labels(signatures) == ["Ort, Datum", "Unterschrift"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([R("Name"), text(), R("Adresse"), text()], ["Name", "Adresse"]),
        ([text(), R("Name"), text(), R("Adresse")], ["Name", "Adresse"]),
        ([text(), R("Name"), R("Stand: 2026"), text()], ["Name", "Stand: 2026"]),
    ],
)
def test_words_and_fields_in_turn_in_one_column(rows, expected):
    assert labels(P(R("Antrag")) + b.table(*map(cells, rows))) == expected


def test_words_over_several_fields_reach_all_of_them_unless_each_has_its_own_below():
    wide = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc></w:tr>'
    fields = cells(text(), text())
    name = wide.format(P(R("Name wie im Pass")))
    assert labels(P(R("Antrag")) + b.table(name, fields)) == [
        *("Name wie im Pass", "Name wie im Pass (2)")
    ]
    signed = b.table(name, fields, cells(R("Ort, Datum"), R("Unterschrift")))
    assert labels(signed) == ["Ort, Datum", "Unterschrift"]


def test_a_prompt_is_better_than_a_heading_above_several_fields():
    line = P(text("[Name der Schule]"), R(" "), text("[Abschluss]"))
    assert labels(P(R("Bildungsweg")) + line) == ["Name der Schule", "Abschluss"]


def test_technical_names_become_words():
    content = P(R("{{ firstName }} und {{ birth_date }}"))
    merge = P(b.complex_field("MERGEFIELD =person.lastName", R("x")))
    assert labels(content + merge) == ["First name", "Birth date", "Person last name"]


def test_a_tag_is_the_label_where_there_are_no_words():
    assert labels(P(b.control(b.TEXT, R("x"), "geburtsDatum"))) == ["Geburts datum"]
    assert labels(P(b.control(b.TEXT, R("x"), "goog_rdk_12"))) == ["Textfeld"]


@pytest.mark.parametrize("sign", ["Name*", "Name *:", "Name (Pflichtfeld)", "Name (required)"])
def test_signs_of_a_required_field_are_understood_and_not_shown(sign):
    (field,) = read_fields(b.docx(P(R(f"{sign} "), text())))
    assert (field.label, field.required) == ("Name", True)
    titled = b.control(b.TEXT, R("x"), "n", more=f'<w:alias w:val="{sign}"/>')
    (field,) = read_fields(b.docx(P(titled)))
    assert (field.label, field.required) == ("Name", True)


def test_a_prompt_can_say_that_a_field_is_required():
    (field,) = read_fields(b.docx(P(R("Ort: "), text("Ort eingeben (Pflichtfeld)"))))
    assert (field.label, field.required) == ("Ort", True)


def test_a_title_in_body_and_headers_is_told_apart_by_its_place():
    title = b.paragraph(b.control(b.TEXT, b.run("x"), "az", more='<w:alias w:val="Aktenzeichen"/>'))
    source = b.docx(title, header=title + title, footer=title)
    assert [field.label for field in read_fields(source)] == [
        "Aktenzeichen",
        "Aktenzeichen (Kopfzeile)",
        "Aktenzeichen (Kopfzeile 2)",
        "Aktenzeichen (Fußzeile)",
    ]


@pytest.mark.parametrize(
    ("prompt", "help_text"),
    [
        ("Klicken Sie hier, um Text einzugeben", ""),
        ("Klicken oder tippen Sie hier, um Text einzugeben.", ""),
        ("Klicken oder tippen Sie, um ein Datum einzugeben.", ""),
        ("Wählen Sie ein Element aus.", ""),
        ("Click or tap here to enter text.", ""),
        ("Choose an item.", ""),
        ("Klicken Sie hier, um die Schule einzugeben", "same"),
    ],
)
def test_standard_prompts_are_no_help(prompt, help_text):
    source = b.docx(b.paragraph(b.control(b.TEXT, b.prompt(prompt), "x", more=b.SHOWING)))
    (field,) = read_fields(source)
    assert field.help == (prompt if help_text else "")
