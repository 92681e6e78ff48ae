"""Whom to refer to: the tables of the directory, named after Open Referral HSDS 3.1."""

from content.directory.models.capacity import ServiceCapacity
from content.directory.models.location import Location, ServiceAtLocation
from content.directory.models.municipality import Municipality
from content.directory.models.opening_hours import Schedule
from content.directory.models.organization import Organization
from content.directory.models.phone import Phone
from content.directory.models.service import Service
from content.directory.models.service_rules import (
    RuleKind,
    ServiceLanguage,
    ServiceResidenceStatus,
    ServiceTargetGroup,
)
from content.directory.models.taxonomy import (
    Language,
    LegalArea,
    ResidenceStatus,
    TargetGroup,
    Topic,
)

__all__ = [
    "Language",
    "LegalArea",
    "Location",
    "Municipality",
    "Organization",
    "Phone",
    "ResidenceStatus",
    "RuleKind",
    "Schedule",
    "Service",
    "ServiceAtLocation",
    "ServiceCapacity",
    "ServiceLanguage",
    "ServiceResidenceStatus",
    "ServiceTargetGroup",
    "TargetGroup",
    "Topic",
]
