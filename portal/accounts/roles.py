"""Roles as data: which group may do what. `sync_roles()` brings the database in line.

A permission is named "app_label.codename". Page permissions hold for home and all beneath it,
collection permissions for all collections.
"""

from dataclasses import dataclass
from typing import Any

from content.library.account import account_of

FACHKRAFT = "Fachkraft"
KOORDINATION = "Koordination"
LEITUNG = "Leitung"
PARTNER = "Partner"
ADMINISTRATION = "Administration"

STAFF = frozenset({FACHKRAFT, KOORDINATION, LEITUNG, ADMINISTRATION})
MAY_EDIT = frozenset({KOORDINATION, LEITUNG, ADMINISTRATION})


@dataclass(frozen=True)
class Roles:
    """The groups of a user: names for the portal's own decisions, ids for view restrictions."""

    names: frozenset[str] = frozenset()
    group_ids: frozenset[int] = frozenset()

    @property
    def is_staff(self) -> bool:
        return bool(self.names & STAFF)

    def has(self, name: str) -> bool:
        """Say whether the user acts in this role."""
        return name in self.names


def role_names(user: Any) -> Roles:
    """Return the roles of `user`; a superuser also acts as Administration. Costs one query."""
    if user is None or not user.is_authenticated:
        return Roles()
    known: Roles | None = getattr(user, "_portal_roles", None)
    if known is None:
        rows = account_of(user).groups
        extra = {ADMINISTRATION} if user.is_superuser else set()
        known = Roles(
            frozenset({name for _pk, name in rows} | extra), frozenset(pk for pk, _name in rows)
        )
        user._portal_roles = known
    return known


def _all(app: str, *models: str, verbs: tuple[str, ...] = ("add", "change", "delete")) -> set[str]:
    return {f"{app}.{verb}_{model}" for model in models for verb in verbs}


_ENTRIES = ("organization", "service", "location")
_TERMS = ("municipality", "topic", "targetgroup", "legalarea", "residencestatus", "language")
_ENTRY_VERBS = ("add", "change", "delete", "publish", "lock", "unlock")

_READ = {"directory.view_internal_service", "library.view_all_agreements"}
_EDIT = {
    "wagtailadmin.access_admin",
    "library.issue_edition",
    *_READ,
    *_all("directory", *_ENTRIES, verbs=_ENTRY_VERBS),
    *_all("directory", *_TERMS),
    *_all("search", "synonymset"),
    *_all("wagtailsearchpromotions", "searchpromotion"),
    "search.view_failedsearch",
}
_FILL_FOR_MANY = {"doctemplates.run_batch", "doctemplates.file_document"}
_ADMINISTER = {
    *_EDIT,
    *_FILL_FOR_MANY,
    *_all("accounts", "user"),
    *_all("auth", "group"),
    "search.change_indexchange",
    *_all("wagtailcore", "collection", "site", "workflow", "task"),
}

PERMISSIONS: dict[str, frozenset[str]] = {
    FACHKRAFT: frozenset(_READ),
    KOORDINATION: frozenset(_EDIT | _FILL_FOR_MANY),
    LEITUNG: frozenset(_EDIT),
    PARTNER: frozenset(),
    ADMINISTRATION: frozenset(_ADMINISTER),
}

_WRITE_PAGES = frozenset({"add", "change", "publish", "lock", "unlock"})
PAGE_PERMISSIONS: dict[str, frozenset[str]] = {
    KOORDINATION: _WRITE_PAGES,
    LEITUNG: _WRITE_PAGES,
    ADMINISTRATION: _WRITE_PAGES | {"bulk_delete"},
}

_FILES = frozenset(
    _all("wagtaildocs", "document", verbs=("add", "change", "choose", "delete"))
    | _all("wagtailimages", "image", verbs=("add", "change", "choose", "delete"))
)
COLLECTION_PERMISSIONS: dict[str, frozenset[str]] = {
    KOORDINATION: _FILES,
    LEITUNG: _FILES,
    ADMINISTRATION: _FILES,
}
