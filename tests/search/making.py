"""Short ways to make things that can be found."""

import zlib
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from content.directory.models import Municipality, Organization, Service
from search.engine import get_engine
from search.query import SearchQuery

PUBLIC = frozenset({"public"})


def make_organization(name: str = "Träger Nord", **values: Any) -> Organization:
    """Return a published organization."""
    return Organization.objects.get_or_create(name=name, defaults={"live": True, **values})[0]


def make_service(name: str, **values: Any) -> Service:
    """Return a published service of an organization."""
    organization = values.pop("organization", None) or make_organization()
    return Service.objects.create(name=name, organization=organization, live=True, **values)


def titles(text: str, audience: frozenset[str] = PUBLIC, **values: Any) -> set[str]:
    """Return the titles that a search finds."""
    query = SearchQuery(text=text, audience=audience, size=100, **values)
    return {hit.title for hit in get_engine().search(query).hits}


def make_town(name: str = "Troisdorf") -> Municipality:
    """Return a town."""
    return Municipality.objects.create(
        name=name,
        slug=name.lower(),
        ags=f"{zlib.crc32(name.encode()) % 10**8:08d}",
        kind="town",
        bank="right",
        postcodes="53840",
        latitude=50.8,
        longitude=7.1,
    )


def make_file(name: str = "satzung.txt", **values: Any) -> Any:
    """Return a file that no page carries."""
    return get_document_model().objects.create(
        title=name, file=ContentFile(b"Inhalt der Satzung", name), **values
    )
