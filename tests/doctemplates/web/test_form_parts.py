"""Sections, required fields, preview and PDF of a template's form, as it comes from the server."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from doctemplates import pdf, read_values
from doctemplates.models import FieldOverride, WordTemplatePage
from tests.doctemplates.core import build
from tests.doctemplates.web.submitting import Form
from tests.factories.doctemplates import make_template


@pytest.fixture
def url(goal_plan) -> str:
    return goal_plan.url + "ausfuellen/"


@pytest.fixture
def no_pdf(monkeypatch):
    monkeypatch.setattr(pdf, "available", lambda soffice: False)


def override(page, path: str, **said) -> None:
    page.field_overrides.add(FieldOverride(path=path, **said))
    page.save()


def bar(form: Form) -> str:
    found = form.soup.select_one("#required-left")
    return found.get_text(strip=True) if found else ""


def headings(form: Form, level: str = "h2") -> list[str]:
    return [item.get_text(strip=True) for item in form.form.select(f"section > {level}")]


def test_sections_follow_the_headings_of_the_document(url, browse):
    form = Form(browse("Fachkraft"), url)
    assert headings(form) == ["Ausgangslage", "Vereinbarte Ziele", "Überprüfung"]
    section = form.soup.find("section", attrs={"aria-labelledby": "v-s2"})
    assert section.find("label").get_text(strip=True) == "Stärken und Ressourcen"
    assert form.soup.select_one(".template-row h3")  # rows come below the section's heading


def test_a_coordinators_sections_come_first(goal_plan, url, browse):
    override(goal_plan, "reassessment_date", heading="Wie es weitergeht")
    assert headings(Form(browse("Fachkraft"), url)) == ["Wie es weitergeht"]


def test_a_coordinators_help_is_shown_for_every_kind_of_field(goal_plan, url, browse):
    for path in ("case_number", "interpreting", "reassessment_date", "goals[].field_of_life"):
        override(goal_plan, path, help="Bitte immer angeben.")
    shown = Form(browse("Fachkraft"), url).form.get_text(" ", strip=True)
    assert shown.count("Bitte immer angeben.") == 4
    assert "Bitte immer angeben. Zum Beispiel 21.11.2026" in shown


def test_a_long_form_lists_its_sections(agreement, goal_plan, browse):
    client = browse("Fachkraft")
    form = Form(client, agreement.url + "ausfuellen/")
    links = form.soup.select(".template-contents a")
    assert [link.get_text() for link in links] == headings(form)
    assert all(form.soup.find(id=link["href"].removeprefix("#")) for link in links)
    assert not Form(client, goal_plan.url + "ausfuellen/").soup.select(".template-contents")


def test_a_form_without_headings_has_no_sections(tree, browse):
    inner = "".join(
        build.paragraph(build.run(f"{name}: "), build.control(build.TEXT, build.run(""), name, n))
        for n, name in enumerate(("ort", "name"), 1)
    )
    page = make_template(tree.sections["vorlagen"], build.docx(inner), title="Kurz", slug="kurz")
    form = Form(browse("Koordination"), page.url + "ausfuellen/")
    assert headings(form) == []
    assert len(form.form.find_all("label")) == 3  # with that of an earlier document


def test_required_fields_are_marked_and_counted(goal_plan, url, browse):
    override(goal_plan, "case_number", required=True)
    override(goal_plan, "goals[].title", required=True)
    client = browse("Fachkraft")
    form = Form(client, url)
    assert bar(form) == "Noch 2 Pflichtfelder"
    assert form.soup.select_one("#required-left")["role"] == "status"
    marked = [label.get_text(" ", strip=True) for label in form.form.select("label")]
    assert [text for text in marked if "Pflichtfeld" in text] == [
        "Fallnummer – Pflichtfeld",
        "Was soll erreicht werden? – Pflichtfeld",
    ]
    form.set("Fallnummer", "SU-1")
    form = form.press("add", -1)
    assert bar(form) == "Noch 2 Pflichtfelder"  # a second goal asks for its title, too
    form.set("Was soll erreicht werden?", "Sprachkurs")
    form = form.press("add", -1)
    assert bar(form) == "Noch 2 Pflichtfelder"
    again = form.again()
    assert again.errors.count("Was soll erreicht werden?") == 2


def test_a_form_without_required_fields_says_nothing_of_them(url, browse):
    assert bar(Form(browse("Fachkraft"), url)) == ""


def test_the_preview_stands_above_the_form_and_all_entries_stay(url, browse):
    form = Form(browse("Fachkraft"), url)
    form.set("Fallnummer", "<b>SU-1</b>")
    form.set("Was soll erreicht werden?", "Sprachkurs")
    shown = form.act("preview")
    sheet = shown.soup.select_one("#vorschau .doc-sheet")
    assert "<b>SU-1</b>" in [mark.get_text() for mark in sheet.find_all("mark")]
    assert shown.value("Fallnummer") == "<b>SU-1</b>"
    assert shown.value("Was soll erreicht werden?") == "Sprachkurs"
    assert "wordprocessingml" in shown.send()["Content-Type"]


def test_a_preview_may_have_gaps_but_no_wrong_entries(goal_plan, url, browse):
    override(goal_plan, "case_number", required=True)
    form = Form(browse("Fachkraft"), url)
    shown = form.act("preview")
    assert shown.soup.select_one("#vorschau")
    assert shown.errors == ""
    assert bar(shown) == "Noch 1 Pflichtfeld"
    shown.set("Re-Assessment am", "bald")
    wrong = shown.act("preview")
    assert not wrong.soup.select_one("#vorschau")
    assert "Re-Assessment am" in wrong.errors
    assert "Fallnummer" in form.again().errors  # a download asks for it


def test_without_libreoffice_there_is_no_pdf_to_choose(url, browse, no_pdf):
    form = Form(browse("Fachkraft"), url)
    assert not form.form.find("button", attrs={"value": "pdf"})
    form.set("Fallnummer", "SU-1")
    refused = form.act("pdf")
    assert "nehmen Sie die Word-Datei" in refused.errors
    assert refused.value("Fallnummer") == "SU-1"


@pytest.mark.office
def test_a_pdf_is_delivered_by_the_name_of_the_template(url, browse):
    if not pdf.available():
        pytest.skip("no namespaces here, so no PDF")
    form = Form(browse("Fachkraft"), url)
    answer = form.client.post(url, {**form.data, "action": "pdf"})
    assert answer.content.startswith(b"%PDF-")
    assert 'filename="zielvereinbarung-' in answer["Content-Disposition"]
    assert answer["Content-Disposition"].endswith('.pdf"')
    form.set("Re-Assessment am", "bald")
    assert "Re-Assessment am" in form.act("pdf").errors


def test_a_new_row_has_the_defaults_of_its_fields(goal_plan, url, browse):
    override(goal_plan, "goals[].reason", default="im Gespräch vereinbart")
    form = Form(browse("Fachkraft"), url)
    form.set("Begründung", "")
    form = form.press("add", -1)
    assert form.value("Begründung", 0) == ""
    assert form.value("Begründung", 1) == "im Gespräch vereinbart"


def test_partners_find_no_way_to_preview_or_read_a_plan_that_is_not_theirs(url, browse):
    client = browse("Partner")
    for action in ("preview", "pdf", "earlier"):
        assert client.post(url, {"action": action}).status_code == 403


def test_the_form_comes_at_few_queries(goal_plan, url, browse, django_assert_max_num_queries):
    client = browse("Fachkraft")
    data = {**Form(client, url).data, "action": "preview"}
    with django_assert_max_num_queries(12):
        client.get(url)
    with django_assert_max_num_queries(12):
        client.post(url, data)


def test_the_form_reads_its_file_once(url, browse, monkeypatch):
    read = []
    source = WordTemplatePage.source
    monkeypatch.setattr(WordTemplatePage, "source", lambda page: read.append(page) or source(page))
    Form(browse("Fachkraft"), url).act("preview")
    assert len(read) == 2  # once for showing the form, once for the preview


SQUARED = (
    '<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:outlineLvl w:val="²"/></w:pPr></w:style>'
)
DAMAGED = {
    "outline level": {"word/styles.xml": build.story("styles", SQUARED)},
    "numbering": {"word/numbering.xml": b"<w:numbering"},
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_look_breaks_neither_form_nor_preview(tree, browse, kind):
    inner = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="A"/><w:outlineLvl w:val="²"/></w:pPr>{build.run(name)}'
        f"{build.control(build.TEXT, build.run(''), name, n)}</w:p>"
        for n, name in enumerate(("Ort", "Name"), 1)
    )
    relations = (
        build.relation(1, "styles", "styles.xml"),
        build.relation(2, "numbering", "numbering.xml"),
    )
    look = {
        "word/styles.xml": build.story("styles", ""),
        "word/numbering.xml": build.story("numbering", ""),
    }
    source = build.docx(inner, extra={**look, **DAMAGED[kind]}, document_relations=relations)
    page = make_template(tree.sections["vorlagen"], source, title="Kurz", slug="kurz")
    form = Form(browse("Koordination"), page.url + "ausfuellen/")
    form.set("Ort", "Erfurt")
    assert "Erfurt" in form.act("preview").soup.select_one("mark").get_text()


def test_a_list_with_free_text_shows_words_and_writes_them_too(tree, browse):
    entries = '<w:listItem w:displayText="Duldung" w:value="7"/>'
    inner = build.paragraph(
        build.run("Status: "),
        build.control(f"<w:comboBox>{entries}</w:comboBox>", build.run("Duldung"), "status"),
    )
    source = build.docx(inner)
    page = make_template(tree.sections["vorlagen"], source, title="Kurz", slug="kurz")
    form = Form(browse("Koordination"), page.url + "ausfuellen/")
    assert form.value("Status") == "Duldung"
    filled = form.send().content
    assert read_values(filled) == read_values(source) == {"status": "7"}
    form.set("Status", "")
    again = form.act("earlier", earlier=SimpleUploadedFile("x.docx", filled))
    assert again.value("Status") == "Duldung"
