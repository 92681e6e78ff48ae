"""The sample library: sections, concepts, standards, agreements, news, information pages."""

from __future__ import annotations

import datetime
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Site,
)

from content.directory.models import Organization, Topic
from content.library.models import (
    AgreementPage,
    CaseStandardPage,
    ConceptPage,
    HomePage,
    InfoPage,
    LibraryPage,
    NewsPage,
    SectionPage,
)
from content.library.publishing.issue_edition import issue_edition
from portal.sample import library_concept as concept
from portal.sample.blocks import rich, stream, text
from portal.sample.library_pages import AGREEMENTS, INFO, NEWS, SECTIONS, STAFF
from portal.sample.library_standards import STANDARDS, Standard

UNIT = "Kommunales Integrationszentrum"
APPROVER = "Lenkungsgruppe (Beispiel)"

P = TypeVar("P", bound=LibraryPage)


def load() -> None:
    """Make the pages that are missing; what exists, edited or not, stays as it is."""
    _collections()
    home = _home()
    sections = {row[0]: _section(home, *row) for row in SECTIONS}
    _concepts(sections["konzepte"])
    for number, standard in enumerate(STANDARDS):
        _standard(sections["standards"], standard, number)
    for row in AGREEMENTS:
        _agreement(sections["vereinbarungen"], *row)
    for slug, title, age, internal, summary, body in NEWS:
        day = timezone.localdate() - datetime.timedelta(days=age)
        fields = {"title": title, "summary": summary, "body": stream(body), "date": day}
        page, _made = _page(sections["aktuelles"], NewsPage, slug, **fields)
        if internal:
            _restrict(page, STAFF)
    for slug, title, summary, body in INFO:
        _page(home, InfoPage, slug, title=title, summary=summary, body=stream(body))


def _page(parent: Page, model: type[P], slug: str, **fields: Any) -> tuple[P, bool]:
    """Return the page `slug` below `parent` and whether it was made (published, with revision)."""
    found = model.objects.child_of(parent).filter(slug=slug).first()
    if found is not None:
        return found, False
    page = parent.add_child(instance=model(slug=slug, **fields))
    page.save_revision().publish()
    return page, True


def _person(role: str) -> Any:
    return get_user_model().objects.filter(groups__name=role).order_by("pk").first()


def _topics(page: LibraryPage, *slugs: str) -> None:
    page.topics.set(Topic.objects.filter(slug__in=slugs))
    page.save_revision().publish()


def _restrict(page: Page, groups: tuple[str, ...]) -> None:
    row, made = PageViewRestriction.objects.get_or_create(
        page=page, defaults={"restriction_type": PageViewRestriction.GROUPS}
    )
    if made:
        row.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups])


def _collections() -> None:
    root = Collection.get_first_root_node()
    for name, groups in (("Intern", STAFF), ("Vereinbarungen", (*STAFF, "Partner"))):
        collection = root.get_children().filter(name=name).first() or root.add_child(name=name)
        row, made = CollectionViewRestriction.objects.get_or_create(
            collection=collection,
            defaults={"restriction_type": CollectionViewRestriction.GROUPS},
        )
        if made:
            row.groups.set([Group.objects.get_or_create(name=group)[0] for group in groups])


def _home() -> HomePage:
    """Return the start page of the default site, in place of Wagtail's welcome page."""
    root = Page.get_first_root_node()
    intro = text(
        "Hier finden Sie Konzepte, Vorlagen und Angebote des Kommunalen Integrationsmanagements "
        "im Rhein-Sieg-Kreis. Fachkräfte und Partner melden sich an, um Standards und "
        "Vereinbarungen zu sehen."
    )
    home, _made = _page(
        root,
        HomePage,
        "portal",
        title="Integration im Rhein-Sieg-Kreis",
        summary="Angebote finden, Wissen teilen, gemeinsam handeln.",
        body=stream([intro]),
    )
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    elif site.root_page_id != home.pk and not isinstance(site.root_page.specific, HomePage):
        welcome = site.root_page
        site.root_page = home
        site.save()
        if welcome.specific_class is Page and not welcome.is_root():
            welcome.delete()
    return home


def _section(
    home: Page, slug: str, title: str, summary: str, order: str, groups: tuple[str, ...]
) -> SectionPage:
    page, made = _page(
        home,
        SectionPage,
        slug,
        title=title,
        summary=summary,
        child_order=order,
        show_in_menus=True,
        owner_unit=UNIT,
    )
    if made and groups:
        _restrict(page, groups)
    return page


def _concepts(section: Page) -> None:
    year = timezone.localdate() + datetime.timedelta(days=365)
    common = {"owner_unit": UNIT, "responsible": _person("Koordination"), "review_date": year}
    page, made = _page(
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
    page, made = _page(
        section,
        ConceptPage,
        "cm-konzept",
        title="CM-Konzept",
        summary=concept.CM_SUMMARY,
        body=stream(concept.CM_BODY),
        **common,
    )
    if made:
        _restrict(page, STAFF)
        _edition(page, "Erste Fassung, abgestimmt mit Kommunen und Freier Wohlfahrt.", ask=True)


def _standard(section: Page, row: Standard, number: int) -> None:
    review = timezone.localdate() + datetime.timedelta(days=200 + 15 * number)
    page, made = _page(
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

    _page(
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
