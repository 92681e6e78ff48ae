"""Rows that somebody tampered with, and editions, do no harm."""

import pytest
from django.utils import timezone

import doctemplates
from content.library.publishing.issue_edition import issue_edition
from doctemplates.form_fields import html_name
from doctemplates.forms import MAX_ALL_ROWS, MAX_ROWS, fill_form
from tests.factories.doctemplates import GOAL_PLAN, sample


@pytest.mark.parametrize("rows", ["²", "9" * 6000, "0,x,-1", "1,1,1", ""])
def test_tampered_rows_are_left_out(rows):
    fields = doctemplates.read_fields(sample(GOAL_PLAN))
    group = next(field for field in fields if field.kind == "group")
    name = f"v-{html_name(group)}-rows"
    form = fill_form(fields, {name: rows, "action": f"up:v-{html_name(group)}:{rows}"})
    assert len(form.groups[group.name].rows) <= 1 or rows == "0,x,-1"


def test_rows_within_rows_have_one_limit_together():
    fields = doctemplates.read_fields(sample(GOAL_PLAN))
    group = next(field for field in fields if field.kind == "group")
    inner = next(field for field in group.fields if field.kind == "group")
    many = ",".join(map(str, range(MAX_ROWS)))
    prefix = f"v-{html_name(group)}"
    data = {f"{prefix}-rows": many}
    data |= {f"{prefix}-{n}-{html_name(inner)}-rows": many for n in range(MAX_ROWS)}
    form = fill_form(fields, data)
    rows = form.groups[group.name].rows
    total = len(rows) + sum(len(row.level.groups[inner.name].rows) for row in rows)
    assert total <= MAX_ALL_ROWS


def test_an_edition_does_not_offer_the_file_of_another(goal_plan, browse, person):
    goal_plan.save_revision()
    issue_edition(
        goal_plan,
        valid_from=timezone.localdate(),
        change_note="Erste Fassung.",
        approver="Lenkungsgruppe",
        user=person("Leitung"),
        ask_acknowledgement=False,
    )
    client = browse("Fachkraft")
    assert "/ausfuellen/" in client.get(goal_plan.url).content.decode()
    html = client.get(f"{goal_plan.url}fassung/1/").content.decode()
    assert "/ausfuellen/" not in html
    assert "/leer/" not in html
