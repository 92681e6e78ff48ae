"""PDF by LibreOffice: it shows what was filled in, and can reach nothing else."""

import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest

from doctemplates import fill, pdf
from tests.doctemplates.core import build
from tests.factories.doctemplates import GOAL_PLAN, sample

SECRET = "Streng vertrauliches Kennwort"
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/>'
    '<wp:docPr id="1" name="b"/><a:graphic><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="1" name="b"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:link="rId7"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr/>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def needs_sandbox() -> None:
    if not pdf.available():
        pytest.skip("no namespaces here, so no PDF")


def text_of(content: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def field(code: str, shown: str = "") -> str:
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def reaching(url: str) -> bytes:
    """A document that loads from `url` in every way Word knows; our reader would refuse it."""
    inner = PICTURE + field(f'INCLUDEPICTURE "{url}" \\d') + field(f'INCLUDETEXT "{url}"')
    inner += field(f'HYPERLINK "{url}"', "Verweis") + '<w:altChunk r:id="rId8"/>'
    inner += build.paragraph(build.run("Sichtbarer Text"))
    external = "External"
    relations = (
        build.relation(7, "image", url, external),
        build.relation(8, "aFChunk", url, external),
        build.relation(9, "attachedTemplate", url, external),
        build.relation(10, "subDocument", url, external),
    )
    return build.docx(inner, document_relations=relations)


@pytest.mark.office
def test_the_pdf_shows_what_was_filled_in():
    needs_sandbox()
    filled = fill(
        sample(GOAL_PLAN), {"goals": [{"title": "Sprachkurs B1"}], "remarks": "Grüße & <b>"}
    )
    text = text_of(pdf.convert(filled))
    assert "Sprachkurs B1" in text
    assert "Grüße & <b>" in text


@pytest.mark.office
def test_nothing_is_fetched_from_the_network():
    needs_sandbox()
    asked: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    asked.append(listening.accept()[1])
                except TimeoutError:
                    continue

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            url = f"http://127.0.0.1:{listening.getsockname()[1]}/bild.png"
            text = text_of(pdf.convert(reaching(url)))
            assert asked == []
            # the trap works: somebody who can reach it is noticed
            socket.create_connection(listening.getsockname()).close()
            time.sleep(0.5)
        finally:
            stop.set()
            thread.join()
    assert "Sichtbarer Text" in text
    assert len(asked) == 1


@pytest.mark.office
@pytest.mark.parametrize("ending", ["txt", "docx"])
def test_no_file_of_the_machine_gets_into_the_pdf(tmp_path, ending):
    needs_sandbox()
    secret = tmp_path / f"geheim.{ending}"
    inner = build.paragraph(build.run(SECRET))
    secret.write_bytes(SECRET.encode() if ending == "txt" else build.docx(inner))
    tmp_path.chmod(0o755)  # readable, so that only the sandbox stands before it
    text = text_of(pdf.convert(reaching(secret.as_uri())))
    assert "Sichtbarer Text" in text
    assert SECRET not in text


@pytest.mark.office
def test_conversion_leaves_nothing_on_the_disk():
    needs_sandbox()
    places = [Path("/tmp"), Path("/var/tmp"), Path("/dev/shm")]

    def owned() -> set[Path]:
        names = ("lu", "libreoffice", "soffice", "OSL_PIPE", "kim-pdf")
        return {f for p in places for f in p.iterdir() if f.name.startswith(names)}

    before = owned()
    pdf.convert(sample(GOAL_PLAN))
    assert owned() == before


@pytest.mark.office
def test_a_document_that_takes_too_long_is_ended_with_all_its_processes():
    needs_sandbox()
    with pytest.raises(pdf.PdfError) as caught:
        pdf.convert(sample(GOAL_PLAN), seconds=1)
    assert caught.value.code == "timeout"
    assert pdf.convert(sample(GOAL_PLAN))  # the turn was given back


@pytest.mark.office
def test_one_at_a_time_and_the_others_are_told(monkeypatch):
    needs_sandbox()
    monkeypatch.setattr(pdf, "PATIENCE", 0)
    with pdf._turn(), pytest.raises(pdf.PdfError) as caught:
        pdf.convert(sample(GOAL_PLAN))
    assert caught.value.code == "busy"


@pytest.mark.office
def test_a_broken_office_is_told(tmp_path, monkeypatch):
    needs_sandbox()
    with pytest.raises(pdf.PdfError) as caught:
        pdf.convert(sample(GOAL_PLAN), soffice="/usr/bin/false")
    assert caught.value.code == "failed"


@pytest.mark.parametrize("soffice", ["", "keine-solche-office", "/etc/hostname"])
def test_without_libreoffice_there_is_no_pdf(soffice):
    assert not pdf.available(soffice)


@pytest.mark.parametrize(
    ("program", "folder"),
    [
        ("/opt/libreoffice25.2/program/soffice", "/opt/libreoffice25.2"),
        ("/usr/lib/libreoffice/program/soffice", ""),
        ("/opt/program/soffice", ""),
        ("/opt/kim/bin/soffice", ""),
    ],
)
def test_of_what_is_installed_beside_the_system_only_the_office_is_shown(program, folder):
    assert pdf.folder_of(program) == folder


def inside(tmp_path: Path, command: str, around: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run a command in the sandbox, itself in a namespace in which `around` was run first."""
    script = pdf.SANDBOX.read_text(encoding="utf-8")
    look = tmp_path / "look.sh"
    look.write_text(script[: script.index("cat >/job/document.docx")] + command)
    enter = " ".join(pdf.ENTER)
    outer = [*pdf.ENTER, "sh", "-c", f'{around}\nexec {enter} sh "$0" "" 8 5 ""', str(look)]
    return subprocess.run(outer, env=pdf.ENVIRONMENT, capture_output=True, check=False)


@pytest.mark.office
def test_nothing_in_the_sandbox_can_be_written_nor_other_programs_be_read(tmp_path):
    needs_sandbox()
    done = inside(tmp_path, "ls /opt /usr/local/bin /usr/src 2>/dev/null || true; touch /usr/lib/x")
    assert done.stdout == b""
    assert b"Read-only" in done.stderr


@pytest.mark.office
def test_what_is_mounted_below_the_systems_folders_stays_out(tmp_path):
    needs_sandbox()
    around = f"mount -t tmpfs tmpfs /usr/share/doc; echo {SECRET} >/usr/share/doc/secret"
    done = inside(
        tmp_path, "ls -d /usr/share/doc; ls /usr/share/doc; touch /usr/share/doc/x", around
    )
    assert done.stdout == b"/usr/share/doc\n"
    assert b"Read-only" in done.stderr


def test_without_namespaces_there_is_no_pdf(monkeypatch):
    pdf._can_be_shut_away.cache_clear()
    monkeypatch.setattr(pdf, "ENTER", ["false"])
    try:
        assert not pdf.available("sh")
    finally:
        pdf._can_be_shut_away.cache_clear()


def test_a_machine_too_busy_to_tell_is_asked_again(monkeypatch):
    pdf._can_be_shut_away.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(pdf, "ENTER", ["no-such-program"])
        assert not pdf.available("sh")
    assert pdf._can_be_shut_away.cache_info().currsize == 0
