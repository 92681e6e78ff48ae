"""Factories of library pages; `make_site()` builds the tree in which they live."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import factory
import wagtail_factories
from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction, Site

from content.library.models import (
    AgreementPage,
    CaseStandardPage,
    ConceptPage,
    HomePage,
    InfoPage,
    NewsPage,
    Phase,
    SectionPage,
)

STAFF = ("Fachkraft", "Koordination", "Leitung", "Administration")


class HomePageFactory(wagtail_factories.PageFactory):
    title = "Startseite"

    class Meta:
        model = HomePage


class SectionPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda n: f"Bereich {n}")

    class Meta:
        model = SectionPage


class ConceptPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda n: f"Konzept {n}")
    summary = "Worum es geht."

    class Meta:
        model = ConceptPage


class CaseStandardPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda n: f"Standard {n}")
    phase = Phase.ASSESSMENT
    purpose = "<p>Wozu die Phase dient.</p>"

    class Meta:
        model = CaseStandardPage


class AgreementPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda n: f"Vereinbarung {n}")
    subject = "Zusammenarbeit im Case Management"
    module = 2
    state = "draft"

    class Meta:
        model = AgreementPage


class NewsPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda n: f"Meldung {n}")

    class Meta:
        model = NewsPage


class InfoPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda n: f"Hinweise {n}")

    class Meta:
        model = InfoPage


@dataclass
class SiteTree:
    """The start page and the sections, by slug."""

    home: HomePage
    sections: dict[str, SectionPage] = field(default_factory=dict)


def restrict(page: Page, *groups: str) -> None:
    """Leave `page` and all below it to members of `groups`, made where absent."""
    row, _created = PageViewRestriction.objects.get_or_create(
        page=page, defaults={"restriction_type": PageViewRestriction.GROUPS}
    )
    row.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups])


def make_site(**home: Any) -> SiteTree:
    """Replace what Wagtail puts at the root by a start page and the portal's sections.

    Standards are left to staff, agreements to staff and partners; all else is public.
    """
    root = Page.get_first_root_node() or Page.add_root(title="Root")
    page = HomePageFactory(parent=root, slug="portal", **home)
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=page, is_default_site=True)
    tree = SiteTree(page)
    for slug in ("konzepte", "standards", "vereinbarungen", "vorlagen", "aktuelles"):
        tree.sections[slug] = SectionPageFactory(parent=page, slug=slug, title=slug.capitalize())
    restrict(tree.sections["standards"], *STAFF)
    restrict(tree.sections["vereinbarungen"], *STAFF, "Partner")
    return tree
