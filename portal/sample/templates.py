"""The sample templates: five Word files of doctemplates/samples as pages below "vorlagen"."""

from __future__ import annotations

import datetime
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, PageViewRestriction

import doctemplates
from content.library.models import CaseStandardPage, LinkedTemplate, Phase, SectionPage
from content.library.publishing.issue_edition import issue_edition
from doctemplates.models import WordTemplatePage
from portal.setup_pages import STAFF

SAMPLES = Path(doctemplates.__file__).parent / "samples"
PARTNERS = (*STAFF, "Partner")

# file, title, purpose, personal, groups, collection, summary
TEMPLATES: list[tuple[str, str, str, bool, tuple[str, ...], str, str]] = [
    (
        "zielvereinbarung",
        "Zielvereinbarung",
        "goal_plan",
        True,
        STAFF,
        "Intern",
        "Ziele, Schritte und Zuständigkeiten, gemeinsam mit der Klientin oder dem Klienten "
        "festgelegt; Grundlage für Monitoring und Re-Assessment.",
    ),
    (
        "einwilligung-schweigepflichtentbindung",
        "Einwilligung und Schweigepflichtentbindung",
        "consent",
        True,
        STAFF,
        "Intern",
        "Erlaubt den Austausch mit benannten Stellen, befristet und jederzeit widerrufbar.",
    ),
    (
        "verweisbogen",
        "Verweisbogen",
        "referral",
        True,
        STAFF,
        "Intern",
        "Begleitet die Weitergabe an ein anderes Angebot und holt eine kurze Rückmeldung ein.",
    ),
    (
        "kooperationsvereinbarung-traeger",
        "Kooperationsvereinbarung zwischen KI und Träger",
        "agreement",
        False,
        PARTNERS,
        "Vereinbarungen",
        "Regelt Aufgaben, Ansprechstellen und Laufzeit der Zusammenarbeit mit einem Träger.",
    ),
    (
        "kooperationsvereinbarung-kommune",
        "Kooperationsvereinbarung zwischen KI und Kommune",
        "agreement",
        False,
        PARTNERS,
        "Vereinbarungen",
        "Regelt Stellenanteile, Abläufe und Meldung von Systemlücken mit einer Kommune.",
    ),
]
PHASES = {
    Phase.ACCESS: "einwilligung-schweigepflichtentbindung",
    Phase.GOAL_AGREEMENT: "zielvereinbarung",
    Phase.REFERRAL: "verweisbogen",
}


def load() -> None:
    """Make the template pages that are missing; what exists stays as it is."""
    section = SectionPage.objects.get(slug="vorlagen")
    for slug, title, purpose, personal, groups, collection, summary in TEMPLATES:
        if WordTemplatePage.objects.child_of(section).filter(slug=slug).exists():
            continue
        page = section.add_child(
            instance=WordTemplatePage(
                slug=slug,
                title=title,
                purpose=purpose,
                personal=personal,
                summary=summary,
                word_file=_document(slug, title, collection),
                owner_unit="Kommunales Integrationszentrum",
                review_date=timezone.localdate() + datetime.timedelta(days=300),
            )
        )
        rule = PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.GROUPS
        )
        rule.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups])
        page.save_revision().publish()
        _first_edition(page)
    _link_to_standards(section)


def _document(slug: str, title: str, collection: str) -> object:
    file = ContentFile((SAMPLES / f"{slug}.docx").read_bytes(), name=f"{slug}.docx")
    return get_document_model().objects.create(
        title=f"{title} (Word-Vorlage)",
        file=file,
        collection=Collection.objects.get(name=collection),
    )


def _first_edition(page: WordTemplatePage) -> None:
    people = get_user_model().objects
    issue_edition(
        page,
        valid_from=timezone.localdate() - datetime.timedelta(days=60),
        change_note="Erste Fassung der Vorlage.",
        approver="Lenkungsgruppe (Beispiel)",
        user=people.filter(groups__name="Leitung").order_by("pk").first(),
        ask_acknowledgement=False,
    )


def _link_to_standards(section: SectionPage) -> None:
    """Name each template on the standard of its phase, unless somebody named one already."""
    for phase, slug in PHASES.items():
        template = WordTemplatePage.objects.child_of(section).filter(slug=slug).first()
        standard = CaseStandardPage.objects.filter(phase=phase).first()
        if template is None or standard is None or standard.linked_templates.exists():
            continue
        standard.linked_templates.add(LinkedTemplate(template=template))
        standard.save_revision().publish()
