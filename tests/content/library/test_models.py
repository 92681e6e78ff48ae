"""Passages, anchors and deadlines."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone

from content.directory.models import Organization
from content.library.models import AgreementPage, ConceptPage
from content.library.models.agreement import months_before
from portal.page_blocks import footnote, heading, stream, text
from tests.factories.directory import ServiceFactory
from tests.factories.library import CaseStandardPageFactory

# even an unsaved page asks for its content type, unless a test before has left it in memory
pytestmark = pytest.mark.django_db


def passages(*blocks):
    page = ConceptPage(title="K", body=stream(list(blocks)))
    return page.get_passages()


def test_text_before_any_heading_is_a_passage_of_its_own():
    assert passages(text("Vorab."), heading("Eins"), text("Dann.")) == [
        ("", "", "Vorab."),
        ("Eins", "eins", "Dann."),
    ]


def test_equal_headings_have_different_anchors():
    found = passages(heading("Ziele"), heading("Ziele"), heading("Größe & Maß"))
    assert [anchor for _heading, anchor, _text in found] == ["ziele", "ziele-2", "groesse-mass"]


def test_a_heading_of_signs_alone_still_has_an_anchor():
    assert passages(heading("§§ …"))[0][1] == "abschnitt"


def test_footnotes_are_found_too():
    assert "Quelle" in passages(heading("Eins"), text("Satz [1]"), footnote("Quelle"))[0][2]


def test_what_is_said_about_a_service_stays_out_of_the_index():
    service = ServiceFactory(internal=True)
    teaser = ("service", {"service": service.pk, "note": "Nur für Fachkräfte"})
    assert passages(text("Vorab."), teaser) == [("", "", "Vorab.")]


def test_a_standard_finds_purpose_steps_and_criteria(tree):
    page = CaseStandardPageFactory(
        parent=tree.sections["standards"],
        steps=stream([("step", {"title": "Fragen", "text": "<p>Zuerst.</p>"})]),
        quality_criteria=stream([("criterion", "Alles gefragt.")]),
        body=stream([heading("Zweck"), text("Noch mehr.")]),
    )
    found = page.get_passages()
    assert [row[0] for row in found] == ["Zweck", "Schritte", "Qualitätskriterien", "Zweck"]
    assert len({row[1] for row in found}) == 4
    assert found[1][2] == "Fragen Zuerst."


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (datetime.date(2026, 12, 31), 3, datetime.date(2026, 9, 30)),
        (datetime.date(2026, 3, 31), 1, datetime.date(2026, 2, 28)),
        (datetime.date(2026, 1, 15), 1, datetime.date(2025, 12, 15)),
        (datetime.date(2026, 6, 1), 0, datetime.date(2026, 6, 1)),
    ],
)
def test_the_last_day_for_notice(day, months, expected):
    assert months_before(day, months) == expected


def test_an_open_ended_agreement_has_no_deadline():
    page = AgreementPage(notice_months=3, state="signed")
    assert page.notice_deadline is None
    assert not page.needs_attention


@pytest.mark.parametrize(("days", "shown"), [(30, True), (300, False)])
def test_a_signed_agreement_is_shown_as_such_and_a_near_deadline_beside_it(days, shown):
    end = timezone.localdate() + datetime.timedelta(days=days)
    page = AgreementPage(title="V", slug="v", partner=Organization(name="T"), state="signed")
    page.term_end = end
    text = render_to_string("library/parts/entry.html", {"entry": page})
    assert "kern-badge--success" in text
    assert (f"Frist {end:%d.%m.%Y}" in text) is shown
    assert ("kern-badge--warning" in text) is shown


def test_a_term_must_not_end_before_it_begins():
    page = AgreementPage(
        title="V",
        term_start=datetime.date(2026, 2, 1),
        term_end=datetime.date(2026, 1, 1),
    )
    with pytest.raises(ValidationError) as caught:
        page.clean()
    assert "term_end" in caught.value.message_dict
