"""The phases of case management and the way from one standard to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
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


def process_context(standard: Any, request: HttpRequest) -> dict[str, Any]:
    """Return the phase navigation and the linked templates of `standard`, in one query.

    Leaves out what the person behind `request` may not see.
    """
    linked = [row.template_id for row in standard.linked_templates.all()]
    beside = Q(path__startswith=standard.path[: -Page.steplen], depth=standard.depth)
    beside &= Q(casestandardpage__isnull=False)
    pages = Page.objects.live().filter(beside | Q(pk__in=linked)).order_by("path")
    rows = visible(pages, request.user, PageRules.of(request)).annotate(
        phase=models.F("casestandardpage__phase")
    )
    urls: dict[str, str] = {}
    templates = []
    for page in rows:
        if page.pk in linked:
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
