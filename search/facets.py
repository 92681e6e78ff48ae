"""The filters of the results page: their names, and the labels of their values."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from django.db.models import CharField, Model, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.directory.models import Language, LegalArea, Municipality, TargetGroup, Topic
from content.library.models import Phase
from content.prepared import Prepared
from search.analysis import fold
from search.analysis.query_language import parse

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

    Of the lists in `whole` all labels are returned. One query for the directory's lists together;
    they are short, so it is always the same.
    """
    found: dict[str, dict[str, Label]] = {
        "kind": {v: KIND_LABELS[v] for v in wanted.get("kind", ()) if v in KIND_LABELS},
        "phase": {v: Phase(v).label for v in wanted.get("phase", ()) if v in Phase.values},
    }
    found |= {name: {} for name in TERMS}
    asked = {name: set(wanted.get(name, ())) for name in TERMS}
    if any(asked.values()) or any(name in whole for name in TERMS):
        for name, slug, label in _terms():
            if slug in asked[name] or name in whole:
                found[name][slug] = label
    return found


def named(text: str) -> tuple[tuple[str, str, str], ...]:
    """Return (facet, label as typed and folded, value) of what `text` names, as `ort:"Bad Honnef"`.

    What is a value itself stays it; "Kurdisch" is every label that begins so before a bracket.
    """
    asked = sorted({pair for pair in parse(text).filters if pair[0] in FACET_LABELS})
    if not asked:
        return ()
    known = labels({"kind": KIND_LABELS, "phase": Phase.values}, TERMS)
    return tuple(
        (facet, typed, value)
        for facet, typed in asked
        if typed not in known[facet]
        for value, label in known[facet].items()
        if " ".join(typed.split()) in _spellings(str(label))
    )


def _spellings(label: str) -> tuple[str, str]:
    folded = fold(label)
    return folded, folded.partition(" (")[0]


def _lists() -> QuerySet[Any]:
    """Return (facet, slug, name) of all terms of the directory."""
    parts = [
        model._default_manager.order_by().values_list(
            Value(name, output_field=CharField()), "slug", "name"
        )
        for name, model in TERMS.items()
    ]
    return parts[0].union(*parts[1:], all=True)


_terms = Prepared(_lists)
