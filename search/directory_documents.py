"""Services and organizations as the index holds them."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from content.directory.models import (
    Organization,
    Service,
    ServiceAtLocation,
    ServiceLanguage,
    ServiceTargetGroup,
)
from search import audience
from search.index_document import IndexDocument, Passage
from search.keys import make_key

KEYWORDS = "keywords"  # anchor of passages that are searched but make a poor excerpt


def services() -> QuerySet[Any]:
    """Return all published services with what a document needs, in a fixed number of queries."""
    places = ServiceAtLocation.objects.filter(location__live=True).select_related(
        "location__municipality"
    )
    targets = ServiceTargetGroup.objects.select_related("target_group")
    return (
        Service.objects.published()
        .select_related("organization")
        .prefetch_related(
            "topics",
            "legal_areas",
            "responsible_municipalities",
            "schedules",
            Prefetch("service_at_locations", queryset=places),
            Prefetch("language_slots", queryset=ServiceLanguage.objects.select_related("language")),
            Prefetch("target_group_rules", queryset=targets),
        )
        .order_by("pk")
    )


def organizations() -> QuerySet[Any]:
    """Return all published organizations with what a document needs."""
    return (
        Organization.objects.filter(live=True)
        .prefetch_related("locations__municipality")
        .order_by("pk")
    )


def service_document(service: Service) -> IndexDocument:
    """Describe a published service taken from `services()`."""
    places = [row.location for row in service.service_at_locations.all()]
    slots = list(service.language_slots.all())
    responsible = list(service.responsible_municipalities.all())
    towns = {town.slug for town in responsible} | {place.municipality.slug for place in places}
    return IndexDocument(
        id=make_key(Service, service.pk),
        kind="service",
        title=service.name,
        summary=service.summary,
        passages=_passages(service, places, responsible),
        url=service.get_absolute_url(),
        facets=_facets(
            topic=[topic.slug for topic in service.topics.all()],
            legal_area=[area.slug for area in service.legal_areas.all()],
            target_group=[rule.target_group.slug for rule in service.target_group_rules.all()],
            language=[slot.language.slug for slot in slots],
            municipality=towns,
        ),
        audience=audience.of_service(service.internal),
        location=_coordinates(places),
        languages=tuple(sorted({slot.language.name for slot in slots})),
        times=_times(service.schedules.all(), slots),
        updated=service.last_modified,
        assured=service.assured_date,
    )


def organization_document(organization: Organization) -> IndexDocument:
    """Describe a published organization taken from `organizations()`."""
    places = [place for place in organization.locations.all() if place.live]
    texts = (organization.alternate_name, organization.description, *map(_address, places))
    return IndexDocument(
        id=make_key(Organization, organization.pk),
        kind="organization",
        title=organization.name,
        summary=_first_sentence(organization.description),
        passages=(Passage("", "", "\n".join(filter(None, texts))),),
        url=organization.get_absolute_url(),
        facets=_facets(municipality={place.municipality.slug for place in places}),
        audience=audience.of_service(internal=False),
        location=_coordinates(places),
        updated=organization.last_modified,
    )


def _passages(service: Any, places: list[Any], responsible: list[Any]) -> tuple[Passage, ...]:
    terms = [topic.name for topic in service.topics.all()]
    terms += [area.name for area in service.legal_areas.all()]
    terms += [rule.target_group.name for rule in service.target_group_rules.all()]
    texts = (
        service.description,
        service.eligibility_description,
        service.application_process,
        service.interpretation_services,
        service.fees_description,
    )
    words = (
        f"{service.alternate_name} {service.organization.name}".strip(),
        ", ".join(terms),
        "\n".join([*map(_address, places), *(town.name for town in responsible)]),
    )
    found = [Passage("", "", text) for text in texts if text]
    return (*found, *(Passage("", KEYWORDS, text) for text in words if text))


def _facets(**values: Any) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(set(slugs))) for name, slugs in values.items() if slugs}


def _times(schedules: Any, slots: list[Any]) -> tuple[str, ...]:
    found = {f"{row.get_byday_display()} {row.opens_at:%H}-{row.closes_at:%H}" for row in schedules}
    found |= {f"{slot.language.name} {slot.note}" for slot in slots if slot.note}
    return tuple(sorted(found))


def _coordinates(places: list[Any]) -> tuple[float, float] | None:
    for place in places:
        if place.latitude is not None and place.longitude is not None:
            return (place.latitude, place.longitude)
    return None


def _address(place: Any) -> str:
    return ", ".join([place.name, *place.address_lines, place.municipality.name])


def _first_sentence(text: str) -> str:
    head = " ".join(text.split())[:300]
    end = head.find(". ")
    return head[: end + 1] if end > 0 else head
