"""Every kind of control at every level in every place: found, filled twice, read back, whole."""

import itertools

import pytest

from doctemplates import Kind, fill, read_fields, read_values
from tests.doctemplates.core import build as b
from tests.doctemplates.core.invariants import checker, own_findings, sample, schema_findings

P, R = b.paragraph, b.run
_DATE = '<w:date><w:dateFormat w:val="{}"/><w:lid w:val="{}"/></w:date>'
_LIST = (
    '<w:{0}><w:listItem w:displayText="Bitte wählen" w:value=""/>'
    '<w:listItem w:displayText="Eins" w:value="1"/></w:{0}>'
)
_WINGDINGS = (
    '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="00FE" '
    'w14:font="Wingdings"/><w14:uncheckedState w14:val="00A8" w14:font="Wingdings"/></w14:checkbox>'
)
KINDS = {
    "text": (b.TEXT, Kind.TEXT),
    "multiline": ('<w:text w:multiLine="1"/>', Kind.MULTILINE),
    "rich text": ("<w:richText/>", Kind.RICHTEXT),
    "untyped": ("", Kind.RICHTEXT),
    "building block": ("<w:docPartList/>", Kind.RICHTEXT),
    "German date": (_DATE.format("d. MMMM yyyy", "de-DE"), Kind.DATE),
    "English date": (_DATE.format("MMMM d, yyyy", "en-US"), Kind.DATE),
    "American date": (_DATE.format("M/d/yyyy", "en-US"), Kind.DATE),
    "choice": (_LIST.format("dropDownList"), Kind.CHOICE),
    "combo": (_LIST.format("comboBox"), Kind.COMBO),
    "check box": (b.CHECKBOX, Kind.CHECKBOX),
    "check box of a symbol font": (_WINGDINGS, Kind.CHECKBOX),
    "picture": ("<w:picture/>", Kind.PICTURE),
}


def text_box(inner):
    """A text box as Word writes it: twice, for newer and for older readers."""
    shape = f"<wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp>"
    data = f'<a:graphic><a:graphicData uri="x">{shape}</a:graphicData></a:graphic>'
    older = f"<v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape>"
    return P(
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        f"{data}</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>{older}</w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def cell_level(kind, content, more):
    cell = f"<w:tc>{P(content)}</w:tc>"
    return b.table(f"<w:tr>{b.control(kind, cell, 'feld', more=more)}</w:tr>")


LEVELS = {
    "run": lambda kind, content, more: P(R("L: "), b.control(kind, content, "feld", more=more)),
    "block": lambda kind, content, more: b.control(kind, P(content), "feld", more=more),
    "cell": cell_level,
    "row": lambda kind, content, more: b.table(
        b.control(kind, b.row(P(R("a")), P(content)), "feld", more=more)
    ),
}
PLACES = {
    "body": lambda inner: b.docx(inner),
    "header": lambda inner: b.docx(P(), header=inner + P()),
    "footer": lambda inner: b.docx(P(), footer=inner + P()),
    "footnote": lambda inner: b.docx(
        P(), footnotes=f'<w:footnote w:id="2">{inner}{P()}</w:footnote>'
    ),
    "text box": lambda inner: b.docx(text_box(inner + P())),
    "table": lambda inner: b.docx(b.table(b.row(inner + P()))),
    "repeated": lambda inner: b.docx(b.section(b.item(inner + P()))),
    "repeated in repeated": lambda inner: b.docx(
        b.section(b.item(P() + b.section(b.item(inner + P(), 911), "inner", 910)))
    ),
    "another control": lambda inner: b.docx(b.control("", inner, "wrap", 990)),
    "custom XML": lambda inner: b.docx(f'<w:customXml w:element="a">{inner}</w:customXml>'),
}


def leaves(fields):
    return [field for top in fields for field in top.walk() if field.kind != Kind.GROUP]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("level", LEVELS)
def test_a_control_is_found_filled_and_read_back(place, level):
    check = checker()
    for (name, (kind, expected)), prompted in itertools.product(KINDS.items(), (False, True)):
        content = b.prompt() if prompted else R("☐" if expected == Kind.CHECKBOX else "x")
        source = PLACES[place](LEVELS[level](kind, content, b.SHOWING if prompted else ""))
        fields = read_fields(source)
        assert [field.kind for field in leaves(fields)] == [expected], name
        values = {field.name: sample(field, 3) for field in fields}
        filled = source
        for _ in range(2):
            filled = fill(filled, values)
            assert read_values(filled) == values, name
            assert not own_findings(filled) - own_findings(source), name
        if check is not None and not prompted:
            assert not schema_findings(filled, check) - schema_findings(source, check), name
