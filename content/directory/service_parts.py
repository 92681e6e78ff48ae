"""All that belongs to one service, read in five queries, or from a draft that is not saved."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, IntegerField, Model, Q, QuerySet, Value

from content.directory.models import (
    LegalArea,
    Location,
    Municipality,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceCapacity,
    ServiceLanguage,
    ServiceResidenceStatus,
    ServiceTargetGroup,
    Topic,
)
from content.prepared import Prepared


@dataclass(frozen=True)
class Term:
    """A term tied to a service; `note` is the kind of a rule or the time of a language."""

    slug: str
    name: str
    note: str = ""


@dataclass
class Place:
    """A location of the service with its own numbers and hours."""

    location: Location
    note: str
    phones: list[Phone] = field(default_factory=list)
    schedules: list[Schedule] = field(default_factory=list)


@dataclass
class ServiceParts:
    """The children of one service, in the order in which the page shows them."""

    topics: list[Term] = field(default_factory=list)
    legal_areas: list[Term] = field(default_factory=list)
    municipalities: list[Term] = field(default_factory=list)
    target_groups: list[Term] = field(default_factory=list)
    residence_statuses: list[Term] = field(default_factory=list)
    languages: list[Term] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    schedules: list[Schedule] = field(default_factory=list)
    capacities: list[ServiceCapacity] = field(default_factory=list)


def _rows(
    name: str, queryset: QuerySet[Any], term: str = "", note: str = "", order: str = "sort_order"
) -> Any:
    text = CharField()
    return (
        queryset.order_by()
        .annotate(
            part=Value(name, output_field=text),
            term_slug=F(f"{term}slug"),
            term_name=F(f"{term}name"),
            term_note=F(note) if note else Value("", output_field=text),
            position=F(order) if order else Value(0, output_field=IntegerField()),
        )
        .values_list("part", "term_slug", "term_name", "term_note", "position")
    )


def _all_terms(service: Any) -> Any:
    """Return (part, slug, name, note, position) of all six lists of terms in one query."""
    first, *others = [
        _rows("topics", Topic.objects.filter(services=service)),
        _rows("legal_areas", LegalArea.objects.filter(services=service)),
        _rows(
            "municipalities", Municipality.objects.filter(responsible_services=service), order=""
        ),
        _rows(
            "target_groups",
            ServiceTargetGroup.objects.filter(service=service),
            "target_group__",
            "kind",
        ),
        _rows(
            "residence_statuses",
            ServiceResidenceStatus.objects.filter(service=service),
            "residence_status__",
            "kind",
        ),
        _rows("languages", ServiceLanguage.objects.filter(service=service), "language__", "note"),
    ]
    return first.union(*others, all=True)


_terms = Prepared(_all_terms)
_capacities = Prepared(lambda service: ServiceCapacity.objects.filter(service=service))
_links = Prepared(
    lambda service: ServiceAtLocation.objects.filter(
        service=service, location__live=True
    ).select_related("location__municipality")
)
_phones = Prepared(
    lambda service, *places: Phone.objects.filter(Q(service=service) | Q(location__pk__in=places))
)
_schedules = Prepared(
    lambda service, *places: Schedule.objects.filter(
        Q(service=service) | Q(location__pk__in=places)
    )
)


def parts_from_database(service: Service) -> ServiceParts:
    """Read the children of a saved service: five queries."""
    pk = service.pk
    parts = ServiceParts(capacities=_capacities(pk))
    for part, slug, name, note, _ in sorted(_terms(pk), key=lambda row: (row[4] or 0, row[2])):
        getattr(parts, part).append(Term(slug, name, note))
    places = {link.location_id: Place(link.location, link.description) for link in _links(pk)}
    parts.places = list(places.values())
    for phone in _phones(pk, *places):
        _owner(phone, places, parts).phones.append(phone)
    for schedule in _schedules(pk, *places):
        _owner(schedule, places, parts).schedules.append(schedule)
    return parts


def _owner(child: Any, places: dict[int, Place], parts: ServiceParts) -> Any:
    return places[child.location_id] if child.location_id else parts


def parts_from_draft(service: Service) -> ServiceParts:
    """Read the children that a form or a revision holds in memory (preview)."""

    def terms(rows: Iterable[Model], attribute: str = "", note: str = "") -> list[Term]:
        found = []
        for row in rows:
            term: Any = getattr(row, attribute) if attribute else row
            found.append(Term(term.slug, term.name, getattr(row, note) if note else ""))
        return found

    links: list[Any] = list(service.service_at_locations.all())
    draft: Any = service
    return ServiceParts(
        topics=terms(draft.topics.all()),
        legal_areas=terms(draft.legal_areas.all()),
        municipalities=terms(draft.responsible_municipalities.all()),
        target_groups=terms(draft.target_group_rules.all(), "target_group", "kind"),
        residence_statuses=terms(draft.residence_status_rules.all(), "residence_status", "kind"),
        languages=terms(draft.language_slots.all(), "language", "note"),
        places=[
            Place(
                link.location,
                link.description,
                list(link.location.phones.all()),
                list(link.location.schedules.all()),
            )
            for link in links
            if link.location_id
        ],
        phones=list(draft.phones.all()),
        schedules=list(draft.schedules.all()),
        capacities=list(draft.capacities.all()),
    )
