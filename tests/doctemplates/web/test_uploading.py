"""Files that cannot be templates are refused with a word on how to mend it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from doctemplates.errors import PACKAGE_MESSAGES
from doctemplates.messages import MESSAGES
from doctemplates.models import WordTemplatePage
from tests.factories.doctemplates import GOAL_PLAN, make_document, sample

BAD = {
    "no zip": (b"Das ist nur Text.", "keine Word-Datei"),
    "empty": (b"", "leer"),
    "30 MB": (b"PK" + bytes(30 * 1024 * 1024), "zu groß"),
    "cut off": (sample(GOAL_PLAN)[:9000], "beschädigt oder unvollständig"),
}
WAYS = {
    "form": ("wagtaildocs:add", "file", {}),
    "chooser": (
        "wagtaildocs_chooser:create",
        "document-chooser-upload-file",
        {"document-chooser-upload-title": "Mein Titel"},
    ),
    "many": ("wagtaildocs:add_multiple", "files[]", {"title": "Mein Titel"}),
}


def upload(client, way: str, content: bytes, name: str = "vorlage.docx"):
    address, field, more = WAYS[way]
    data = {"title": "Mein Titel", **more, field: SimpleUploadedFile(name, content)}
    headers = {"x-requested-with": "XMLHttpRequest"} if way == "many" else {}
    return client.post(reverse(address), data, headers=headers)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_in_german_on_every_way_in(tree, browse, kind, way):
    content, reason = BAD[kind]
    client = browse("Koordination")
    answer = upload(client, way, content)
    assert answer.status_code == 200
    text = answer.content.decode("unicode-escape" if way != "form" else "utf-8", "replace")
    expected = {reason, reason.encode().decode("latin-1")}
    if kind == "empty":
        expected.add("leer")
    assert any(words in text for words in expected), text[-1500:]
    assert "Dateiendung" not in text  # one error, the right one
    assert not get_document_model().objects.exists()
    if way == "form":
        assert "Mein Titel" in text


@pytest.mark.parametrize("way", WAYS)
def test_a_good_file_is_taken(tree, browse, way):
    answer = upload(browse("Koordination"), way, sample(GOAL_PLAN))
    assert answer.status_code in (200, 201, 302)
    assert get_document_model().objects.count() == 1


def page_form(document, **fields) -> dict:
    attachments = inline_formset([])
    data = {
        "title": "Neue Zielvereinbarung",
        "slug": "neu",
        "summary": "Was ich getippt habe.",
        "purpose": "goal_plan",
        "personal": "on",
        "word_file": str(document.pk),
        "body": streamfield([]),
        "attachments": attachments,
        "comments": inline_formset([]),
        "owner_unit": "KI",
        **fields,
    }
    return nested_form_data(data)


def test_a_page_with_a_damaged_word_file_is_not_saved_and_keeps_what_was_typed(tree, browse):
    parent = tree.sections["vorlagen"]
    url = reverse("wagtailadmin_pages:add", args=["doctemplates", "wordtemplatepage", parent.pk])
    client = browse("Koordination")
    answer = client.post(url, page_form(make_document(b"kein Zip")))
    text = answer.content.decode()
    assert "keine Word-Datei" in text
    assert "Was ich getippt habe." in text
    assert not WordTemplatePage.objects.exists()
    answer = client.post(url, page_form(make_document(sample(GOAL_PLAN))))
    assert answer.status_code == 302
    assert WordTemplatePage.objects.get().purpose == "goal_plan"


def test_every_reason_to_refuse_a_file_can_be_told_to_people():
    assert set(PACKAGE_MESSAGES) <= set(MESSAGES)
