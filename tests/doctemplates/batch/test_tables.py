"""Tables are read by their content, under limits, with every cell as German text."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.xml.constants import SHARED_STRINGS

from doctemplates import Kind, Location, TemplateField
from doctemplates.batch import spreadsheets, tables
from doctemplates.batch.rows import convert
from doctemplates.batch.table_errors import MAX_ROWS, TableError
from doctemplates.batch.tables import read_table


def read(content: bytes):
    table = read_table(io.BytesIO(content), len(content))
    return table.columns, list(table.rows)


def xlsx(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_as_excel_writes_it(separator, encoding):
    text = separator.join(["Name", "Straße"]) + "\r\n" + separator.join(["Häuser", "Öhe 1"])
    assert read(text.encode(encoding)) == (["Name", "Straße"], [(2, ["Häuser", "Öhe 1"])])


def test_quotes_lines_and_separators_within_a_cell_belong_to_it():
    columns, rows = read(b'Name;"Text; lang"\n"A ""b""";"eins\nzwei"\n\nC;drei\n')
    assert columns == ["Name", "Text; lang"]
    assert rows == [(2, ['A "b"', "eins\nzwei"]), (5, ["C", "drei"])]


def test_a_sheet_gives_dates_numbers_and_choices_in_german_form():
    content = xlsx(
        ["Wann", "Wie viel", "PLZ", "Ja", "Leer"],
        [dt.date(2026, 11, 21), 1234.5, 53721, True, None],
        [dt.datetime(2026, 11, 21, 14, 30), 5.0, "01234", False, "x"],  # noqa: DTZ001
    )
    columns, rows = read(content)
    assert columns == ["Wann", "Wie viel", "PLZ", "Ja", "Leer"]
    assert rows[0] == (2, ["21.11.2026", "1234,5", "53721", "ja", ""])
    assert rows[1] == (3, ["21.11.2026 14:30", "5", "01234", "nein", "x"])


def test_a_number_of_a_sheet_stays_itself_and_a_typed_one_is_german():
    asked = TemplateField("sum", "Betrag", Kind.NUMBER, Location("word/document.xml", "oben"))
    _columns, rows = read(xlsx(["sum"], [1.5], [1.234], ["1.500"], ["1.234,50"]))
    values = [convert([asked], {"sum": cells[0]}, {})[0]["sum"] for _number, cells in rows]
    assert [str(value) for value in values] == ["1.5", "1.234", "1500", "1234.50"]


def test_blank_rows_count_as_rows_of_the_sheet_and_are_left_out():
    assert read(xlsx(["A"], [None], ["x"], [" "], ["y"]))[1] == [(3, ["x"]), (5, ["y"])]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n;;\n", "empty"),
        (b"Name;Ort\n", "no_rows"),
        (b"Name;Ort\nA;B;C\n", "no_heading"),
        (b'Name\n"offen\n', "damaged"),
        (b"Name\n\x81\x8d\x8f\n", "encoding"),
        (b"Name\n" + b"x" * 20_001, "cell_too_long"),
        (b"Name\n" + b"x\n" * (MAX_ROWS + 1), "too_many_rows"),
        (b";".join([b"n"] * 301) + b"\nx", "too_many_columns"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old_xls"),
        (b"PK\x03\x04 kaputt", "damaged"),
    ],
)
def test_what_cannot_be_read_is_named(content, code):
    with pytest.raises(TableError) as caught:
        read(content)
    assert caught.value.code == code


def test_a_word_file_is_no_table():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(TableError) as caught:
        read(out.getvalue())
    assert caught.value.code == "not_table"


def rewritten(content: bytes, name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", 8) as target:
        for item in source.namelist():
            target.writestr(item, data if item == name else source.read(item))
    return out.getvalue()


def test_a_document_type_definition_and_a_bomb_are_refused():
    good = xlsx(["A"], ["x"])
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">]><worksheet>&a;</worksheet>'
    for data in (laughs, b" " * (65 << 20)):
        with pytest.raises(TableError):
            read(rewritten(good, "xl/worksheets/sheet1.xml", data))


def test_texts_that_cells_share_are_limited_wherever_they_lie(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MAX_LOADED", 20_000)
    good = xlsx(["A"], *(["x"] for _row in range(1000)))  # the sheet itself may be larger
    assert len(read(good)[1]) == 1000
    texts = b"<sst>" + b"<si><t/></si>" * 2_000 + b"</sst>"
    for name in ("xl/sharedStrings.xml", "xl/worksheets/texts.xml"):
        declared = f'<Override PartName="/{name}" ContentType="{SHARED_STRINGS}"/></Types>'
        with zipfile.ZipFile(io.BytesIO(good)) as archive:
            types = archive.read("[Content_Types].xml").replace(b"</Types>", declared.encode())
        content = rewritten(good, "[Content_Types].xml", types)
        with zipfile.ZipFile(out := io.BytesIO(content), "a", 8) as archive:
            archive.writestr(name, texts)
        with pytest.raises(TableError) as caught:
            read(out.getvalue())
        assert caught.value.code == "too_much_text"


def test_a_file_above_the_limit_is_refused_before_it_is_read():
    with pytest.raises(TableError) as caught:
        read_table(io.BytesIO(b"A"), tables.MAX_BYTES + 1)
    assert caught.value.code == "too_large"
