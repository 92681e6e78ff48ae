"""Write a document so that the same source gives the same bytes."""

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from docx.document import Document
from lxml import etree

from word_authoring.controls import W14, W15

STAMP = datetime(2026, 11, 1)  # noqa: DTZ001  (Word's core properties know no zone)
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def save(document: Document, path: Path, title: str) -> None:
    """Write ``document`` with fixed dates, order and compression."""
    facts = document.core_properties
    facts.title, facts.author, facts.language = title, "Kommunales Integrationszentrum", "de-DE"
    facts.comments, facts.keywords, facts.last_modified_by = (
        "",
        "",
        "Kommunales Integrationszentrum",
    )
    facts.created = facts.modified = STAMP
    facts.revision = 1
    raw = io.BytesIO()
    document.save(raw)
    with (
        zipfile.ZipFile(raw) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = _declare_extensions(content)
            info = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, content)


def _declare_extensions(content: bytes) -> bytes:
    """Say at the root that older programs may skip w14 and w15."""
    old = etree.fromstring(content)
    names: dict[Any, str] = {**old.nsmap, "mc": MARKUP, "w14": W14, "w15": W15}
    root = etree.Element(old.tag, nsmap=names)
    root.attrib.update(old.attrib)
    root.set(f"{{{MARKUP}}}Ignorable", "w14 w15")
    root.extend(list(old))
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r", "mc", "w14", "w15"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
