"""More than a form's limits is told in German; what a form itself can write is taken."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.test.client import BOUNDARY

from doctemplates.form_source import MAX_ALL_ROWS
from doctemplates.memory_uploads import UploadsInMemory
from doctemplates.picture_entry import MAX_TOGETHER
from tests.doctemplates.web.submitting import Form

URL = "/vorlagen/x/ausfuellen/"
CONTENT = f"multipart/form-data; boundary={BOUNDARY}"  # what is sent is a body already
PART = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
EMPTY_FILE = '; filename=""\r\nContent-Type: application/octet-stream'
SECRET = "Frau Geheim"


def parts(count: int, file: str = "") -> bytes:
    body = "".join(PART % (f"v-{number}", file, "") for number in range(count))
    return (PART % ("v-name", "", SECRET) + body + f"--{BOUNDARY}--\r\n").encode()


TOO_MUCH = {
    "fields": lambda: parts(30_001),
    "files": lambda: parts(101, '; filename="foto.png"'),
    "text": lambda: (PART % ("v-name", "", SECRET + "x" * (21 << 20))).encode() + parts(0),
}


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_too_much_is_told_with_a_word_on_how_to_mend_it(kind, caplog):
    answer = Client().post(URL, TOO_MUCH[kind](), content_type=CONTENT)
    assert answer.status_code == 413
    page = answer.content.decode()
    assert "höchstens 20 MB" in page
    assert "Nehmen Sie Bilder oder Einträge heraus" in page
    assert answer["Cache-Control"] == "no-store"
    assert SECRET not in page + caplog.text


def test_the_whole_submission_is_read_before_the_answer():
    request = RequestFactory().post(URL, TOO_MUCH["text"](), content_type=CONTENT)
    assert UploadsInMemory(lambda request: None)(request).status_code == 413  # type: ignore[arg-type, return-value]
    assert request.read() == b""


def test_what_a_form_can_write_is_taken():
    data = {f"v-{row}-{field}": "x" for row in range(MAX_ALL_ROWS) for field in range(45)}
    data["v-photo-carried"] = "A" * (MAX_TOGETHER * 4 // 3)
    request = RequestFactory().post(URL, {**data, "photo": SimpleUploadedFile("a", b"x")})
    UploadsInMemory(lambda request: None)(request)  # type: ignore[arg-type, return-value]
    assert len(request.POST) == len(data)
    request = RequestFactory().post(URL, parts(MAX_ALL_ROWS, EMPTY_FILE), CONTENT)
    UploadsInMemory(lambda request: None)(request)  # type: ignore[arg-type, return-value]
    assert request.POST["v-name"] == SECRET


def test_the_page_says_it_in_place(goal_plan, browse):
    form = Form(browse("Fachkraft"), goal_plan.url + "ausfuellen/")
    notice = form.form.find(id="too-much")
    assert notice.has_attr("hidden")
    assert "Nehmen Sie bitte Bilder oder Einträge heraus" in notice.get_text()
