"""The sample library: concepts, standards, agreements and news, in the site of portal.setup."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from content.directory.models import Organization, Topic
from content.library.models import (
    AgreementPage,
    CaseStandardPage,
    ConceptPage,
    LibraryPage,
    NewsPage,
)
from content.library.publishing.issue_edition import issue_edition
from portal.page_blocks import rich, stream
from portal.sample import library_concept as concept
from portal.sample.library_pages import AGREEMENTS, NEWS
from portal.sample.library_standards import STANDARDS, Standard
from portal.setup import UNIT, make_page, make_site, restrict
from portal.setup_pages import STAFF

APPROVER = "Lenkungsgruppe (Beispiel)"


def load() -> None:
    """Make the pages that are missing; what exists, edited or not, stays as it is."""
    sections = make_site()
    _concepts(sections["konzepte"])
    for number, standard in enumerate(STANDARDS):
        _standard(sections["standards"], standard, number)
    for row in AGREEMENTS:
        _agreement(sections["vereinbarungen"], *row)
    for slug, title, age, internal, summary, body in NEWS:
        day = timezone.localdate() - datetime.timedelta(days=age)
        fields = {"title": title, "summary": summary, "body": stream(body), "date": day}
        page, _made = make_page(sections["aktuelles"], NewsPage, slug, **fields)
        if internal:
            restrict(page, STAFF)


def _person(role: str) -> Any:
    return get_user_model().objects.filter(groups__name=role).order_by("pk").first()


def _topics(page: LibraryPage, *slugs: str) -> None:
    page.topics.set(Topic.objects.filter(slug__in=slugs))
    page.save_revision().publish()


def _concepts(section: Page) -> None:
    year = timezone.localdate() + datetime.timedelta(days=365)
    common = {"owner_unit": UNIT, "responsible": _person("Koordination"), "review_date": year}
    page, made = make_page(
        section,
        ConceptPage,
        "handlungskonzept",
        title="Handlungskonzept Kommunales Integrationsmanagement",
        summary=concept.SUMMARY,
        body=stream(concept.BODY),
        **common,
    )
    if made:
        _topics(page, "ehrenamt", "sprache")
        _edition(page, "Erste Fassung im Portal.", ask=False)
    page, made = make_page(
        section,
        ConceptPage,
        "cm-konzept",
        title="CM-Konzept",
        summary=concept.CM_SUMMARY,
        body=stream(concept.CM_BODY),
        **common,
    )
    if made:
        restrict(page, STAFF)
        _edition(page, "Erste Fassung, abgestimmt mit Kommunen und Freier Wohlfahrt.", ask=True)


def _standard(section: Page, row: Standard, number: int) -> None:
    review = timezone.localdate() + datetime.timedelta(days=200 + 15 * number)
    page, made = make_page(
        section,
        CaseStandardPage,
        slugify(row.title),
        title=row.title,
        summary=row.summary,
        phase=row.phase,
        purpose=rich(row.purpose),
        steps=stream([("step", {"title": name, "text": rich(body)}) for name, body in row.steps]),
        quality_criteria=stream([("criterion", words) for words in row.criteria]),
        owner_unit=UNIT,
        responsible=_person("Koordination"),
        review_date=review,
    )
    if made:
        _edition(page, "Erste Fassung.", ask=number == 0)


def _edition(page: Page, note: str, *, ask: bool) -> None:
    issue_edition(
        page,
        valid_from=timezone.localdate() - datetime.timedelta(days=30),
        change_note=note,
        approver=APPROVER,
        user=_person("Leitung"),
        ask_acknowledgement=ask,
    )


def _agreement(
    section: Page, slug: str, title: str, partner: str, fields: dict[str, Any], summary: str
) -> None:
    today = timezone.localdate()

    def day(name: str) -> datetime.date | None:
        offset = fields.get(name)
        return None if offset is None else today + datetime.timedelta(days=offset)

    make_page(
        section,
        AgreementPage,
        slug,
        title=title,
        partner=Organization.objects.get(name=partner),
        summary=summary,
        module=fields["module"],
        state=fields["state"],
        subject=fields["subject"],
        signed_on=day("signed"),
        term_start=day("start"),
        term_end=day("end"),
        notice_months=fields["notice_months"],
        owner_unit=UNIT,
    )
