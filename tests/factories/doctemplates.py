"""Template pages with real Word files behind them."""

from pathlib import Path
from typing import Any

import wagtail_factories
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection

import doctemplates
from doctemplates.models import WordTemplatePage

SAMPLES = Path(doctemplates.__file__).parent / "samples"
GOAL_PLAN = "zielvereinbarung"
AGREEMENT = "kooperationsvereinbarung-traeger"


class WordTemplatePageFactory(wagtail_factories.PageFactory):
    title = "Vorlage"

    class Meta:
        model = WordTemplatePage


def sample(name: str) -> bytes:
    """Return the bytes of one of the sample templates."""
    return (SAMPLES / f"{name}.docx").read_bytes()


def make_document(content: bytes, name: str = "vorlage.docx") -> Any:
    """Store `content` as a document of the root collection."""
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    file = ContentFile(content, name=name)
    return get_document_model().objects.create(title=name, file=file, collection=root)


def make_template(parent: Any, content: bytes, **fields: Any) -> WordTemplatePage:
    """Return a live template page below `parent` for the Word file `content`."""
    document = make_document(content)
    page: WordTemplatePage = WordTemplatePageFactory(parent=parent, word_file=document, **fields)
    return page
