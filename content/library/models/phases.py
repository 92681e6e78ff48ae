"""The phases of case management and the way from one standard to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from content.library.access import PageRules, visible


class Phase(models.TextChoices):
    """The eight phases of the process, in their order."""

    ACCESS = "access", _("Access")
    COUNSELLING = "counselling", _("First counselling")
    ASSESSMENT = "assessment", _("Assessment")
    GOAL_AGREEMENT = "goal-agreement", _("Goal agreement")
    STEERING = "steering", _("Steering of services")
    MONITORING = "monitoring", _("Monitoring")
    REASSESSMENT = "reassessment", _("Re-assessment")
    REFERRAL = "referral", _("Referral counselling")


@dataclass(frozen=True)
class PhaseLink:
    """A phase in the navigation; `url` is empty where no standard can be read."""

    label: str
    url: str
    current: bool


def _linked_to(standard: Any) -> Any:
    """Return the condition that a page is a template of `standard`, frozen or live."""
    if standard.frozen:
        pks = [row.template_id for row in standard.linked_templates.all()]
        return Case(When(pk__in=pks, then=True), default=False)
    links = apps.get_model("library", "LinkedTemplate").objects
    return Exists(links.filter(standard=standard.pk, template=OuterRef("pk")))


def process_context(standard: Any, request: HttpRequest) -> dict[str, Any]:
    """Return the phase navigation and the linked templates of `standard`, in one query.

    Leaves out what the person behind `request` may not see.
    """
    beside = Q(path__startswith=standard.path[: -Page.steplen], depth=standard.depth)
    beside &= Q(casestandardpage__isnull=False)
    pages = Page.objects.live().annotate(
        phase=F("casestandardpage__phase"), is_linked=_linked_to(standard)
    )
    rows = visible(pages.filter(beside | Q(is_linked=True)), request.user, PageRules.of(request))
    urls: dict[str, str] = {}
    templates = []
    for page in rows.order_by("path"):
        if page.is_linked:
            templates.append(page)
        if page.phase:
            urls.setdefault(page.phase, page.get_url(request) or "")
    links = [
        PhaseLink(str(phase.label), urls.get(phase.value, ""), phase.value == standard.phase)
        for phase in Phase
    ]
    place = Phase.values.index(standard.phase)
    before = [link for link in links[:place] if link.url]
    after = [link for link in links[place + 1 :] if link.url]
    return {
        "phases": links,
        "previous": before[-1] if before else None,
        "next": after[0] if after else None,
        "templates": templates,
    }
