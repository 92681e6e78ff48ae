"""Repeated parts: native repeating sections and rows with dotted placeholders."""

import re

import pytest

from doctemplates import Kind, fill, read_fields, read_values
from tests.doctemplates.core import build as b

TITLE = b.paragraph(b.control(b.TEXT, b.run("alt"), "title", 11))
DONE = b.paragraph(b.control(b.CHECKBOX, b.run("☐"), "done", 12))
ROWS = b.table(b.row(b.paragraph(b.run("Ziel"))), b.section(b.item(b.row(TITLE, DONE))))
BLOCKS = b.section(b.item(TITLE + DONE)) + b.paragraph()


def ids(filled):
    return re.findall(r'<w:id w:val="(-?\d+)"/>', b.part(filled))


@pytest.mark.parametrize("content", [ROWS, BLOCKS], ids=["rows", "blocks"])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_repeating_section_takes_any_number_of_items(content, count):
    source = b.docx(content)
    (group,) = read_fields(source)
    assert (group.name, group.kind) == ("goals", Kind.GROUP)
    assert [field.name for field in group.fields] == ["title", "done"]
    values = {"goals": [{"title": f"Ziel {n}", "done": n % 2 == 0} for n in range(count)]}
    filled = fill(source, values)
    assert read_values(filled) == values
    assert len(ids(filled)) == len(set(ids(filled))) == 1 + 3 * count


def test_without_items_an_empty_row_stays():
    filled = fill(b.docx(ROWS), {"goals": []})
    assert b.part(filled).count("<w:tr>") == 2
    assert "alt" not in b.part(filled)
    assert read_values(filled) == {"goals": []}


def test_a_section_without_value_stays_as_it_was():
    source = b.docx(ROWS)
    assert b.part(fill(source, {})) == b.part(source)


def test_items_of_a_form_that_had_several_are_replaced():
    items = b.item(b.row(TITLE), 21) + b.item(b.row(TITLE.replace("11", "13")), 22)
    source = b.docx(b.table(b.section(items)))
    assert read_values(source) == {"goals": [{"title": "alt"}, {"title": "alt"}]}
    assert read_values(fill(source, {"goals": [{"title": "neu"}]})) == {"goals": [{"title": "neu"}]}


def test_groups_inside_groups_are_filled_and_read():
    inner = b.section(
        b.item(b.paragraph(b.control(b.TEXT, b.run("x"), "what", 31)), 32), "steps", 33
    )
    source = b.docx(b.section(b.item(TITLE + inner)) + b.paragraph())
    values = {
        "goals": [
            {"title": "A", "steps": [{"what": "1"}, {"what": "2"}]},
            {"title": "B", "steps": [{"what": "3"}]},
        ]
    }
    filled = fill(source, values)
    assert read_values(filled) == values
    assert (
        len(ids(filled))
        == len(set(ids(filled)))
        == 1 + 2 * 3 + 3 * 2
        == b.part(filled).count("<w:id ")
    )


def test_repeated_bookmarks_paragraphs_and_drawings_get_ids_of_their_own():
    marked = (
        '<w:p w14:paraId="0A0A0A0A"><w:bookmarkStart w:id="5" w:name="ziel"/>'
        '<w:r><w:drawing><wp:inline><wp:docPr id="3" name="x"/></wp:inline></w:drawing></w:r>'
        '<w:bookmarkEnd w:id="5"/></w:p>'
    )
    filled = b.part(fill(b.docx(b.section(b.item(TITLE + marked))), {"goals": [{}, {}, {}]}))
    for pattern in (
        r'paraId="(\w+)"',
        r'bookmarkStart w:id="(\d+)"',
        r'w:name="(\w+)"',
        r'docPr id="(\d+)"',
    ):
        found = re.findall(pattern, filled)
        assert len(found) == len(set(found)) == 3
    assert re.findall(r'bookmarkStart w:id="(\d+)"', filled) == re.findall(
        r'bookmarkEnd w:id="(\d+)"', filled
    )


def test_half_a_bookmark_and_comments_appear_once():
    half = (
        '<w:p><w:bookmarkStart w:id="5" w:name="a"/><w:r><w:commentReference w:id="1"/></w:r></w:p>'
    )
    source = b.docx(b.section(b.item(TITLE + half)) + '<w:p><w:bookmarkEnd w:id="5"/></w:p>')
    filled = b.part(fill(source, {"goals": [{}, {}]}))
    assert filled.count("bookmarkStart") == filled.count("commentReference") == 1


def test_a_bound_section_loses_its_binding_so_that_word_keeps_the_items():
    bound = '<w15:dataBinding w:xpath="/a/b" w:storeItemID="{1}"/>'
    source = b.docx(b.control(bound + "<w15:repeatingSection/>", b.item(TITLE), "goals"))
    assert "dataBinding" not in b.part(fill(source, {"goals": [{"title": "x"}, {"title": "y"}]}))


PLAIN_ROWS = b.table(
    b.row(b.paragraph(b.run("Ziel")), b.paragraph(b.run("Frist"))),
    b.row(
        b.paragraph(b.run("{{ goals.ti"), b.run("tle }}")),
        b.paragraph(b.run("bis {{goals.due}} in {{ ort }}")),
    ),
)


def test_dotted_placeholders_in_a_row_repeat_the_row():
    source = b.docx(PLAIN_ROWS)
    group, place = read_fields(source)
    assert [field.name for field in group.fields] == ["title", "due"]
    values = {
        "goals": [{"title": "A", "due": "morgen"}, {"title": "B", "due": "bald"}],
        "ort": "Siegburg",
    }
    assert place.name == "ort"
    filled = fill(source, values)
    assert b.part(filled).count("<w:tr>") == 3
    assert b.part(filled).count("Siegburg") == 2
    assert read_values(filled) == values
    again = fill(filled, {"goals": [{"title": "C", "due": "nie"}]})
    assert read_values(again)["goals"] == [{"title": "C", "due": "nie"}]


def test_plain_fields_of_a_repeated_row_are_filled_even_without_items():
    filled = fill(b.docx(PLAIN_ROWS), {"ort": "Siegburg"})
    assert "Siegburg" in b.part(filled)
    assert "{{goals.due}}" in re.sub(r"<[^>]+>", "", b.part(filled))


def test_placeholder_rows_keep_one_empty_row_without_items():
    filled = fill(b.docx(PLAIN_ROWS), {"goals": []})
    assert b.part(filled).count("<w:tr>") == 2
    assert "goals.title }}<" not in b.part(filled)
    assert read_values(filled)["goals"] == []


def test_neighbouring_rows_with_different_fields_are_one_item():
    rows = (b.row(b.paragraph(b.run("{{g.a}}"))), b.row(b.paragraph(b.run("{{g.b}}"))))
    source = b.docx(b.table(*rows))
    values = {"g": [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]}
    filled = fill(source, values)
    assert b.part(filled).count("<w:tr>") == 4
    assert read_values(filled) == values


def test_what_the_portal_prefills_does_not_repeat_a_row():
    source = b.docx(b.table(b.row(b.paragraph(b.run("{{ organization.name }}")))))
    assert [field.name for field in read_fields(source)] == ["organization.name"]


def test_in_a_table_within_a_table_the_inner_row_repeats():
    inner = b.table(b.row(b.paragraph(b.run("{{ goals.title }}"))))
    source = b.docx(b.table(b.row(b.paragraph(b.run("Ziele")) + inner + b.paragraph())))
    goals = [{"title": "A"}, {"title": "B"}]
    filled = fill(source, {"goals": goals})
    assert read_values(filled) == {"goals": goals}
    assert b.part(filled).count("Ziele") == 1


def cells(*names):
    return b.row(*(b.paragraph(b.run(f"{{{{ {name} }}}}")) for name in names))


def test_rows_that_share_some_of_their_placeholders_are_one_item():
    source = b.docx(b.table(cells("g.a", "g.b"), cells("g.a", "g.c")))
    (group,) = read_fields(source)
    assert [field.name for field in group.fields] == ["a", "b", "c"]
    values = {"g": [{"a": "1", "b": "2", "c": "3"}, {"a": "4", "b": "5", "c": "6"}]}
    filled = fill(source, values)
    assert read_values(filled) == values
    assert b.part(filled).count("<w:tr>") == 4
    assert read_values(fill(filled, {"g": values["g"][:1]})) == {"g": values["g"][:1]}
