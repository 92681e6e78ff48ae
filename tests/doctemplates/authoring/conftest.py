"""A template page whose Word file the tests can replace, and people who may edit it or not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile

from doctemplates.models import WordTemplatePage
from tests.content.library.conftest import browse, person, tree
from tests.doctemplates.core import build as b
from tests.factories.doctemplates import make_template
from tests.factories.library import STAFF, SiteTree, restrict

__all__ = ["browse", "person", "tree"]

LIST = (
    '<w:dropDownList><w:listItem w:displayText="Rot" w:value="r"/>'
    '<w:listItem w:displayText="Blau" w:value="b"/></w:dropDownList>'
)


def titled(title: str, tag: str, number: int, kind: str = b.TEXT) -> str:
    """Return a paragraph with a field that its author has named."""
    alias = f'<w:alias w:val="{title}"/>'
    return b.paragraph(b.control(kind, b.run(""), tag, number, more=alias))


BASIC = b.docx(
    titled("Vorname", "vorname", 1)
    + titled("Ort", "ort", 2)
    + titled("Beginn", "beginn", 3, "<w:date/>")
    + titled("Farbe", "farbe", 4, LIST)
    + b.section(b.item(titled("Ziel", "ziel", 5) + titled("Schritt", "schritt", 6)), "ziele")
    + b.paragraph()
)


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def template(tree: SiteTree) -> WordTemplatePage:
    page = make_template(tree.sections["vorlagen"], BASIC, title="Muster", slug="muster")
    page.save_revision().publish()
    restrict(page, *STAFF)
    return page


@pytest.fixture
def replace_file(template: WordTemplatePage) -> Callable[[bytes], None]:
    """Give the template's document another file, as uploading a new version does."""

    def replace(content: bytes) -> None:
        document = template.word_file
        document.file.save("neu.docx", ContentFile(content))

    return replace
