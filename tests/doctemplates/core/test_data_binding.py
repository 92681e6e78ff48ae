"""Paths of bound controls as real programs write them: Word shows the bound node, not the text."""

import pytest

from doctemplates import fill, read_fields, read_values
from tests.doctemplates.core import build as b

FOLIO = "http://schemas.fabasoft.example/fields"
STORE = (
    f'<f:fields xmlns:f="{FOLIO}"><f:record><f:field ref="objname" text="Alt"/>'
    '<f:field ref="objsubject" text="Alt"/></f:record><f:note>Alt</f:note></f:fields>'
)
_FIELD = (
    "/*[name()='f:fields']/*[name()='f:record']/*[name()='f:field' and @ref='objsubject']/@text"
)


def bound(path, number=1, store=True):
    identity = ' w:storeItemID="{1A}"' if store else ""
    names = f"w:prefixMappings=\"xmlns:f='{FOLIO}'\""
    binding = f'<w:dataBinding {names} w:xpath="{path}"{identity}/>'
    return b.control(binding + b.TEXT, b.run("Alt"), f"feld{number}", number)


def source(*controls):
    return b.docx(
        b.paragraph(*controls),
        extra={
            "customXml/item1.xml": STORE.encode(),
            "customXml/_rels/item1.xml.rels": b.relations(
                b.relation(1, "customXmlProps", "itemProps1.xml")
            ),
            "customXml/itemProps1.xml": b'<ds:datastoreItem ds:itemID="{1a}" xmlns:ds="http://'
            b'schemas.openxmlformats.org/officeDocument/2006/customXml"/>',
        },
        document_relations=(b.relation(8, "customXml", "../customXml/item1.xml"),),
    )


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (_FIELD, 'ref="objsubject" text="Neu"'),
        ("/f:fields/f:record[1]/f:field[@ref='objsubject']/@text", 'ref="objsubject" text="Neu"'),
        ("/f:fields[1]/f:record[1]/f:field[2]/@text", 'ref="objsubject" text="Neu"'),
        ("//f:field[@ref = &quot;objname&quot;]/@text", 'ref="objname" text="Neu"'),
        ("//*[local-name()='note' and namespace-uri()='" + FOLIO + "']/text()[1]", ">Neu</f:note>"),
    ],
)
@pytest.mark.parametrize("store", [True, False])
def test_the_bound_node_takes_the_value(path, written, store):
    template = source(bound(path, store=store))
    filled = fill(template, {"feld1": "Neu"})
    kept = b.part(filled, "customXml/item1.xml")
    assert written in kept
    assert kept.count("Neu") == 1
    assert read_values(filled) == {"feld1": "Neu"}
    assert b.part(fill(template, {}), "customXml/item1.xml") == STORE


def test_paths_to_the_same_node_are_one_field():
    template = source(bound(_FIELD, 1), bound("/f:fields/f:record/f:field[2]/@text", 2, False))
    assert [field.name for field in read_fields(template)] == ["feld1"]


@pytest.mark.parametrize(
    "path", ["//*[count(//*[count(//*) > 1]) > 1]", "/a" * 2000, "id('x')", "/"]
)
def test_where_a_path_computes_the_value_stays_without_its_binding(path):
    template = source(bound(path))
    filled = fill(template, {"feld1": "Neu"})
    assert read_values(filled) == {"feld1": "Neu"}
    assert b.part(filled, "customXml/item1.xml") == STORE
    assert "dataBinding" not in b.part(filled)
    assert "dataBinding" in b.part(fill(template, {}))
