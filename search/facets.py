"""The filters of the results page: their names, and the labels of their values."""

from collections.abc import Container, Iterable, Mapping

from django.db.models import CharField, F, Model, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.directory.models import Language, LegalArea, Municipality, TargetGroup, Topic
from content.library.models import Phase

Label = str | Promise

KIND_LABELS: dict[str, Label] = {
    "service": _("Service"),
    "organization": _("Organization"),
    "standard": _("CM standard"),
    "concept": _("Concept"),
    "agreement": _("Cooperation agreement"),
    "template": _("Template"),
    "document": _("Document"),
    "news": _("News"),
    "section": _("Section"),
    "info": _("Information"),
}
FACET_LABELS: dict[str, Label] = {
    "kind": _("Kind"),
    "topic": _("Topic"),
    "municipality": _("Municipality"),
    "language": _("Language"),
    "target_group": _("Target group"),
    "legal_area": _("Legal area"),
    "phase": _("Phase"),
}
TERMS: dict[str, type[Model]] = {
    "topic": Topic,
    "municipality": Municipality,
    "language": Language,
    "target_group": TargetGroup,
    "legal_area": LegalArea,
}


def labels(
    wanted: Mapping[str, Iterable[str]], whole: Container[str] = ()
) -> dict[str, dict[str, Label]]:
    """Return the labels of values by facet; unknown values are left out.

    Of the lists in `whole` all labels are returned. One query for all lists of the directory
    together.
    """
    found: dict[str, dict[str, Label]] = {
        "kind": {v: KIND_LABELS[v] for v in wanted.get("kind", ()) if v in KIND_LABELS},
        "phase": {v: Phase(v).label for v in wanted.get("phase", ()) if v in Phase.values},
    }
    parts = []
    for name, model in TERMS.items():
        values = list(wanted.get(name, ()))
        found[name] = {}
        if values or name in whole:
            rows = model._default_manager.order_by()
            if name not in whole:
                rows = rows.filter(slug__in=values)
            facet = Value(name, output_field=CharField())
            parts.append(rows.values_list(facet, F("slug"), F("name")))
    if parts:
        for name, slug, label in parts[0].union(*parts[1:], all=True):
            found[name][slug] = label
    return found
