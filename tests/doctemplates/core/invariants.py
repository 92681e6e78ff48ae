"""What must hold in every filled file beyond the schema, and values for any template."""

from __future__ import annotations

import collections
import datetime as dt
import importlib.util
import io
import os
import re
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

from lxml import etree

from doctemplates import Kind, TemplateField
from tests.doctemplates.core import build as b

SHARED = Path(os.environ.get("KIM_SHARED") or Path(__file__).parents[3].parent / "shared")
CORPUS = Path(os.environ.get("KIM_DOCX_CORPUS") or SHARED / "corpus" / "docx")
FILES = sorted(CORPUS.glob("*.do[ct]x")) if CORPUS.is_dir() else []
ABSENT = f"no real Word files in {CORPUS} (KIM_DOCX_CORPUS)"
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")


def w(name: str) -> str:
    return f"{{{b.W}}}{name}"


def own_findings(source: bytes) -> collections.Counter[str]:
    """Damage that a schema does not see."""
    found: collections.Counter[str] = collections.Counter()
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        for name in archive.namelist():
            if _STORY.fullmatch(name):
                try:
                    root = etree.fromstring(archive.read(name))
                except etree.XMLSyntaxError:
                    found[f"{name}: broken"] += 1
                    continue
                found.update(f"{name}: {text}" for text in _story_findings(root))
            if re.search(rb"kim[0-9a-f]{16}", archive.read(name)):
                found[f"{name}: a mark was left"] += 1
    return found


def _story_findings(root: etree._Element) -> list[str]:
    found = [
        "table without rows"
        for table in root.iter(w("tbl"))
        if next(table.iter(w("tr")), None) is None
    ]
    found += [
        "row without cells" for row in root.iter(w("tr")) if row.find(f".//{w('tc')}") is None
    ]
    kinds = collections.Counter(item.get(w("fldCharType")) for item in root.iter(w("fldChar")))
    if kinds["begin"] != kinds["end"] or kinds["separate"] > kinds["begin"]:
        found.append("unbalanced field characters")
    controls = [
        item.get(w("val")) for item in root.iter(w("id")) if item.getparent().tag == w("sdtPr")
    ]
    marks = [item.get(w("id")) for item in root.iter(w("bookmarkStart"))]
    for kind, ids in (("control", controls), ("bookmark", marks)):
        found += [f"duplicate {kind} id"] * (len(ids) - len(set(ids)))
    for element in root.iter(etree.Element):
        ignorable = element.get(
            "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
        )
        found += [f"undeclared {p}" for p in (ignorable or "").split() if p not in element.nsmap]
    return found


def checker() -> ModuleType | None:
    """The schema check of the shared tools, None where it is absent."""
    path = SHARED / "tools" / "check_docx.py"
    if not path.exists():
        return None
    spec = importlib.util.spec_from_file_location("check_docx", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def schema_findings(source: bytes, check: ModuleType) -> collections.Counter[str]:
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(source)
        file.flush()
        try:
            findings = check.check(file.name)
        except etree.XMLSyntaxError:
            return collections.Counter({"cannot be checked": 1})
    return collections.Counter(
        f"{kind} {re.sub(r':[0-9]+:', ':', text)}" for kind, text in findings
    )


def sample(field: TemplateField, number: int) -> Any:
    """A value of the field's kind that differs from its neighbours'."""
    if field.kind == Kind.DATE:
        return dt.date(2026, 1 + number % 12, 1 + number % 28)
    if field.kind == Kind.CHECKBOX:
        return not field.default
    if field.kind == Kind.NUMBER:
        return Decimal(number) + Decimal("1000.5")
    if field.kind == Kind.PICTURE:
        return b.png(3, 2, number % 250)
    if field.kind == Kind.GROUP:
        return [
            {
                inner.name: sample(inner, number + 10 * item + at)
                for at, inner in enumerate(field.fields)
            }
            for item in range(3)
        ]
    if field.kind in (Kind.CHOICE, Kind.COMBO) and field.choices:
        return field.choices[-1][0]
    if field.kind == Kind.CHOICE:
        return ""
    return f"Wert {number} <&> ä\n\tß" if field.kind != Kind.TEXT else f"Wert {number} & „ä“"
