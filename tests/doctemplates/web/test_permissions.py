"""Who gets a template, and how it is delivered."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.doctemplates.core import build as b
from tests.factories.doctemplates import GOAL_PLAN, make_template, sample

ROUTES = ["", "leer/", "ausfuellen/"]


@pytest.mark.parametrize("route", ROUTES)
def test_visitors_are_sent_to_log_in(goal_plan, browse, route):
    answer = browse(None).get(goal_plan.url + route)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/konto/anmelden/")


@pytest.mark.parametrize("route", ROUTES)
def test_partners_are_refused_the_goal_plan(goal_plan, browse, route):
    answer = browse("Partner").get(goal_plan.url + route)
    assert answer.status_code == 403
    assert b"Fallnummer" not in answer.content


def test_partners_may_not_post_to_the_goal_plan_either(goal_plan, browse):
    assert browse("Partner").post(goal_plan.url + "ausfuellen/", {}).status_code == 403


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("role", ["Partner", "Fachkraft", "Leitung"])
def test_partners_and_staff_reach_the_agreement(agreement, browse, role, route):
    assert browse(role).get(agreement.url + route).status_code == 200


@pytest.mark.parametrize("route", ROUTES)
def test_a_withdrawn_template_is_gone_for_everyone(goal_plan, browse, route):
    url = goal_plan.url
    goal_plan.unpublish()
    assert browse("Fachkraft").get(url + route).status_code == 404


def test_the_blank_form_is_the_file_of_its_author(goal_plan, browse):
    answer = browse("Fachkraft").get(goal_plan.url + "leer/")
    assert answer.content == sample(GOAL_PLAN)
    assert answer["Content-Disposition"] == 'attachment; filename="zielvereinbarung.docx"'
    assert "wordprocessingml" in answer["Content-Type"]


def test_what_reaches_outside_is_in_no_blank_form_either(tree, browse):
    outside = b.relation(9, "image", "http://e.example/x.png", "External")
    source = b.docx(b.paragraph(b.run("{{ name }}")), document_relations=(outside,))
    page = make_template(tree.sections["vorlagen"], source, title="Brief", slug="brief")
    with zipfile.ZipFile(BytesIO(browse("Fachkraft").get(page.url + "leer/").content)) as archive:
        assert not [name for name in archive.namelist() if b"e.example" in archive.read(name)]
        assert b"{{ name }}" in archive.read("word/document.xml")


def test_a_file_that_is_refused_is_not_handed_out(goal_plan, browse):
    macros = b.docx(document_relations=(b.relation(9, "vbaProject", "vbaProject.bin"),))
    Path(goal_plan.word_file.file.path).write_bytes(macros)
    answer = browse("Fachkraft").get(goal_plan.url + "leer/")
    assert answer.status_code == 503
    assert "Makros" in answer.content.decode()


def test_nobody_keeps_a_copy_on_the_way(goal_plan, browse):
    client = browse("Fachkraft")
    url = goal_plan.url + "ausfuellen/"
    for answer in (client.get(url), client.post(url, {}), client.get(goal_plan.url + "leer/")):
        assert "no-store" in answer["Cache-Control"]


def test_a_missing_file_is_told_instead_of_an_error_page(goal_plan, browse):
    goal_plan.word_file.file.storage.delete(goal_plan.word_file.file.name)
    for route in ("leer/", "ausfuellen/"):
        answer = browse("Fachkraft").get(goal_plan.url + route)
        assert answer.status_code == 503
        assert "fehlt auf dem Server" in answer.content.decode()


def test_the_page_offers_both_ways_at_few_queries(tree, browse, django_assert_max_num_queries):
    page = make_template(tree.sections["vorlagen"], sample(GOAL_PLAN), title="Offen", slug="offen")
    client = browse("Fachkraft")
    client.get(page.url)
    for route in ("", "ausfuellen/"):
        with django_assert_max_num_queries(12):
            text = client.get(page.url + route).content.decode()
        if not route:
            assert page.url + "ausfuellen/" in text
            assert page.url + "leer/" in text


def test_the_page_lists_what_the_template_asks_for(goal_plan, browse):
    text = browse("Fachkraft").get(goal_plan.url).content.decode()
    assert "Das fragt die Vorlage ab" in text
    assert "Re-Assessment am" in text
    assert "mehrfach möglich" in text
